/** The pages inside the panel: conversations, a new message, one conversation with its receipt and rating. */
import { address, fill, h, icon, passage } from "./parts.js";

const never = (session, say) => h("p", { class: "never" }, icon("shield"), session.desk?.never_ask ?? say("never_ask"));

/** Each conversation as one large target; `go(key)` opens it. */
export function listView(session, say, go) {
  const waiting = session.outbox.items().filter((item) => item.opening);
  const card = (key, subject, standing, tone, at, unread, excerpt) =>
    h("button", { class: "card", click: () => go(key) },
      h("b", { dir: "auto" }, passage(subject, say)),
      h("time", {}, say.moment(at)),
      excerpt && h("span", { class: "line", dir: "auto" }, passage(excerpt, say)),
      h("small", { class: tone }, standing),
      unread > 0 && h("span", { class: "badge", role: "img", "aria-label": say("unread", unread) }, unread));
  return [
    h("h3", {}, say(session.items.length || waiting.length ? "yours" : "hello")),
    waiting.map((item) => card(item.key, item.text, say(item.refused ? "refused" : "waiting"), "waiting", item.at)),
    session.items.map((item) => {
      const standing = [item.assignee_name, say(`status_${item.status}`)].filter(Boolean).join(" · ");
      return card(item.reference, item.subject, standing, item.status, item.last_activity_at, item.unread, item.last_excerpt);
    }),
    session.failed ? h("p", {}, say("cannot_load")) : !session.items.length && !waiting.length && h("p", {}, say("none_yet")),
    never(session, say),
  ];
}

/** One choice of several; past `most` of them the rest wait behind `more`, unless one of those is chosen. */
function choices(name, legend, options, { chosen, choose, more, most = options.length } = {}) {
  const chips = options.map(([value, label]) =>
    h("label", {}, h("input", { type: "radio", name, value, checked: value === chosen, change: choose }), h("span", {}, label)));
  const first = chips.slice(0, options.slice(most).some(([value]) => value === chosen) ? chips.length : most);
  const rest = chips.slice(first.length);
  const all = () => (button.replaceWith(...rest), rest[0].firstChild.focus());
  const button = rest.length > 0 && h("button", { class: "plain", type: "button", click: all }, more);
  return h("fieldset", { class: "chips" }, h("legend", {}, legend), first, button);
}

/** What to know before writing: how soon an answer comes, what it may be about, what we never ask. */
export function newView(session, say, chosen, choose) {
  const { topics, expected, online } = session.desk ?? {};
  return [
    h("h3", {}, say("hello")),
    h("p", {}, say("new_hint")),
    topics?.length && choices("topic", say("about"), topics.map(({ key, label }) => [key, label]),
      { chosen, choose: (event) => choose(event.target.value), more: say("more"), most: 6 }),
    online && expected?.standard && h("p", {}, say.band(expected.standard)),
    never(session, say),
  ];
}

/** One conversation. Each message keeps its element, so that a screen reader hears it once. */
export class ThreadView {
  rows = new Map();
  atEnd = true;

