/** What lies between this page and the desk: what the device remembers, requests, live events, messages on their way. */

const VERSION = "1.0";
const FIRST_BYTE = 8000;
const SILENCE = 45000;
const BLOCKED = 600000;
const [AGAIN, ASIDE, NOTHING] = ["again", "aside", "nothing"]; // why a connection was given up
const memory = new Map();
let store;
try {
  store = localStorage;
} catch {}

/** `size` random bytes as base64url letters. */
export function random(size) {
  const bytes = crypto.getRandomValues(new Uint8Array(size));
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}

/** Waits longer after each failure, never in step with other devices. */
const backoff = (failures) => Math.min(30000, 500 * 2 ** failures) * (0.5 + Math.random());

/** What one person keeps on this device for one desk. Where storage is closed, only until the page is left. */
export class Vault {
  durable = Boolean(store);

  constructor(desk, person) {
    this.prefix = `dengta|${desk}|${person}|`;
    this.set("?", 0);
  }

  get(key) {
    const name = this.prefix + key;
    return JSON.parse(memory.get(name) ?? store?.getItem(name) ?? null);
  }

  /** A `fleeting` value is never stored. */
  set(key, value, fleeting) {
    const [name, text] = [this.prefix + key, JSON.stringify(value)];
    memory.delete(name);
    try {
      if (store && !fleeting) return store.setItem(name, text);
    } catch {
      this.durable = false;
    }
    memory.set(name, text);
  }

  remove(key) {
    memory.delete(this.prefix + key);
    store?.removeItem(this.prefix + key);
  }

  keys(start) {
    const all = [...memory.keys(), ...Object.keys(store ?? {})];
    return all.filter((key) => key.startsWith(this.prefix + start)).map((key) => key.slice(this.prefix.length));
  }
}

/** The vault of whom the host app signed in. Who signs in first takes along what they wrote before. */
export function openVault(desk, identity) {
  const nobody = new Vault(desk, "");
  const claims = identity?.split(".")[1]?.replace(/-/g, "+").replace(/_/g, "/");
  if (!claims) return nobody;
  const own = new Vault(desk, JSON.parse(atob(claims)).sub);
  if (own.get("device")) return own;
  for (const key of nobody.keys("")) {
    own.set(key, nobody.get(key));
    nobody.remove(key);
  }
  return own;
}

/** A request that failed, by its status; 0 is the network. `reference` is where a case goes on instead. `final` ones were refused for good, others wait `after` ms. */
class Failure extends Error {
  constructor(status, problem, after) {
    super(problem?.title ?? status);
    this.code = problem?.code ?? `http_${status}`;
    this.final = status > 0 && status < 500 && ![401, 408, 425, 429].includes(status);
    this.after = 1000 * after || 0;
    this.reference = problem?.reference;
  }
}

export class Api {
  constructor(origin, vault, identity, language) {
    Object.assign(this, { base: `${origin}/api/v1`, vault, identity, language, told: new Set() });
  }

  get known() {
    return this.identity || this.vault.get("device");
  }

  headers(more) {
    if (!this.vault.get("device")) this.vault.set("device", random(32));
    const headers = { Authorization: `Device ${this.vault.get("device")}`, "Accept-Language": this.language, ...more };
    if (this.identity) headers["Dengta-Identity"] = this.identity;
    return headers;
  }

  /** The answer; `read` takes it from the response. A `json` body makes it a POST, `key` makes it happen once. */
  async call(path, { json, key, patience = 20000, read = (response) => response.json(), accept, stop } = {}) {
    const controller = stop ?? new AbortController();
    const timer = patience && setTimeout(() => controller.abort(), patience);
    const headers = this.headers(accept);
    if (json) headers["Content-Type"] = "application/json";
    if (key) headers["Idempotency-Key"] = key;
    try {
      const response = await fetch(this.base + path, {
        method: json ? "POST" : "GET",
        body: json && JSON.stringify(json),
        headers,
        signal: controller.signal,
        cache: "no-store",
        credentials: "omit",
      });
      if (response.ok) return response.status === 204 ? null : await read(response);
      if (response.status === 401) dispatchEvent(new Event("dengta-identity-expired"));
      const problem = await response.json().catch(() => null);
      throw new Failure(response.status, problem, response.headers.get("Retry-After"));
    } catch (error) {
      throw error instanceof Failure ? error : new Failure(0);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Sends a file by XMLHttpRequest, which, unlike fetch, tells `progress` how many per cent have gone. */
  upload(file, key, progress) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", `${this.base}/attachments?name=${encodeURIComponent(file.name)}`);
      const headers = this.headers({ "Content-Type": file.type, "Idempotency-Key": key });
      for (const name in headers) request.setRequestHeader(name, headers[name]);
      request.responseType = "json";
      request.upload.onprogress = (event) => progress(Math.round((100 * event.loaded) / event.total));
      request.onload = () => {
        request.status < 300 ? resolve(request.response) : reject(new Failure(request.status, request.response));
      };
      request.onerror = () => reject(new Failure(0));
      request.send(file);
    });
  }

  /** Tells the desk of a failure of ours, once each; never what a person wrote. */
  report(code, detail) {
    const line = `${code} ${detail}`;
    if (this.told.has(line)) return;
    this.told.add(line);
    const json = { code, detail: `${detail}`.replace(/[^\w.:/ -]/g, "").slice(0, 100), version: VERSION };
    this.call("/widget-errors", { json }).catch(() => this.told.delete(line));
  }
}

/** A conversation's events as they happen: a stream, or long polls where something on the way holds streams back. */
export class Stream {
  /** `hear(name, value)` gets each event once and in order; `state` gets live, lost or gone. */
  constructor(api, reference, cursor, hear, state) {
    Object.assign(this, { api, cursor, hear, state, path: `/conversations/${reference}/events?after=`, failures: 0, blocked: 0 });
    this.run();
  }

