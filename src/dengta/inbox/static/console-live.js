// What is new, as it happens: one stream for the page. The stream says only that something changed; the page then asks
// for what it shows, so that a lost or repeated signal does no harm (I4, I21). Nothing moves under the pointer.

import { here } from "dengta/inbox-composer";
import { lookForNotices } from "dengta/notices";

const list = document.getElementById("list");
const views = document.getElementById("views");
const conversation = document.getElementById("conversation");
const pill = () => document.getElementById("new-pill");
const AFTER = 400; // milliseconds; several changes at once are one look
const REST = 2500; // milliseconds between two looks at the list
const FORGET = 25000; // milliseconds; a sign of presence lives this long unless repeated

const PAGE = 40; // rows that the desk gives at once
const ASKED = "asked"; // the list is shown anew because one pressed the pill,
const OWN = "own"; // or because of what one did oneself
const TYPING = 6000; // milliseconds that a sign of writing is worth

let stream = null;
let watched;
let tools = {};
let waiting = { list: 0, conversation: 0 };
let stale = false;
let looked = 0;
let held = null; // a fresh list that waits until the pointer has left
let lost = 0;
let tries = 0;
const present = new Map();

export function startLive(given) {
  tools = given;
  list.addEventListener("pointerleave", release);
  list.addEventListener("focusout", () => setTimeout(release, 50));
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#new-pill")) release(ASKED);
  });
  addEventListener("online", () => connect());
  addEventListener("pageshow", (event) => event.persisted && connect());
  addEventListener("pagehide", () => stream?.close());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    document.title = document.title.replace(/^● /, "");
    if (stream?.readyState === EventSource.CLOSED) connect();
    if (stale) listChanged();
  });
  setInterval(forget, 3000);
}

export function watch(reference) {
  if (reference === watched && stream) return;
  watched = reference;
  present.clear();
  connect();
}

function connect() {
  stream?.close();
  clearTimeout(lost);
  stream = new EventSource(`/console/live${watched ? `?conversation=${encodeURIComponent(watched)}` : ""}`);
  stream.addEventListener("open", () => {
    tries = 0;
    clearTimeout(lost);
    document.querySelector(".live-lost")?.remove();
  });
  stream.addEventListener("list", listChanged);
  stream.addEventListener("conversation", (event) => changed(JSON.parse(event.data)));
  stream.addEventListener("alarms", lookForNotices);
  stream.addEventListener("sign", (event) => sign(JSON.parse(event.data)));
  stream.addEventListener("error", () => {
    lost ||= setTimeout(sayLost, 3000);
    if (stream.readyState !== EventSource.CLOSED) return;
    tries += 1;
    setTimeout(check, Math.min(30000, 500 * 2 ** tries) * (0.5 + Math.random()));
  });
}

async function check() {
  const answer = await fetch("/console/list", { headers: { "HX-Request": "true" }, redirect: "manual" }).catch(() => null);
  if (answer && (answer.status === 401 || answer.type === "opaqueredirect")) return tools.say("say-signed-out");
  connect();
}

function sayLost() {
  lost = 0;
  if (document.querySelector(".live-lost")) return;
  const badge = document.createElement("p");
  badge.className = "badge lamp live-lost";
  badge.setAttribute("role", "status");
  badge.textContent = document.getElementById("say-lost").content.textContent.trim();
  document.body.append(badge);
}

function soon(what, look) {
  clearTimeout(waiting[what]);
  waiting[what] = setTimeout(look, AFTER + Math.random() * AFTER);
}

async function fetched(url) {
  const answer = await fetch(url, { headers: { "HX-Request": "true", Accept: "text/html" } }).catch(() => null);
  return answer?.ok ? answer.text() : null;
}

function morph(target, html) {
  window.Idiomorph.morph(target, html, { morphStyle: "innerHTML" });
  window.htmx.process(target);
}

// At most one look in REST, and none while nobody looks at the page: a hundred consoles must not stop the desk (I14).
function listChanged() {
  stale = true;
  if (document.visibilityState === "hidden") {
    if (!document.title.startsWith("● ")) document.title = `● ${document.title}`;
    return;
  }
  clearTimeout(waiting.list);
  waiting.list = setTimeout(refreshList, Math.max(AFTER * (1 + Math.random()), looked + REST - Date.now()));
}

// What one has done oneself is seen at once, wherever the pointer is.
export function showOwnDeed() {
  clearTimeout(waiting.list);
  refreshList(OWN);
}

async function refreshList(why) {
  stale = false;
  looked = Date.now();
  const answer = await fetched(list.dataset.refresh);
  if (answer === null) return;
  const page = new DOMParser().parseFromString(answer, "text/html");
  const counters = page.querySelector("template[data-views]");
  if (counters) {
    morph(views, counters.innerHTML);
    counters.remove();
  }
  held = page.body.innerHTML;
  if (busy() && why !== OWN) announce();
  else release(why);
}

function busy() {
  if (list.querySelector("details[open], .pick :checked")) return true;
  if (list.contains(document.activeElement) && document.activeElement.matches("input, select, .open")) return true;
  return matchMedia("(hover: hover)").matches && list.matches(":hover");
}

