/** What the customer has with the desk: conversations, the open thread, its live events. Knows nothing of the page. */
import { Api, Outbox, Stream, openVault, random } from "./link.js";

const NEW = "new:";
const DETAILS = ["wallet_version", "device", "network", "tx_hash", "address", "error_text"];

export class Session extends EventTarget {
  items = [];
  thread = null;
  names = new Map();

  constructor(origin, identity, language) {
    super();
    Object.assign(this, { origin, language });
    this.vault = openVault(origin, identity);
    this.api = new Api(origin, this.vault, identity, language);
    this.desk = this.vault.get(`desk.${language}`);
    this.report = (code, detail = "") => this.api.report(code, detail);
    this.outbox = new Outbox(this.vault, (item) => this.deliver(item), () => this.tell("change"), this.report);
    if (!this.vault.durable) this.report("storage_closed");
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  end() {
    this.leave();
    clearTimeout(this.outbox.timer);
  }

  /** Learns about the desk and goes back to where the customer was, or listens to what is still open. */
  async begin() {
    this.outbox.flush();
    const key = this.vault.get("current");
    const there = key && (!key.startsWith(NEW) || this.outbox.items(key).length);
    await Promise.all([this.learn(), this.list(), there && this.open(key)]);
    const item = this.items.find((each) => each.unread || each.status !== "resolved");
    if (!this.thread && item) await this.open(item.reference);
  }

  /** Asks the desk; a failure is told by its `code`, and is what it returns. */
  async ask(path, code, take) {
    try {
      take(await this.api.call(path));
    } catch (error) {
      if (!error.reference) this.report(code, error.code);
      return error;
    } finally {
      this.tell("change");
    }
  }

  learn() {
    return this.ask(`/desk?language=${this.language}`, "desk_failed", (desk) => {
      this.desk = desk;
      this.vault.set(`desk.${this.language}`, desk);
    });
  }

  async list() {
    if (this.api.known) this.failed = await this.ask("/conversations", "list_failed", ({ items }) => (this.items = items));
  }

  /** How many messages wait to be read. */
  get unread() {
    const others = this.items.filter((item) => item.reference !== this.thread?.key);
    return others.reduce((sum, item) => sum + item.unread, this.thread?.unread ?? 0);
  }

  async open(key) {
    if (this.thread?.key !== key) {
      this.leave();
      this.thread = new Thread(key, this.vault);
    }
    await this.refresh();
  }

  leave() {
    this.stream?.end();
    this.stream = this.thread = this.presence = null;
  }

  /** The conversation as the desk has it now. Also run when a gap in the numbers shows that something was not heard. */
  async refresh() {
    const { thread } = this;
    this.soon = null;
    if (thread?.key.startsWith(NEW) ?? true) return;
    const path = `/conversations/${thread.key}?after=${thread.synced}`;
    const error = await this.ask(path, "thread_failed", (facts) => thread.take(facts));
    thread.failed = error && (error.final ? "gone" : "cannot_load");
    if (thread !== this.thread) return;
    if (this.moved(thread.key, (error ?? thread.facts).reference)) return;
    if (!this.stream && thread.failed !== "gone") this.listen(thread);
    this.seen();
    this.tell("change");
  }

  /** A merged conversation goes on in another one, whose numbers are its own: it is loaded from its beginning. */
  moved(key, reference) {
    if (!reference || reference === key || this.thread?.key !== key) return false;
    for (const item of this.outbox.items(key)) this.outbox.keep({ ...item, key: reference });
    this.vault.set("current", reference);
    this.open(reference);
    return true;
  }

  listen(thread) {
    const hear = (name, value) => thread === this.thread && this.hear(thread, name, value);
    this.stream = new Stream(this.api, thread.key, thread.cursor, hear, (state, error) => {
      if (this.moved(thread.key, error?.reference)) return;
      if (state === "gone") thread.failed = state;
      this.lost = state === "lost";
      this.tell("change");
    });
  }

  hear(thread, name, value) {
    if (name === "presence") this.present(value);
    if (name === "seen") thread.readTo(value.read_by_staff);
    if (name === "typing") {
      thread.typing = value.name;
      clearTimeout(thread.timer);
      thread.timer = setTimeout(() => this.tell("change", (thread.typing = null)), 6000);
    }
    if (name === "event") {
      const missed = value.number > thread.cursor + 1;
      thread.cursor = value.number;
      if (missed || !value.message) this.soon ??= setTimeout(() => this.refresh(), 1000);
      if (value.message) thread.merge(value.message);
      if (value.message?.from === "staff") thread.typing = null;
      this.tell("heard", value);
      this.seen();
    }
    this.tell("change");
  }

  /** Staff who are in the conversation now; believed for as long as they keep saying so. */
  present({ staff, name, online }) {
    this.presence = { names: (staff ?? (name ? [{ name }] : [])).map((each) => each.name), online };
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => this.tell("change", (this.presence = null)), 90000);
  }

