// Moments in the reader's own zone and how far off they are. Without this file the pages name the desk's zone instead.

const lang = document.documentElement.lang || "en";
const whole = new Intl.DateTimeFormat(lang, { month: "short", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const far = new Intl.RelativeTimeFormat(lang, { numeric: "always" });
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]];

function away(at) {
  const seconds = (at - Date.now()) / 1000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length * 1.5) ?? UNITS[2];
  return spaced(far.format(Math.round(seconds / size) || 0, unit));
}

// Numbers stand apart from Han characters, as everywhere on these pages.
const spaced = (text) => text.replace(/(\d)([一-鿿])/g, "$1 $2").replace(/([一-鿿])(\d)/g, "$1 $2");

export function tellMoments(root = document) {
  for (const time of root.querySelectorAll("time[data-moment]")) {
    time.title ||= time.textContent;
    time.textContent = spaced(whole.format(new Date(time.dateTime)));
  }
  for (const time of root.querySelectorAll("time[data-away]")) time.textContent = away(new Date(time.dateTime));
}

tellMoments();
setInterval(() => tellMoments(), 30_000);
