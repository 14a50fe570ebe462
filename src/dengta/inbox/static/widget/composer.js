/** Where the customer writes: text, files, the draft, and the guard that keeps secrets in the box. */
import { fill, h, icon } from "./parts.js";
import { random } from "./link.js";

const PATIENCE = 5000;
let guard;
let tries = 0;

/** What secrets a text holds; null when nobody can say. The desk looks again, whatever we find. */
async function findSecrets(text, { origin, report }) {
  const rest = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  try {
    guard ??= import(`${origin}/static/safety/secrets.js?${tries}`);
    return (await Promise.race([guard.then((module) => module.findSecrets(text)), rest])) ?? null;
  } catch (error) {
    guard = null;
    tries += 1;
    report("guard_failed", error.name);
    return null;
  }
}

export class Composer {
  files = [];
  held = [];
  caught = [];
  looked = Promise.resolve();

  /** `key()` names the conversation, `send(parts, key)` gets what passed the guard. */
  constructor(session, say, key, send) {
    Object.assign(this, { session, say, key, send });
    this.draft = () => `draft.${key()}`;
    this.box = h("textarea", {
      rows: 1,
      dir: "auto",
      enterkeyhint: "send",
      "aria-label": say("write"),
      placeholder: say("write"),
      keydown: (event) => this.typed(event),
      input: () => this.changed(),
      focus: () => findSecrets("get ready", session), // its word lists arrive while the first words are written
      paste: (event) => this.take(event, event.clipboardData.files),
    });
    this.picker = h("input", { type: "file", multiple: true, hidden: true, change: () => this.take(null, this.picker.files) });
    this.button = h("button", { class: "go", "aria-label": say("send"), click: () => this.submit() }, icon("send"));
    this.tray = h("ul", {});
    this.warning = h("div", { role: "alert" });
    this.queue = h("div", {});
    const pick = h("button", { class: "quiet", "aria-label": say("attach"), click: () => this.picker.click() }, icon("attach"));
    const row = h("div", { class: "row" }, pick, this.picker, this.box, this.button);
    this.node = h("div", { class: "composer" }, this.warning, this.queue, this.tray, row);
    this.put(session.vault.get(this.draft()) ?? "");
  }

  put(text) {
    this.box.value = text;
    requestAnimationFrame(() => this.fit());
  }

  fit() {
    this.box.style.height = "0";
    this.box.style.height = `${Math.min(this.box.scrollHeight + 2, 140)}px`;
    this.button.disabled = !this.box.value.trim() && !this.files.length;
  }