  /** The network is back or the page is shown again: everything that waits is tried now. */
  nudge(fresh) {
    this.outbox.nudge();
    this.stream?.nudge(fresh);
    if (this.thread?.failed === "cannot_load") this.refresh();
    if (!this.desk) this.learn();
    if (this.failed) this.list();
  }

  /** Writes into the conversation `key`, or opens one for "new". Shown at once, sent as soon as the network allows. */
  write(parts, key, topic, details) {
    const client_id = random(24);
    if (key !== "new") return this.outbox.add({ ...parts, client_id, key: this.names.get(key) ?? key });
    const known = DETAILS.filter((name) => details[name]).map((name) => [name, `${details[name]}`.slice(0, 300)]);
    const opening = { topic, details: { ...Object.fromEntries(known), app_language: this.language } };
    const thread = new Thread(NEW + client_id, this.vault);
    if (!this.thread) this.vault.set("current", (this.thread = thread).key);
    this.outbox.add({ ...parts, client_id, opening, key: thread.key });
  }

  async deliver({ client_id, key, text, attachments, opening }) {
    const json = { client_id, text, attachments: attachments.map((file) => file.id) };
    const path = opening ? "" : `/${key}/messages`;
    if (opening) Object.assign(json, { language: this.language, details: opening.details, topic: opening.topic || undefined });
    const answer = await this.api.call(`/conversations${path}`, { json, key: client_id });
    const { message, redactions } = answer;
    if (redactions?.length) {
      this.vault.set(`advice.${message.id}`, redactions);
      this.tell("heard", { title: redactions[0].advice });
    }
    if (opening) this.opened(key, answer);
    if (!opening) this.moved(key, answer.reference);
    if (this.thread?.key === (answer.reference ?? key)) this.thread.merge({ ...message, client_id });
    if (opening) {
      this.refresh();
      this.list();
    }
  }

  /** The new conversation has its name: whatever was waiting under the passing one moves to it. */
  opened(key, { message, ...receipt }) {
    const { reference } = receipt;
    this.names.set(key, reference);
    this.vault.set(`receipt.${reference}`, receipt);
    for (const item of this.outbox.items(key)) this.outbox.keep({ ...item, key: reference, opening: item.opening });
    if (this.vault.get("current") === key) this.vault.set("current", reference);
    if (this.thread?.key === key) Object.assign(this.thread, { key: reference, receipt, cursor: receipt.cursor });
  }

  /** Tells the desk how far this device has received, and shown if it is `watching`. */
  seen() {
    const { thread } = this;
    const delivered = thread?.heard.at(-1) ?? 0;
    const read = this.watching ? delivered : (thread?.read ?? 0);
    const told = `${delivered} ${read}`;
    if (!delivered || thread.told === told) return;
    Object.assign(thread, { told, read });
    this.vault.set(`read.${thread.key}`, read);
    this.api.call(`/conversations/${thread.key}/seen`, { json: { delivered, read } }).catch(() => (thread.told = ""));
  }

  typing() {
    if (!this.stream || this.lost || Date.now() < this.typed + 4000) return;
    this.typed = Date.now();
    this.api.call(`/conversations/${this.thread.key}/typing`, { json: {} }).catch(() => {});
  }

  async rate(json) {
    const { thread } = this;
    thread.facts.rating = await this.api.call(`/conversations/${thread.key}/rating`, { json, key: random(24) });
    this.tell("change");
  }
}

/** One conversation: each message once, in the desk's order. */
class Thread {
  messages = [];
  cursor = 0;
  synced = 0;
  readByStaff = 0;

  constructor(key, vault) {
    this.key = key;
    this.receipt = vault.get(`receipt.${key}`);
    this.read = vault.get(`read.${key}`) ?? 0;
  }

  /** The numbers of what others wrote. */
  get heard() {
    return this.messages.filter((message) => message.from !== "you").map((message) => message.number);
  }

  get unread() {
    return this.heard.filter((number) => number > this.read).length;
  }

  take({ messages, steps, ...facts }) {
    const all = [...(this.facts?.steps ?? []), ...steps];
    this.facts = { ...facts, steps: [...new Map(all.map((step) => [step.at + step.title, step])).values()] };
    this.readTo(facts.read_by_staff);
    this.synced = facts.cursor;
    this.cursor ||= facts.cursor;
    messages.forEach((message) => this.merge(message));
  }

  readTo(number) {
    this.readByStaff = Math.max(this.readByStaff, number);
  }

  /** Takes a message as the desk has it. What a person answered, a person has read. */
  merge(message) {
    if (message.from === "staff") this.readTo(message.number);
    const known = this.messages.find((each) => each.id === message.id);
    if (known) Object.assign(known, message);
    else this.messages.push(message);
    this.messages.sort((a, b) => a.number - b.number);
  }
}
