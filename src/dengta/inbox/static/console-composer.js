// Writing: drafts are kept by the desk as one types, canned replies come by "/", colleagues by "@", Ctrl+Enter sends.

const KEEP = 900; // milliseconds of rest before a draft is kept
const HERE = 10000; // milliseconds between signs of presence

let say = () => {};
let sent = null;
let keeping = 0;
let told = 0;
let options = [];
let chosen = 0;

// Whether this box was just sent, so that the server's empty one may take its place.
export function justSent(node) {
  return sent !== null && sent.contains(node);
}

export function startComposer(tools) {
  say = tools.say;
  document.addEventListener("input", onInput);
  document.addEventListener("keydown", onKeydown, true);
  document.addEventListener("change", onFiles);
  document.addEventListener("click", onClick);
  document.addEventListener("paste", onPaste);
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt.closest?.("[data-composer]");
    if (form) {
      clearTimeout(keeping);
      form.querySelector("[data-not-sent]").replaceChildren();
      sent = form;
    }
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (sent !== event.detail.elt) return;
    const done = sent;
    setTimeout(() => {
      if (sent !== done) return;
      sent = null;
    }, 100);
    if (event.detail.successful) done.querySelector("textarea")?.focus();
  });
  setInterval(() => here("here"), HERE);
  setTimeout(() => here("here"), 300);
  addEventListener("pagehide", () => keepNow(true));
}

function box() {
  return document.activeElement?.matches?.("textarea[data-draft]") ? document.activeElement : null;
}

function onInput(event) {
  const area = event.target.closest?.("textarea[data-draft]");
  if (!area) return;
  clearTimeout(keeping);
  keeping = setTimeout(() => keep(area), KEEP);
  if (Date.now() - told > 3000) here(area.dataset.kind === "note" ? "typing_note" : "typing");
  suggest(area);
}

async function keep(area) {
  const body = new URLSearchParams({ kind: area.dataset.kind, text: area.value });
  const answer = await fetch(area.dataset.draft, { method: "POST", body, headers: { "HX-Request": "true" } }).catch(() => null);
  const place = area.form?.querySelector(".kept");
  if (!place) return;
  place.textContent = answer?.ok && area.value ? place.dataset.kept : "";
  if (!answer?.ok && area.value) say(answer?.status === 401 ? "say-signed-out" : "say-offline");
}

function keepNow(leaving) {
  const area = box();
  if (!area || !leaving) return;
  navigator.sendBeacon?.(area.dataset.draft, new URLSearchParams({ kind: area.dataset.kind, text: area.value }));
}

export function here(kind) {
  const area = document.querySelector("textarea[data-here]");
  if (!area || document.visibilityState !== "visible") return;
  if (kind !== "here") told = Date.now();
  const body = new URLSearchParams({ kind });
  fetch(area.dataset.here, { method: "POST", body, headers: { "HX-Request": "true" }, keepalive: true }).catch(() => undefined);
}

function onKeydown(event) {
  const area = event.target.closest?.("textarea[data-draft]");
  if (!area || event.isComposing) return;
  if (options.length && onSuggestKey(event, area)) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    if (area.value.trim()) area.form.querySelector("[data-send]").click();
  }
}

// "/" at the start of a reply offers canned replies; "@" in a note offers colleagues.
function suggest(area) {
  const before = area.value.slice(0, area.selectionStart);
  const slash = area.dataset.kind === "message" && before.match(/(?:^|\n)\/([^\s/]*)$/);
  const mention = area.dataset.kind === "note" && before.match(/(?:^|[^\w.@])@([\p{L}\p{N}_.+-]*)$/u);
  options = slash ? cannedLike(slash[1]) : mention ? peopleLike(mention[1]) : [];
  options = options.slice(0, 8);
  chosen = 0;
  showOptions(area);
}

function cannedLike(start) {
  const asked = start.toLowerCase();
  return [...document.querySelectorAll(".canned-menu [data-canned]")]
    .filter((one) => one.dataset.shortcut.toLowerCase().includes(asked) || one.textContent.toLowerCase().includes(asked))
    .map((one) => ({ name: one.querySelector("span").textContent, hint: `/${one.dataset.shortcut}`, text: one.dataset.canned, drop: start.length + 1 }));
}

function peopleLike(start) {
  const asked = start.toLowerCase();
  return [...document.querySelectorAll("#mentionable option")]
    .filter((one) => one.value.toLowerCase().startsWith(asked) || one.textContent.toLowerCase().includes(asked))
    .map((one) => ({ name: one.textContent, hint: `@${one.value}`, text: `@${one.value} `, drop: start.length + 1 }));
}

function showOptions(area) {
  const list = document.getElementById("suggest");
  if (!list) return;
  list.hidden = !options.length;
  area.setAttribute("aria-controls", "suggest");
  list.replaceChildren(...options.map((one, index) => optionRow(one, index, area)));
  area.setAttribute("aria-activedescendant", options.length ? `suggest-${chosen}` : "");
}

function optionRow(one, index, area) {
  const item = document.createElement("li");
  item.id = `suggest-${index}`;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", String(index === chosen));
  const name = document.createElement("span");
  name.textContent = one.name;
  const hint = document.createElement("span");
  hint.className = "muted small";
  hint.textContent = one.hint;
  item.append(name, hint);
  item.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    take(area, index);
  });
  return item;
}

function onSuggestKey(event, area) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) chosen = (chosen + step + options.length) % options.length;
  else if (event.key === "Escape") options = [];
  else if ((event.key === "Enter" || event.key === "Tab") && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    event.stopPropagation();
    take(area, chosen);
    return true;
  } else return false;
  event.preventDefault();
  event.stopPropagation();
  showOptions(area);
  return true;
}

function take(area, index) {
  const one = options[index];
  options = [];
  insert(area, one.text, one.drop);
  showOptions(area);
}

function insert(area, text, drop = 0) {
  const end = area.selectionStart;
  area.focus();
  area.setRangeText(text, end - drop, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function onClick(event) {
  const canned = event.target.closest?.("button[data-canned]");
  if (!canned) return;
  event.preventDefault();
  canned.closest("details").open = false;
  document.querySelector('[name="write"][value="reply"]')?.click();
  insert(document.getElementById("reply-text"), canned.dataset.canned);
}

function onFiles(event) {
  if (event.target.matches?.(".attach input")) showFiles(event.target);
}

function showFiles(input) {
  const names = [...input.files].map((file) => file.name);
  input.form.querySelector(".file-names").textContent = new Intl.ListFormat(document.documentElement.lang).format(names);
  input.form.querySelector("textarea").focus();
}

function onPaste(event) {
  const area = event.target.closest?.("#reply-text");
  const files = event.clipboardData?.files;
  if (!area || !files?.length) return;
  const input = area.form.querySelector(".attach input");
  const kept = new DataTransfer();
  for (const file of [...input.files, ...files]) kept.items.add(file);
  input.files = kept.files;
  event.preventDefault();
  showFiles(input);
}
