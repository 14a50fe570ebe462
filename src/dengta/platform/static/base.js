// What every page does for itself: remembers light or dark, copies addresses whole, brings the eye to what went wrong.
// Everything here is an improvement; no page depends on it.

const YEAR = 365 * 24 * 3600;

export function setTheme(value) {
  document.documentElement.dataset.theme = value;
  const dark = document.querySelector("link[data-dark]");
  if (dark) dark.media = { dark: "all", light: "not all" }[value] ?? "screen and (prefers-color-scheme: dark)";
  document.cookie = `theme=${value}; path=/; max-age=${YEAR}; samesite=lax`;
  for (const select of document.querySelectorAll(".theme-select")) select.value = value;
}

export async function copyWhole(element) {
  const value = element.dataset.copy;
  try {
    await navigator.clipboard.writeText(value);
  } catch {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return false;
  }
  return true;
}

// The server tells times in the reader's own zone, so it has to be told which that is.
function tellZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && !document.cookie.includes(`zone=${zone}`)) document.cookie = `zone=${zone}; path=/; max-age=${YEAR}; samesite=lax`;
}

function start() {
  tellZone();
  document.documentElement.classList.add("js");
  document.addEventListener("change", (event) => {
    if (event.target.matches?.(".theme-select")) setTheme(event.target.value);
  });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button[data-copy]");
    if (!button) return;
    if (await copyWhole(button)) {
      button.dataset.copied = "";
      const said = button.querySelector("[data-copied-text]");
      const before = said?.textContent;
      if (said) said.textContent = said.dataset.copiedText;
      setTimeout(() => {
        delete button.dataset.copied;
        if (said) said.textContent = before;
      }, 1600);
    }
  });
  // Copying a part of an address is how people send to the wrong one: a selection inside one always copies it whole.
  document.addEventListener("copy", (event) => {
    const node = getSelection()?.anchorNode?.parentElement?.closest?.("code[data-copy]");
    if (!node || !node.contains(getSelection().focusNode)) return;
    event.clipboardData.setData("text/plain", node.dataset.copy);
    event.preventDefault();
  });
  document.querySelector("[data-focus]")?.focus();
}

start();