// How many rows would appear or move up; said in words instead of done, until the pointer has gone.
function announce() {
  const page = new DOMParser().parseFromString(held, "text/html");
  const known = new Set([...list.querySelectorAll(".item")].map((item) => item.dataset.reference));
  const shownIds = [...page.querySelectorAll(".item")];
  for (const item of shownIds) {
    const here = document.getElementById(item.id);
    if (here) window.Idiomorph.morph(here, item.outerHTML, { morphStyle: "outerHTML" });
  }
  tools.shown();
  const fresh = shownIds.filter((item) => !known.has(item.dataset.reference)).length;
  const button = pill();
  if (!button || !fresh) return;
  button.textContent = document.getElementById("say-new").content.textContent.trim().replace("{n}", fresh);
  button.hidden = false;
}

function release(why) {
  if (held === null || (why !== ASKED && why !== OWN && busy())) return;
  const rows = document.getElementById("rows");
  const before = rows?.scrollTop ?? 0;
  const loaded = rows ? rows.querySelectorAll(".item").length : 0;
  const html = held;
  held = null;
  if (loaded > PAGE && why !== ASKED) return announceQuietly(html, why);
  morph(list, html);
  const after = document.getElementById("rows");
  if (after) after.scrollTop = why === ASKED ? 0 : before;
  tools.shown();
}

// Someone who has loaded more pages keeps them: the first page's rows are renewed in place and the rest stays.
function announceQuietly(html, why) {
  held = html;
  announce();
  if (why !== OWN) return;
  const left = document.getElementById(`row-${conversation.querySelector("[data-conversation]")?.dataset.conversation}`);
  const onFirstPage = [...list.querySelectorAll(".item")].slice(0, PAGE).includes(left);
  if (onFirstPage && !html.includes(`id="${left.id}"`)) left.remove();
}

async function changed({ reference, version }) {
  const talk = conversation.querySelector("[data-conversation]");
  if (!talk || talk.dataset.conversation !== reference || talk.dataset.version === version) return;
  soon("conversation", async () => {
    const html = await fetched(talk.dataset.refresh);
    const still = conversation.querySelector("[data-conversation]")?.dataset.conversation;
    if (html === null || still !== reference) return;
    const follow = tools.atEnd();
    const answers = answered();
    morph(conversation, html);
    tools.askClock();
    if (answered() > answers) warnOfAnswer();
    if (follow) tools.toEnd();
  });
}

function answered() {
  return conversation.querySelectorAll(".entry.message.staff").length;
}

// Two answers to one question confuse the customer: whoever is still writing is told that another one has gone out.
function warnOfAnswer() {
  const name = [...conversation.querySelectorAll(".entry.message.staff .entry-head b")].at(-1)?.textContent ?? "";
  const place = document.getElementById("collision");
  if (!place || !document.getElementById("reply-text")?.value.trim()) return;
  place.querySelector("span").textContent = words("say-answered", [{ name }]);
  place.hidden = false;
}

function sign({ kind, reference, name, who, until_ms: until }) {
  if (kind === "customer_typing") return customerTyping(reference, until);
  if (kind === "left") present.delete(who);
  else {
    if (!present.has(who) && reference === watched) greet();
    const wrote = kind === "staff_typing" ? Date.now() : (present.get(who)?.wrote ?? 0);
    present.set(who, { name, reference, wrote, seen: Date.now() });
  }
  showPresent();
}

// Whoever comes is told at once who is here already; a moment later for each, so that not all speak together.
function greet() {
  setTimeout(() => here("here"), 200 + Math.random() * 600);
}

function forget() {
  const now = Date.now();
  for (const [who, one] of present) if (now - one.seen > FORGET) present.delete(who);
  showPresent();
}

function showPresent() {
  const place = document.getElementById("presence");
  if (place) {
    const here = [...present.values()].filter((one) => one.reference === watched);
    const typing = here.filter((one) => Date.now() - one.wrote < TYPING);
    const said = typing.length ? words("say-typing", typing) : here.length ? words("say-here", here) : "";
    if (place.textContent !== said) place.textContent = said;
  }
  for (const spot of list.querySelectorAll("[data-here]")) {
    const names = [...present.values()].filter((one) => one.reference === spot.dataset.here).map((one) => one.name);
    const said = names.length ? `● ${names.join(", ")}` : "";
    if (spot.textContent !== said) spot.textContent = said;
  }
}

function words(template, people) {
  const names = new Intl.ListFormat(document.documentElement.lang).format(people.map((one) => one.name));
  return document.getElementById(template).content.textContent.trim().replace("{names}", names);
}

let typingGone = 0;
function customerTyping(reference, until) {
  const line = document.getElementById("customer-typing");
  if (!line || reference !== watched) return;
  const follow = tools.atEnd();
  line.querySelector("[data-words]").textContent = document.getElementById("say-customer-typing").content.textContent.trim();
  line.hidden = false;
  if (follow) tools.toEnd();
  clearTimeout(typingGone);
  typingGone = setTimeout(() => (line.hidden = true), Math.min(until ?? 6000, 10000));
}
