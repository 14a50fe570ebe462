// The inbox in the browser. Every step works as a plain link or form; this file makes it quick, live and keyboard-first.

import { act, isTyping } from "dengta/shell";
import { startComposer, justSent } from "dengta/inbox-composer";
import { startList, markOpen } from "dengta/inbox-list";
import { showOwnDeed, startLive, watch } from "dengta/inbox-live";

const conversation = document.getElementById("conversation");
const flash = document.getElementById("flash");

// Morphing may change what the server knows, never what a person is in the middle of: their words, ticks and open menus.
function protect() {
  window.Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, node) => {
    if (name === "open" && node.matches("details, dialog")) return false;
    if (name === "checked" && node.matches("input")) return false;
    if (name === "value" && node.matches("textarea, input:not([type=hidden])")) return justSent(node);
    if (name === "hidden" && ["customer-typing", "collision"].includes(node.id)) return false;
    return true;
  };
  window.Idiomorph.defaults.callbacks.beforeNodeMorphed = (from, to) => {
    if (from.id === "presence" && to.id === "presence") return false;
    if (from.nodeType === Node.ELEMENT_NODE && from.matches(".clock") && to.matches?.(".clock")) return false; // asked below
    if (from.nodeType === Node.ELEMENT_NODE && from.matches("[data-not-sent]")) return justSent(from);
    if (from.id === "collision" && to.id === "collision") return justSent(from);
    return !(from.nodeName === "TEXTAREA" && !justSent(from));
  };
}

export function say(template) {
  const source = document.getElementById(template);
  if (source) flash.replaceChildren(source.content.cloneNode(true));
}

function onAnswer(event) {
  const { xhr, successful, elt, requestConfig } = event.detail;
  if (successful) {
    if (requestConfig.verb === "post") showOwnDeed();
    if (elt.closest?.(".menu")) for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
    return;
  }
  if (elt.matches?.(".clock")) return;
  elt.closest?.("[data-composer]")?.querySelector("textarea").focus();
  if (!xhr?.status) return say("say-offline");
  if (xhr.status === 401) return say("say-signed-out");
  const answer = new DOMParser().parseFromString(xhr.responseText ?? "", "text/html");
  const told = answer.querySelector(".flash");
  const beside = elt.closest?.("[data-composer]")?.querySelector("[data-not-sent]");
  if (told) (beside ?? flash).replaceChildren(document.adoptNode(told));
  else say("say-failed");
}

function shown() {
  const talk = conversation.querySelector("[data-conversation]");
  markOpen(talk?.dataset.conversation ?? null);
  if (talk) document.title = talk.dataset.title;
  watch(talk?.dataset.conversation ?? null);
}

function askClock() {
  const clock = conversation.querySelector(".clock");
  if (clock) window.htmx.trigger(clock, "look");
}

function toEnd() {
  const timeline = document.getElementById("timeline");
  if (timeline) timeline.scrollTop = timeline.scrollHeight;
}

function atEnd() {
  const timeline = document.getElementById("timeline");
  return !timeline || timeline.scrollHeight - timeline.scrollTop - timeline.clientHeight < 80;
}

// A search leads to the message it found, everything else to the end.
function arrive() {
  const at = conversation.querySelector("[data-at]")?.dataset.at;
  const found = at && document.getElementById(`entry-${at}`);
  if (found) found.scrollIntoView({ block: "center" });
  else toEnd();
}

// What one reads stays where it is when more of the record is put before it.
function holdPlace() {
  const timeline = document.getElementById("timeline");
  const top = timeline?.getBoundingClientRect().top ?? 0;
  const first = [...(timeline?.querySelectorAll("[id^=entry-]") ?? [])].find((entry) => entry.getBoundingClientRect().bottom > top);
  const was = first?.getBoundingClientRect().top;
  return () => {
    const now = first && document.getElementById(first.id);
    if (now) document.getElementById("timeline").scrollTop += now.getBoundingClientRect().top - was;
  };
}

function startSwaps() {
  let opened = null;
  let wasAtEnd = true;
  let takeUp = () => undefined;
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target !== conversation) return;
    opened = conversation.querySelector("[data-conversation]")?.dataset.conversation ?? null;
    wasAtEnd = atEnd();
    takeUp = holdPlace();
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target !== conversation && event.detail.elt !== conversation) return;
    const now = conversation.querySelector("[data-conversation]")?.dataset.conversation ?? null;
    shown();
    if (now !== opened) {
      arrive();
      if (!isTyping(document.activeElement)) conversation.focus({ preventScroll: true });
    } else {
      askClock();
      if (wasAtEnd) toEnd();
      else takeUp();
    }
  });
  document.body.addEventListener("htmx:afterRequest", onAnswer);
  // Signed out in mid-sentence: say so and stay, instead of leaving the page with the words in it.
  document.body.addEventListener("htmx:beforeOnLoad", (event) => event.detail.xhr.status === 401 && event.preventDefault());
  document.body.addEventListener("htmx:historyRestore", shown);
}

function startPassing() {
  const passing = new MutationObserver(() => {
    for (const one of flash.querySelectorAll("[data-passing]:not([data-timed])")) {
      one.dataset.timed = "";
      setTimeout(() => one.remove(), 8000);
    }
  });
  passing.observe(flash, { childList: true, subtree: true });
  const first = flash.querySelector("[data-passing]");
  if (first) setTimeout(() => first.remove(), 8000);
}

let address = place();

function place() {
  return location.pathname + location.search;
}

// Back to the list without leaving the page: it stands where one left it, and so does one's place in it.
function startBack() {
  document.addEventListener("click", (event) => {
    const back = event.target.closest?.("a.back");
    if (!back || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const left = conversation.querySelector("[data-conversation]")?.dataset.conversation;
    conversation.replaceChildren(document.getElementById("nothing-open").content.cloneNode(true));
    history.pushState(null, "", back.href);
    address = place();
    document.title = back.dataset.title;
    markOpen(null);
    watch(null);
    document.getElementById(`row-${left}`)?.querySelector(".open").focus();
  });
  // The address is the truth: going back and forth in history loads the page it names.
  document.body.addEventListener("htmx:pushedIntoHistory", () => (address = place()));
  addEventListener("popstate", () => place() === address || location.reload());
}

function startContext() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.(".to-context, .context-close");
    if (!opener) return;
    event.preventDefault();
    const side = document.getElementById("context");
    side.classList.toggle("shown", opener.matches(".to-context") ? undefined : false);
    if (side.classList.contains("shown")) side.querySelector(".context-close").focus();
    else document.querySelector(".to-context")?.focus();
  });
  document.addEventListener("click", async (event) => {
    const code = event.target.closest?.(".reference[data-copy]");
    if (code) await navigator.clipboard?.writeText(code.dataset.copy).catch(() => undefined);
  });
}

protect();
startSwaps();
startPassing();
startContext();
startBack();
startList({ act });
startComposer({ say });
startLive({ say, atEnd, toEnd, shown, askClock });
shown();
arrive();
