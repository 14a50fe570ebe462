// What becomes of a brand colour while it is being chosen; the same sums as platform/colour.py, which decides.

const INK = "#12203a";
const ENOUGH = 4.5;

/** A colour as a ground, the text upon it, and the colour as text on `page`; each legible. */
export function tint(colour, page) {
  const text = contrast(colour, "#ffffff") < ENOUGH && contrast(colour, INK) >= ENOUGH ? INK : "#ffffff";
  return { ground: legible(colour, text), text, link: legible(colour, page) };
}

/** Contrast of two #rrggbb colours as WCAG 2.2 has it. */
export function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function legible(colour, ground) {
  const target = luminance(ground) > 0.18 ? "#000000" : "#ffffff";
  for (let share = 0; share <= 100; share += 5) {
    const mixed = mix(colour, target, share);
    if (contrast(mixed, ground) >= ENOUGH) return mixed;
  }
  return target;
}

const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

function mix(one, other, share) {
  const towards = channels(other);
  const mixed = channels(one).map((value, at) => Math.round(value + ((towards[at] - value) * share) / 100));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function luminance(colour) {
  const linear = channels(colour).map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}
