/** Elements, icons, words and colours. Text only ever becomes text: nothing here reads HTML. */

export function h(tag, props, ...children) {
  const space = /^(svg|path)$/.test(tag) ? "2000/svg" : "1999/xhtml";
  const node = document.createElementNS(`http://www.w3.org/${space}`, tag);
  for (const key in props) {
    const value = props[key];
    if (typeof value === "function") node.addEventListener(key, value);
    else if (value || value === 0) node.setAttribute(key, value === true ? "" : value);
  }
  fill(node, ...children);
  return node;
}

export function fill(node, ...children) {
  node.replaceChildren(...children.flat().filter((child) => child || child === 0));
}

/** The outlines of the icons, by name; whoever loads them puts them here. */
export const shapes = {};

export const icon = (name) =>
  h("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", class: `i-${name}` }, h("path", { d: shapes[name] }));

/** A text as nodes: what was removed becomes a chip; with `links`, web addresses become links with the host marked. */
export function passage(text, say, links) {
  return text.split(/(⟦\w{1,40}⟧)/).flatMap((part, index) => {
    if (index % 2) return h("span", { class: "chip" }, icon("shield"), say("chip", say.kind(part.slice(1, -1))));
    return links ? part.split(/(https?:\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]*[\w/#=])/i).map(linked) : part;
  });
}

function linked(part, index) {
  const url = index % 2 && address(part);
  const at = url && !url.username ? part.indexOf(url.host) : -1;
  if (at < 0) return part;
  const [before, after] = [part.slice(0, at), part.slice(at + url.host.length)];
  return h("a", { href: url.href, target: "_blank", rel: "noopener noreferrer nofollow", dir: "ltr" }, before, h("b", {}, url.host), after);
}

/** The address, if a chat may open it. */
export function address(text) {
  try {
    const url = new URL(text);
    return /^https?:/.test(url) && url;
  } catch {
    return null;
  }
}

/** Says the words of a language: `say(key, gap)`, and days, times, waits and sizes. */
export function speaker(words, language) {
  const say = (key, gap, other) => (words[key] ?? key).replace("{n}", gap).replace("{m}", other);
  const format = (at, options) => new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, options).format(new Date(at));
  const today = (at) => new Date(at).toDateString() === new Date().toDateString();
  say.language = language;
  say.kind = (kind) => words[`kind_${kind}`] ?? words.kind_secret;
  const date = (at) => format(at, { month: "short", day: "numeric", weekday: "short" });
  say.day = (at) => (today(at) ? say("today") : language === "en" ? date(at) : date(at).replace(/\d+/g, " $& ").trim());
  say.time = (at) => format(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  say.moment = (at) => (today(at) ? say.time(at) : `${say.day(at)} ${say.time(at)}`);
  /** How long it usually takes; while too little has been measured, what the desk aims at. */
  say.band = ({ usual_low, usual_high, measured }) => {
    const [unit, size] = usual_high > 2880 ? ["days", 1440] : usual_high > 120 ? ["hours", 60] : ["minutes", 1];
    const [from, to] = [Math.max(1, Math.round(usual_low / size)), Math.ceil(usual_high / size)];
    return say(measured ? "usual" : "aim", say(unit, from < to ? `${from}–${to}` : to));
  };
  say.size = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
  return say;
}
