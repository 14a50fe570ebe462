// The staff's shell: every action by key, one palette for all of them, menus that behave.
//
// Pages declare, this file obeys: `data-key="e"` (or a sequence, "g m") presses or focuses the element; `data-command`
// names it in the palette (its own words when empty). What is not on the page cannot be done from the keyboard either.

const SEQUENCE = 1000; // milliseconds between the keys of a sequence
const palette = document.getElementById("palette");
const words = document.getElementById("palette-words");
const list = document.getElementById("palette-list");
const none = palette?.querySelector(".palette-none");
let pending = "";
let pendingSince = 0;
let offered = [];
let chosen = 0;

export function isTyping(target) {
  return Boolean(target?.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]"));
}

export function act(element) {
  if (element.matches("input:not([type=checkbox], [type=radio]), textarea, select")) {
    element.focus();
    element.scrollIntoView({ block: "nearest" });
    return;
  }
  if (element.matches("summary")) {
    const menu = element.parentElement;
    menu.open = !menu.open;
    if (menu.open) firstControl(menu)?.focus();
    else element.focus();
    return;
  }
  element.click();
  document.getElementById(element.dataset.thenFocus ?? "")?.focus();
}

function firstControl(menu) {
  return menu.querySelector("[autofocus], input:not([type=hidden]), select, textarea, button, a[href]");
}

function reachable(element) {
  const closed = element.parentElement?.closest("details:not([open])");
  if (closed && element.closest("summary")?.parentElement !== closed) return false;
  if (element.disabled || element.closest("[hidden], dialog:not([open])")) return false;
  // A link leads there on a narrow screen too, where there is no room to show it; a field must be seen to be typed in.
  return element.matches("a[href]") || element.getClientRects().length > 0;
}

function withKey(sequence) {
  return [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === sequence && reachable(one));
}

function startsSequence(key) {
  return [...document.querySelectorAll("[data-key]")].some((one) => one.dataset.key.startsWith(`${key} `));
}

function onKey(event) {
  if (event.isComposing || event.defaultPrevented) return;
  const control = event.ctrlKey || event.metaKey;
  if (control && event.key.toLowerCase() === "k") {
    event.preventDefault();
    palette?.open ? palette.close() : openPalette();
    return;
  }
  if (event.key === "Escape") return onEscape(event);
  if (control || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
  const now = Date.now();
  const before = now - pendingSince < SEQUENCE ? pending : "";
  const sequence = before ? `${before} ${event.key}` : event.key;
  pending = "";
  const found = withKey(sequence) ?? (before ? withKey(event.key) : null);
  if (found) {
    event.preventDefault();
    act(found);
  } else if (!before && startsSequence(event.key)) {
    pending = event.key;
    pendingSince = now;
  }
}

function onEscape(event) {
  const menu = event.target.closest?.("details.menu[open]") ?? document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
    event.preventDefault();
  } else if (isTyping(event.target) && !event.target.closest("dialog")) {
    event.target.blur();
  }
}

// What is nearest to hand comes first: the open conversation, then the rest of the page, then other places.
function nearness(element) {
  return element.closest("[data-conversation]") && !element.matches(".back") ? 0 : element.closest(".rail") ? 2 : 1;
}

function offer() {
  const seen = new Set();
  return [...document.querySelectorAll("[data-command], .rail li a")]
    .filter((one) => !one.disabled && !one.closest("[hidden]"))
    .sort((one, other) => nearness(one) - nearness(other))
    .map((one) => ({
      words: (one.dataset.command || (one.querySelector(":scope > span:not(.avatar)") ?? one).textContent).trim().replace(/\s+/g, " "),
      key: one.dataset.key,
      run: () => runCommand(one),
    }))
    .filter((one) => one.words && !seen.has(one.words) && seen.add(one.words));
}

function runCommand(element) {
  for (let menu = element.parentElement?.closest("details"); menu; menu = menu.parentElement?.closest("details")) menu.open = true;
  act(element);
}

export function openPalette() {
  if (!palette) return;
  words.value = "";
  showOffers();
  palette.showModal();
  words.focus();
}

function showOffers() {
  const asked = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  offered = offer().filter((one) => asked.every((word) => one.words.toLowerCase().includes(word))).slice(0, 60);
  if (words.value.trim()) {
    const label = document.getElementById("palette-search").content.textContent.trim();
    offered.push({ words: `${label}: ${words.value.trim()}`, run: searchFor });
  }
  chosen = 0;
  list.replaceChildren(...offered.map(row));
  if (none) none.hidden = offered.length > 1 || !words.value.trim();
  choose(0);
}

function row(one, index) {
  const item = document.createElement("li");
  item.id = `palette-${index}`;
  item.setAttribute("role", "option");
  const name = document.createElement("span");
  name.textContent = one.words;
  item.append(name);
  if (one.key) {
    const key = document.createElement("kbd");
    key.textContent = one.key;
    item.append(key);
  }
  item.addEventListener("click", () => run(index));
  item.addEventListener("pointermove", () => choose(index));
  return item;
}

function choose(index) {
  chosen = Math.max(0, Math.min(index, offered.length - 1));
  for (const [at, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(at === chosen));
  words.setAttribute("aria-activedescendant", `palette-${chosen}`);
  list.children[chosen]?.scrollIntoView({ block: "nearest" });
}

function run(index) {
  const one = offered[index];
  palette.close();
  one?.run();
}

function searchFor() {
  location.assign(`/console/search?q=${encodeURIComponent(words.value.trim())}`);
}

function startPalette() {
  if (!palette) return;
  for (const button of document.querySelectorAll("[data-open-palette]")) button.addEventListener("click", openPalette);
  words.addEventListener("input", showOffers);
  words.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      choose(chosen + step);
    }
  });
  palette.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    run(chosen);
  });
  palette.addEventListener("click", (event) => {
    if (event.target === palette) palette.close();
  });
}

function startMenus() {
  document.addEventListener("toggle", (event) => {
    if (!event.target.matches?.("details.menu") || !event.target.open) return;
    for (const other of document.querySelectorAll("details.menu[open]")) {
      if (other !== event.target && !other.contains(event.target)) other.open = false;
    }
  }, true);
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    const opener = event.target.closest?.("[data-dialog]");
    if (opener) {
      event.preventDefault();
      document.getElementById(opener.dataset.dialog)?.showModal();
    }
    event.target.closest?.("[data-close]")?.closest("dialog")?.close();
  });
}

document.addEventListener("keydown", onKey);
startPalette();
startMenus();
