// The colour that is being chosen shows at once on the header of this very page.

for (const input of document.querySelectorAll("[data-brand]")) {
  input.addEventListener("input", () => document.documentElement.style.setProperty("--brand", input.value));
}
