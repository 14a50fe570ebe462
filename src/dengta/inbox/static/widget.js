/**
 * <dengta-chat>: the desk in someone else's page.
 *
 *   <script type="module" src="https://desk.example/static/inbox/widget.js"></script>
 *   <dengta-chat lang="zh" theme="auto" topic="transfer" identity="…signed by the host app…"></dengta-chat>
 *
 * `mode="inline"` fills its place instead of floating; `open` shows the panel; `element.details = {wallet_version: …}` goes
 * along with a first message. Fires `dengta-unread` with the number of unread messages, and on the window
 * `dengta-identity-expired` when the host must set a fresh `identity`; what was written meanwhile waits for it.
 */
import { Composer } from "./widget/composer.js";
import { fill, h, icon, shapes, speaker } from "./widget/parts.js";
import { Session } from "./widget/session.js";
import { ThreadView, listView, newView } from "./widget/views.js";

const HERE = import.meta.url;
const phone = matchMedia("(max-width: 520px), (max-height: 480px)");
const night = matchMedia("(prefers-color-scheme: dark)");

/** A file beside this one; asked for until it comes, because without it nothing can be shown. */
async function beside(name) {
  for (let rest = 1000; ; rest *= 2) {
    const response = await fetch(new URL(`widget/${name}`, HERE)).catch(() => null);
    if (response?.ok) return name.endsWith("css") ? response.text() : response.json();
    await new Promise((resolve) => setTimeout(resolve, rest));
  }
}

class DengtaChat extends HTMLElement {
  static observedAttributes = ["lang", "theme", "open", "identity", "mode"];
  details = {};

  get open() {
    return this.inline || this.hasAttribute("open");
  }

  set open(open) {
    this.toggleAttribute("open", open);
  }

  get inline() {
    return this.getAttribute("mode") === "inline";
  }

  connectedCallback() {
    if (!this.shadowRoot) this.attachShadow({ mode: "open" });
    this.leaving = new AbortController();
    const on = (target, names, act) =>
      names.split(" ").forEach((name) => target.addEventListener(name, act, { signal: this.leaving.signal }));
    on(window, "online pageshow focus", ({ type, persisted }) => this.wake(type === "online" || persisted));
    on(window, "pagehide", () => this.session?.stream?.rest());
    on(document, "freeze", () => this.session?.stream?.rest());
    on(document, "resume", () => this.wake(true));
    on(document, "visibilitychange", () => this.wake());
    on(window, "offline storage", () => this.redraw());
    on(window, "error unhandledrejection", (event) => this.failed(event.error ?? event.reason));
    on(phone, "change", () => this.toggle(this.panel?.close?.()));
    on(night, "change", () => this.redraw());
    on(window.visualViewport ?? window, "resize scroll", () => this.fit());
    this.start();
  }

  disconnectedCallback() {
    this.leaving.abort();
    this.session?.end();
  }

  attributeChangedCallback(name) {
    if (!this.session) return;
    if (name === "open") this.toggle();
    else if (name === "theme") this.redraw();
    else this.start();
  }

  /** A mistake of ours is told to the desk by its name and place; the mistakes of the page around us are not ours to tell. */
  failed(error) {
    const place = /inbox\/(widget[\w/]*\.js:\d+)/.exec(error?.stack)?.[1];
    if (place) this.session?.report("broken", `${error.name} ${place}`);
  }

  async start() {
    const tag = this.getAttribute("lang") || document.documentElement.lang || navigator.language;
    const [words, language] = /^zh/i.test(tag) ? ["zh.json", "zh-Hans"] : ["en.json", "en"];
    this.session?.end();
    const session = (this.session = new Session(new URL(HERE).origin, this.getAttribute("identity"), language));
    const [style, said, drawn] = await Promise.all(["widget.css", words, "icons.json"].map(beside));
    Object.assign(shapes, drawn);
    if (session !== this.session) return;
    this.say = speaker(said, language);
    this.build(style);
    session.addEventListener("change", () => this.redraw());
    session.addEventListener("heard", ({ detail }) => {
      if (detail.title || !this.open) this.spoken.textContent = detail.title ?? detail.message.text;
    });
    this.show(session.vault.get("current") ? "thread" : session.api.known ? "list" : "new");
    this.toggle();
    await session.begin();
    const blank = !session.items.length && !session.outbox.items().length && !session.failed;
    if (this.view === "thread" && !session.thread) this.show("list");
    if (this.view === "list" && blank) this.show("new");
    this.look();
  }

  build(style) {
    const { say, inline } = this;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    this.shadowRoot.adoptedStyleSheets = [sheet];
    const button = (word, shape, click) => h("button", { "aria-label": say(word), click }, icon(shape));
    this.heading = h("h2", { tabindex: -1 });
    this.presence = h("p");
    this.back = button("back", "back", () => this.show("list", this.session.list()));
    this.strip = h("div", { class: "strip", role: "status" });
    this.spoken = h("div", { class: "sr", role: "status" });
    this.main = h("div", { class: "body" });
    this.foot = h("div");
    this.badge = h("span", { class: "badge", "aria-hidden": "true" });
    this.launcher = h("button", { class: "launcher", click: () => (this.open = true) }, icon("chat"), this.badge);
    this.panel = h(inline ? "section" : "dialog", {
      class: "panel",
      "aria-label": say("open_chat"),
      cancel: (event) => this.hide(event.preventDefault()),
      keydown: (event) => event.key === "Escape" && !event.isComposing && this.hide(),
      dragover: (event) => event.preventDefault(),
      drop: (event) => this.composer?.take(event, event.dataTransfer.files),
    }, h("div", { class: "head" }, this.back, h("div", {}, this.heading, this.presence), !inline && button("close", "close", () => this.hide())),
    this.strip, this.main, this.foot);
    this.whole = h("div", { lang: say.language, class: "whole" }, !inline && this.launcher, this.panel, this.spoken);
    this.shadowRoot.replaceChildren(this.whole);
  }