  changed() {
    this.fit();
    if (!this.caught.some((piece) => this.box.value.includes(piece))) this.warn();
    this.session.typing();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), 800);
  }

  /** Keeps the draft, unless it holds a secret or nobody can say. */
  async keep() {
    clearTimeout(this.timer);
    const text = this.box.value;
    const found = await findSecrets(text, this.session);
    if (text && text === this.box.value && found?.length === 0) this.session.vault.set(this.draft(), text);
    else this.session.vault.remove(this.draft());
  }

  /** Enter sends; Shift+Enter, and the Enter that picks a Chinese word (229: Safari's), do not. */
  typed(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.submit();
  }

  /** What is in the box leaves it at the press, so that words written while we look stay; a secret comes back. */
  submit() {
    const text = this.box.value.trim().normalize();
    const { files, key } = this;
    if (!text && !files.length) return;
    if (files.some((file) => !file.id)) return this.warn(this.say("wait_upload"));
    const parts = { text, files, key: key() };
    this.files = [];
    this.held.push(parts);
    this.warn();
    this.show();
    this.put("");
    this.box.focus();
    this.looked = this.looked.then(() => this.look(parts));
  }

  async look({ text, files, key }) {
    const found = await findSecrets(text, this.session);
    this.held.shift();
    this.show();
    this.session.vault.remove(`draft.${key}`);
    if (found?.length) return this.refuse(found, text, files, key);
    const attachments = files.map(({ id, name, size }) => ({ id, name, size }));
    this.send({ text, attachments, fleeting: !found }, key === "new" && this.node.isConnected ? this.key() : key);
    if (this.node.isConnected) this.keep();
  }

  /** Nothing is sent: the text is back in the box and nowhere else. What may be a hash can be called one. */
  refuse(found, text, files, key) {
    const { say, box } = this;
    if (!this.node.isConnected) return this.session.vault.set(`draft.${key}`, text, true);
    const pieces = found.map(({ start, end }) => text.slice(start, end));
    this.files.unshift(...files);
    this.show();
    this.put([text, box.value].join("\n").trim());
    const instead = (word, put) => {
      const rest = () => pieces.reduce((left, piece) => left.replace(piece, put), box.value).trim();
      return rest() && h("button", { class: "main", click: () => this.submit(this.put(rest())) }, say(word));
    };
    const hash = found.every((each) => each.kind === "possible_key");
    this.warn(
      h("strong", {}, icon("alert"), say("secret_title", say.kind(found[0].kind))),
      h("p", {}, say("secret_why")),
      hash && instead("secret_hash", (piece) => `tx hash ${piece}`),
      instead("secret_strip", () => ""),
      h("button", { class: "plain", click: () => box.focus(this.warn()) }, say("secret_edit")),
    );
    this.caught = pieces;
  }

  warn(...parts) {
    this.caught = [];
    fill(this.warning, ...parts);
  }

  /** A further line of warning: two files may fail for two reasons. */
  add(...parts) {
    this.warning.append(h("p", {}, ...parts));
  }

  /** Files from the picker, the clipboard or a drop. */
  take(event, list) {
    if (list.length) event?.preventDefault();
    const { max_bytes, types } = this.session.desk?.attachments ?? {};
    for (const file of list) {
      const { name, size } = file;
      if (size > max_bytes) this.add(this.say("too_big", name, this.say.size(max_bytes)));
      else if (types && !types.includes(file.type)) this.add(this.say("bad_type", name));
      else this.upload({ file, name, size, key: random(24), gone: 0 });
    }
    this.picker.value = "";
  }

  async upload(entry) {
    entry.failed = false;
    if (!this.files.includes(entry)) this.files.push(entry);
    this.show();
    try {
      const progress = (gone) => this.show((entry.gone = gone));
      Object.assign(entry, await this.session.api.upload(entry.file, entry.key, progress));
      this.warn(entry.redactions?.length && this.say("removed", this.say.kind(entry.redactions[0])));
    } catch (error) {
      entry.failed = true;
      this.add(this.say("upload_failed", entry.name), error.final && ` ${error.message}`);
      this.session.report("upload_failed", error.code);
    }
    this.show();
  }

  show() {
    fill(this.queue, this.held.map(({ text }) => h("p", { class: "held", dir: "auto" }, icon("waiting"), h("span", {}, text))));
    fill(this.tray, this.files.map((entry) => this.card(entry)));
    this.fit();
  }

  card(entry) {
    const { say } = this;
    const { name, gone, failed } = entry;
    const drop = () => {
      this.files = this.files.filter((each) => each !== entry);
      this.show();
      this.box.focus();
    };
    entry.picture ??= entry.file.type.startsWith("image/") && h("img", { alt: "", src: URL.createObjectURL(entry.file) });
    return h("li", { class: failed && "failed" },
      entry.picture || icon("file"),
      h("span", { dir: "auto" }, name, h("small", {}, say.size(entry.size))),
      failed && h("button", { class: "plain", click: () => this.upload(entry) }, say("retry")),
      !failed && !entry.id && h("progress", { max: 100, value: gone, "aria-label": say("uploading", name, gone) }),
      h("button", { class: "quiet", "aria-label": say("remove", name), click: drop }, icon("close")));
  }
}