  end() {
    this.ended = true;
    this.stop?.abort();
  }

  /** The network or the page came back: connect now, not later, and anew where the old connection may be dead. */
  nudge(fresh) {
    this.resting = false;
    this.wake?.();
    if (fresh || Date.now() - this.heard > SILENCE / 2) this.stop.abort(AGAIN);
  }

  /** The page is put aside. Without a connection the browser may keep it and bring it back as it was. */
  rest() {
    this.resting = true;
    this.stop.abort(ASIDE);
  }

  async run() {
    while (!this.ended) {
      if (this.resting) await this.pause(1e9);
      this.stop = new AbortController();
      try {
        await (Date.now() < this.blocked ? this.poll() : this.listen());
      } catch (error) {
        if (this.ended) return;
        const { reason } = this.stop.signal;
        if (reason === AGAIN || reason === ASIDE) continue;
        if (error.final) return this.state("gone", error);
        this.failures += 1;
        if (this.failures > 1) this.state("lost");
        if (this.failures === 4) this.api.report("stream_lost", error.code);
        await this.pause(Math.max(backoff(this.failures), error.after ?? 0));
      }
    }
  }

  pause(milliseconds) {
    return new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, milliseconds);
    });
  }

  async listen() {
    const expect = (milliseconds, reason) => {
      const until = Date.now() + 2 * milliseconds;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.stop.abort(Date.now() < until ? reason : AGAIN), milliseconds); // else we slept
    };
    const read = async (response) => {
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      for (let text = ""; ; ) {
        const { done, value } = await reader.read();
        if (done) throw new Failure(0);
        expect(SILENCE);
        this.alive();
        const blocks = (text + decoder.decode(value, { stream: true })).split("\n\n");
        text = blocks.pop();
        for (const block of blocks) if (this.take(block) === "bye") return this.pause(3000 * Math.random());
      }
    };
    expect(FIRST_BYTE, NOTHING);
    const accept = { Accept: "text/event-stream", "Last-Event-ID": `${this.cursor}` };
    try {
      await this.api.call(this.path + this.cursor, { accept, read, patience: 0, stop: this.stop });
    } catch (error) {
      if (this.stop.signal.reason !== NOTHING) throw error;
      this.blocked = Date.now() + BLOCKED;
      this.api.report("stream_blocked");
    } finally {
      clearTimeout(this.timer);
    }
  }

  take(block) {
    const field = (name) => new RegExp(`^${name}: ?(.*)$`, "m").exec(block)?.[1];
    const [name, text] = [field("event"), field("data")];
    if (text && name !== "bye") this.tell(name, JSON.parse(text));
    return name;
  }

  async poll() {
    const answer = await this.api.call(`${this.path}${this.cursor}&wait=25`, { patience: SILENCE, stop: this.stop });
    this.alive();
    for (const event of answer.events) this.tell("event", event);
    this.cursor = Math.max(this.cursor, answer.cursor);
  }

  tell(name, value) {
    if (name === "event" && value.number <= this.cursor) return;
    if (name === "event") this.cursor = value.number;
    queueMicrotask(() => this.hear(name, value));
  }

  alive() {
    this.heard = Date.now();
    this.failures = 0;
    this.state("live");
  }
}

/** Messages on their way, in order, kept across reloads, each under its client id so that none arrives twice. */
export class Outbox {
  constructor(vault, deliver, changed, report) {
    Object.assign(this, { vault, deliver, changed, report, failures: 0 });
  }

  /** What waits, oldest first; of one conversation when `key` is given. */
  items(key) {
    const all = this.vault.keys("out.").map((name) => this.vault.get(name));
    return all.filter((item) => !key || item.key === key).sort((a, b) => a.at - b.at);
  }

  keep(item) {
    this.vault.set(`out.${item.client_id}`, item, item.fleeting);
  }

  /** Takes a message; a `fleeting` one stays in memory, because nobody could say that it holds no secret. */
  add(item) {
    const last = this.items().at(-1)?.at ?? 0;
    this.keep({ tries: 0, ...item, at: Math.max(Date.now(), last + 1) });
    this.flush();
  }

  remove(item) {
    this.vault.remove(`out.${item.client_id}`);
    this.changed();
  }

  retry(item) {
    this.keep({ ...item, refused: null, tries: 0 });
    this.nudge();
  }

  nudge() {
    this.failures = 0;
    this.flush();
  }

  async flush() {
    clearTimeout(this.timer);
    if (this.busy) return;
    this.busy = true;
    for (let item = this.next(), good = true; item && good; item = this.next()) {
      this.changed();
      good = await this.attempt(item);
    }
    this.busy = false;
    this.changed();
  }

  /** The oldest that may go: not refused, nor waiting for a conversation whose opening was. */
  next() {
    const all = this.items();
    const stuck = all.filter((item) => item.refused && item.opening).map((item) => item.key);
    return all.find((item) => !item.refused && !stuck.includes(item.key));
  }

  /** One delivery. Whether the next may follow. */
  async attempt(item) {
    try {
      await this.deliver(item);
      this.failures = 0;
      this.remove(item);
      return true;
    } catch (error) {
      this.keep({ ...item, tries: item.tries + 1, refused: error.final && error.message });
      if (error.final) this.report("send_refused", error.code);
      if (error.final) return true;
      this.failures += 1;
      if (this.failures === 3) this.report("send_failed", error.code ?? error);
      this.timer = setTimeout(() => this.flush(), Math.max(backoff(this.failures), error.after ?? 0));
    }
  }
}
