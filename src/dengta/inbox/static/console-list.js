// The list of conversations: moving through it by key, ticking rows, and what to do with those ticked.

const list = document.getElementById("list");

function rows() {
  return [...list.querySelectorAll(".item")];
}

function current() {
  return document.activeElement?.closest?.(".item") ?? list.querySelector(".open[aria-current]")?.closest(".item");
}

export function markOpen(reference) {
  for (const link of list.querySelectorAll(".item > .open")) {
    const here = reference !== null && link.closest(".item").dataset.reference === reference;
    if (here) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    if (here) link.closest(".item").classList.remove("unread");
  }
}

function move(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(current());
  const next = all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + step))];
  const link = next.querySelector(".open");
  link.focus();
  next.scrollIntoView({ block: "nearest" });
  // With a conversation open beside the list, moving reads on; otherwise it only points.
  const beside = document.querySelector("#conversation [data-conversation]") && matchMedia("(min-width: 48.01rem)").matches;
  if (beside && next.querySelector(".open[aria-current]") === null) openSoon(link);
}

let opening = 0;
function openSoon(link) {
  clearTimeout(opening);
  opening = setTimeout(() => link.click(), 180);
}

function tick(item) {
  const box = item?.querySelector(".pick input");
  if (!box) return;
  box.checked = !box.checked;
  count();
}

function count() {
  const form = document.getElementById("bulk");
  if (!form) return;
  const ticked = list.querySelectorAll(".pick :checked").length;
  const said = form.querySelector(".bulk-count");
  said.textContent = said.dataset.words.replace("{n}", ticked);
  const all = document.getElementById("bulk-all");
  all.checked = ticked > 0 && ticked === rows().length;
  all.indeterminate = ticked > 0 && ticked < rows().length;
}

export function startList() {
  // A click that asks for a tab or window of its own is the browser's, not ours.
  list.addEventListener("click", (event) => {
    if (event.target.closest(".open") && (event.ctrlKey || event.metaKey || event.shiftKey)) event.stopPropagation();
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog, .menu[open]")) return;
    const step = { j: 1, k: -1 }[event.key];
    if (step) {
      event.preventDefault();
      move(step);
    } else if (event.key === "x" && current()) {
      event.preventDefault();
      tick(current());
    } else if (event.key === "Enter" && document.activeElement === document.body) {
      current()?.querySelector(".open").click();
    }
  });
  list.addEventListener("change", (event) => {
    if (event.target.id === "bulk-all") {
      for (const box of list.querySelectorAll(".pick input")) box.checked = event.target.checked;
    }
    count();
  });
}