  /** `edit(item)` takes an unsent message back into the box. */
  constructor(session, say, edit) {
    Object.assign(this, { session, say, edit });
    this.state = h("details", { class: "state" });
    this.log = h("div", { role: "log", "aria-label": say("log") });
    this.typing = h("p", { class: "typing" });
    this.foot = h("div", {});
    this.newer = h("button", { class: "newer", hidden: true, click: () => this.toEnd() }, icon("down"), say("newer"));
    this.page = h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": say("title"), scroll: () => this.scrolled() },
      this.log, this.typing, this.foot);
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this.page);
  }

  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.page;
    this.atEnd = scrollHeight - scrollTop - clientHeight < 60;
    if (this.atEnd) this.newer.hidden = true;
  }

  toEnd() {
    this.atEnd = true;
    this.page.scrollTop = this.page.scrollHeight;
  }

  draw() {
    const { session, say } = this;
    const { thread } = session;
    if (!thread) return;
    const rows = this.entries(thread);
    for (const [key, row] of this.rows) if (!rows.some(([kept]) => kept === key)) this.rows.delete(key, row.remove());
    const before = this.rows.size;
    rows.forEach(([key, make, ...seen], index) => this.put(key, make, JSON.stringify(seen), index));
    this.once(this.state, () => this.standing(thread), thread.facts);
    this.once(this.typing, () => (thread.typing ? [h("i"), h("i"), h("i"), say("typing", thread.typing)] : []), thread.typing);
    this.once(this.foot, () => this.ending(thread), thread.failed, thread.facts?.can_rate, thread.facts?.rating);
    if (this.atEnd) this.toEnd();
    else if (this.rows.size > before) this.newer.hidden = false;
  }

  /** Makes the inside of a node again when what it shows has changed. */
  once(node, make, ...seen) {
    const print = JSON.stringify(seen);
    if (node.print !== print) fill(node, ...make());
    node.print = print;
  }

  put(key, make, seen, index) {
    const row = this.rows.get(key) ?? h("div", { class: "line-of" });
    this.rows.set(key, row);
    this.once(row, make, seen);
    const there = this.log.children[index] ?? null;
    if (there !== row) this.log.insertBefore(row, there);
  }

  /** Everything in the log: a key, how to make it, and what it depends on. */
  entries(thread) {
    const { say } = this;
    const rows = [];
    const mine = thread.messages.filter((message) => message.from === "you").at(-1);
    const day = (at) => {
      const name = say.day(at);
      if (!rows.some(([key]) => key === name)) rows.push([name, () => [h("span", {}, name)]]);
    };
    for (const message of thread.messages) {
      const state = message.number <= thread.readByStaff ? "read" : (message.state ?? "sent");
      day(message.sent_at);
      rows.push([message.client_id ?? message.id, () => this.bubble(message, state, message === mine), message, state, message === mine]);
      const told = this.session.vault.get(`advice.${message.id}`)?.map(({ advice }) => advice) ?? [];
      if (message.redactions.length) rows.push([`r${message.id}`, () => this.advice(message, told), told]);
      if (thread.receipt && message === thread.messages[0]) rows.push(["receipt", () => this.receipt(thread.receipt)]);
    }
    for (const item of this.session.outbox.items(thread.key)) {
      if (rows.some(([key]) => key === item.client_id)) continue;
      day(item.at);
      rows.push([item.client_id, () => this.unsent(item), item.refused, item.tries > 0]);
    }
    return rows;
  }

  bubble({ from, name, text, attachments, sent_at }, state, last) {
    const { say } = this;
    const own = from === "you";
    return [h("div", { class: `bubble ${from}` },
      h("span", { class: own ? "sr" : "who" }, own ? say("you") : (name ?? say("desk"))),
      text && h("p", { dir: "auto" }, passage(text, say, from === "staff")),
      this.files(attachments),
      h("small", {}, h("time", {}, say.time(sent_at)), own && icon(state), own && h("span", { class: !last && "sr" }, say(state))))];
  }

  unsent(item) {
    const { say } = this;
    const failed = item.refused || item.tries > 0;
    const act = (word, click) => h("button", { class: "plain", click }, say(word));
    return [
      h("div", { class: `bubble you ${failed && "unsent"} ${item.refused && "refused"}` },
        h("span", { class: "sr" }, say("you")),
        item.text && h("p", { dir: "auto" }, item.text),
        this.files(item.attachments),
        h("small", {}, icon(failed ? "alert" : "waiting"), say(item.refused ? "refused" : failed ? "retrying" : "waiting"), " ", item.refused)),
      failed && h("p", { class: "acts" },
        act("retry", () => this.session.outbox.retry(item)), item.refused && act("edit", () => this.edit(item))),
    ];
  }

  files(list) {
    return list.map((file) =>
      h("button", { class: "file", "aria-label": this.say("save", file.name), click: () => this.save(file) },
        icon("file"), h("span", { dir: "auto" }, file.name), h("small", {}, this.say.size(file.size))));
  }

  /** A file needs our authorisation, so it is fetched and handed over, not linked to. */
  async save({ id, name }) {
    try {
      const blob = await this.session.api.call(`/attachments/${id}`, { read: (response) => response.blob() });
      h("a", { href: URL.createObjectURL(blob), download: name }).click();
    } catch (error) {
      this.session.report("download_failed", error.code);
    }
  }

  /** What was removed and what to do now. */
  advice({ redactions }, told) {
    const { say } = this;
    const what = redactions.map((kind) => say.kind(kind)).join(" · ");
    return [h("div", { class: "notice" },
      h("strong", {}, icon("shield"), h("b", {}, say("chip", what))),
      (told[0] ? told : [say("removed", what)]).map((text) => h("p", {}, text)))];
  }

  receipt({ reference, understood_as, expected, expected_reply_by, tracking_url, do_now }) {
    const { say } = this;
    const copy = async (event) => {
      const button = event.target;
      await navigator.clipboard.writeText(reference);
      button.textContent = say("copied");
    };
    return [h("section", { class: "receipt", "aria-label": say("got_it") },
      h("strong", {}, icon("sent"), say("got_it")),
      h("p", { class: "reference" }, h("code", {}, reference), h("button", { class: "plain", "aria-live": "polite", click: copy }, say("copy"))),
      h("p", {}, say("understood", understood_as)),
      h("p", {}, say("reply_by", say.moment(expected_reply_by))),
      do_now?.[0] && h("ol", { class: "aid" }, do_now.map((step) => h("li", {}, step))),
      expected?.measured && h("small", {}, say.band(expected)),
      h("a", { href: address(tracking_url)?.href, target: "_blank", rel: "noopener noreferrer" }, say("track")),
      h("small", {}, say(this.session.vault.durable ? "track_hint" : "no_storage")))];
  }

  /** Whose turn it is and until when; inside, every step. */
  standing({ facts, key }) {
    const { say } = this;
    if (!facts) return [];
    const turn = say({ us: "for_us", you: "for_you" }[facts.waiting_for] ?? "solved");
    const due = facts.waiting_for === "us" && facts.next_update_due;
    return [
      h("summary", {}, h("span", { class: facts.waiting_for }, turn, due && h("small", {}, say("by", say.moment(due)))), icon("down")),
      h("p", {}, h("code", {}, key), " ", facts.understood_as),
      h("ol", { "aria-label": say("steps") }, facts.steps.map(({ at, title, detail }) =>
        h("li", {}, h("time", {}, say.moment(at)), h("b", {}, title), h("span", {}, detail)))),
    ];
  }

  ending({ failed, facts }) {
    const { session, say } = this;
    const again = () => session.refresh();
    return [
      failed && h("p", {}, say(failed), failed !== "gone" && h("button", { class: "plain", click: again }, say("again"))),
      facts?.can_rate && (facts.rating ? h("p", { role: "status" }, say("rate_thanks")) : this.rating()),
    ];
  }

  /** Asked once, when the conversation is solved. */
  rating() {
    const { session, say } = this;
    const stars = (name) => h("fieldset", { class: "stars" }, h("legend", {}, say(`rate_${name}`)), [1, 2, 3, 4, 5].map((value) =>
      h("label", {}, h("input", { type: "radio", name, value, "aria-label": say("rate_n", value) }), icon("star"))));
    const problem = h("p", { role: "alert" });
    const submit = async (event) => {
      event.preventDefault();
      const { speed, professionalism, resolution, words } = Object.fromEntries(new FormData(form));
      if (!speed || !professionalism || !resolution) return fill(problem, say("rate_need"));
      try {
        await session.rate({ speed: +speed, professionalism: +professionalism, resolution, words: words.trim() || undefined });
      } catch (error) {
        fill(problem, say("refused"));
        session.report("rating_failed", error.code);
      }
    };
    const form = h("form", { class: "rating", submit },
      h("strong", {}, say("rate_title")),
      stars("speed"),
      stars("professionalism"),
      choices("resolution", say("rate_resolved"), ["yes", "partly", "no"].map((key) => [key, say(key)])),
      h("textarea", { rows: 2, dir: "auto", name: "words", "aria-label": say("rate_words"), placeholder: say("rate_words") }),
      problem,
      h("button", { class: "main" }, say("rate_send")));
    return form;
  }
}