  /** Turns to a view: list, new or thread. */
  show(view) {
    const { session, say } = this;
    this.view = view;
    if (view === "list") session.vault.remove("current");
    if (view === "new") session.leave();
    this.thread = view === "thread" && new ThreadView(session, say, (item) => this.edit(item));
    this.page = h("div", { class: "scroll" });
    fill(this.main, ...(this.thread ? [this.thread.state, this.thread.page, this.thread.newer] : [this.page]));
    const kept = view === "thread" && this.composer?.session === session; // with what was written meanwhile
    const key = () => session.thread?.key ?? session.vault.get("current") ?? "new";
    if (!kept) this.composer = view !== "list" && new Composer(session, say, key, (...sent) => this.send(...sent));
    const begin = h("button", { class: "main", click: () => this.show("new") }, say("new_message"));
    if (!kept) fill(this.foot, this.composer ? this.composer.node : h("div", { class: "foot" }, begin));
    this.redraw();
    if (!kept) this.focusIn();
    this.look();
  }

  redraw() {
    if (!this.panel) return;
    const { session, say } = this;
    this.head();
    this.back.hidden = this.view === "list" || (this.view === "new" && !session.items.length);
    if (this.thread) return this.thread.draw();
    const print = JSON.stringify([session.desk, session.items, session.failed, session.outbox.items()]);
    if (print === this.page.print) return;
    this.page.print = print;
    const choose = (topic) => this.setAttribute("topic", topic);
    fill(this.page, ...(this.view === "list" ? listView(session, say, (key) => this.visit(key))
      : newView(session, say, this.getAttribute("topic"), choose)));
  }

  visit(key) {
    this.session.vault.set("current", key);
    this.session.open(key);
    this.show("thread");
  }

  send(parts, key) {
    this.session.write(parts, key, this.getAttribute("topic"), this.details);
    if (this.view === "new" && this.session.thread) this.show("thread");
    if (this.thread) this.thread.toEnd();
  }

  edit(item) {
    this.session.outbox.remove(item);
    this.composer.put(item.text);
    this.composer.box.focus();
  }

  /** Who is there, or when someone will be, never company that is not so; the colours; what is unread; the network. */
  head() {
    const { session, say } = this;
    const { desk, presence, lost, unread } = session;
    const names = presence?.names ?? [];
    const online = presence ? presence.online : desk?.online;
    const usual = desk?.expected?.standard;
    const theme = this.getAttribute("theme");
    const dark = theme === "dark" || (theme !== "light" && night.matches);
    this.heading.textContent = desk?.name ?? say("title");
    this.presence.classList.toggle("lit", Boolean(online));
    this.presence.textContent = names.length ? say(names[1] ? "here_many" : "here", names.join(", "))
      : online ? say("online")
      : desk?.open_now === false ? say(desk.opens_at ? "closed" : "closed_open", say.moment(desk.opens_at))
      : usual ? say.band(usual) : "";
    const words = !navigator.onLine ? "offline" : lost ? "reconnecting" : session.vault.durable ? "" : "no_storage";
    if (this.strip.textContent !== say(words)) this.strip.textContent = say(words);
    this.whole.classList.toggle("dark", dark);
    const { sea, on_sea, link } = desk?.tints?.[dark ? "dark" : "light"] ?? {};
    for (const [name, colour] of Object.entries({ sea, "on-sea": on_sea, link })) this.whole.style.setProperty(`--${name}`, colour);
    this.badge.textContent = unread || "";
    this.launcher.setAttribute("aria-label", [say("open_chat"), unread && say("unread", unread)].filter(Boolean).join(", "));
    if (this.told !== unread) this.dispatchEvent(new CustomEvent("dengta-unread", { detail: unread }));
    this.told = unread;
  }

  /** Somebody is here again, or the network is; with `fresh`, what was connected may be a dead end. */
  wake(fresh) {
    this.look();
    if (!document.hidden) this.session?.nudge(fresh);
  }

  /** What the customer is looking at counts as read. */
  look() {
    if (!this.panel) return;
    this.session.watching = this.open && this.thread && !document.hidden;
    this.session.seen();
  }

  hide() {
    this.open = false;
  }

  toggle() {
    const { panel, open } = this;
    if (!this.inline && panel && panel.open !== open) {
      panel.classList.toggle("full", phone.matches);
      if (!open) panel.close();
      else if (phone.matches) panel.showModal();
      else panel.show();
      this.launcher.hidden = open;
      this.fit();
      if (!open) this.launcher.focus();
    }
    this.focusIn();
    this.look();
  }

  /** On a touch screen the box would raise the keyboard over everything, so the heading is focused there. */
  focusIn() {
    if (!this.open || this.inline) return;
    const box = !matchMedia("(pointer: coarse)").matches && this.composer?.box;
    (box || this.heading).focus();
  }

  /** Keeps the full-screen panel above a virtual keyboard. */
  fit() {
    if (this.inline || !this.panel || !window.visualViewport) return;
    const { height, offsetTop, scale } = visualViewport;
    const full = phone.matches && scale === 1;
    Object.assign(this.panel.style, { height: full ? `${height}px` : "", top: full ? `${offsetTop}px` : "" });
  }
}

customElements.define("dengta-chat", DengtaChat);
