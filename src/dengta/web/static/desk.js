// What is being chosen shows at once as customers will see it, in the colours that the chat itself will make of it.

import { contrast, tint } from "dengta/colours";

const NIGHT = "#0d1a2f"; // the header; --night in platform/static/dengta.css
const form = document.querySelector("[data-brand-form]");
const faces = [...document.querySelectorAll(".face")];
const { unbranded } = form.dataset;

function paint() {
  const colour = form.colour.value;
  const line = colour === form.colour.dataset.standard ? unbranded : colour;
  const found = {};
  for (const face of faces) {
    const { ground, text, link } = tint(colour, face.dataset.ground);
    const colours = { brand: line, tint: ground, "on-tint": text, link };
    for (const [name, value] of Object.entries(colours)) face.style.setProperty(`--${name}`, value);
    found[face.classList.contains("night") ? "night" : "day"] = [link, contrast(link, face.dataset.ground)];
    found.bubble = [ground, contrast(ground, text)];
  }
  found.header = [line, contrast(line, NIGHT)];
  for (const [name, [shown, ratio]] of Object.entries(found)) tell(document.getElementById(`check-${name}`), shown, ratio);
}

function tell(row, colour, ratio) {
  const fine = ratio >= Number(row.dataset.least);
  row.querySelector(".swatch").style.background = colour;
  row.querySelector("[data-colour]").textContent = colour;
  row.querySelector("[data-ratio]").textContent = ratio.toFixed(1);
  row.querySelector("[data-fine]").hidden = !fine;
  row.querySelector("[data-faint]").hidden = fine;
}

function name() {
  const [first, second] = document.documentElement.lang.startsWith("zh") ? [form.name_zh, form.name_en] : [form.name_en, form.name_zh];
  const said = first.value.trim() || second.value.trim();
  for (const place of document.querySelectorAll("[data-face-name]")) place.textContent = said;
}

const shownLogo = document.querySelector("[data-face-logo]").getAttribute("src");
let chosen = null;

function logo() {
  if (chosen) URL.revokeObjectURL(chosen);
  const [file] = form.logo.files;
  chosen = file ? URL.createObjectURL(file) : null;
  const shown = chosen ?? (form.remove_logo?.checked ? null : shownLogo);
  for (const picture of document.querySelectorAll("[data-face-logo]")) {
    picture.hidden = !shown;
    if (shown) picture.src = shown;
  }
  for (const mark of document.querySelectorAll("[data-face-mark]")) mark.hidden = Boolean(shown);
}

form.addEventListener("input", () => {
  paint();
  name();
});
form.addEventListener("change", logo);
paint();
