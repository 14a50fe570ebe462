/**
 * Finds wallet secrets in what is being written, before it leaves the browser.
 *
 * The twin of `dengta/safety/detect`: the same steps, and the same rules, which come from there in `words.bin`. A test
 * holds both to the same texts. The desk looks again, and its look is the one that counts.
 */

let loading;

/**
 * The secrets in a text, in its order: what `kind` each is, and from where to where it stands, in UTF-16 units. Rejects when the rules cannot be fetched.
 */
export async function findSecrets(text) {
  if (text.length < 6) return [];
  const rules = await (loading ??= load());
  const folded = fold(rules, text);
  const spans = [];
  for (const family of [phrases, han, glued, tokens, structures, labelled]) spans.push(...(await family(rules, folded)));
  return united(rules, spans).map(({ kind, start, end }) => ({
    kind,
    start: folded.starts[start],
    end: folded.ends[end - 1],
  }));
}

async function load() {
  const rules = await fetched().catch((error) => {
    loading = null;
    throw error;
  });
  const { letters } = rules.han;
  const [everywhere, often] = [rules.everywhere, rules.often].map((words) => new Set(words.split(" ")));
  for (const list of rules.lists) list.words = list.words.split(" ");
  const [ofChinese, spelled] = [true, false].map((is) => rules.lists.filter(({ kind }) => (kind === "chinese") === is));
  const chinese = new Set(ofChinese.flatMap(({ words }) => words));
  rules.languages = rules.lists.map((list) => language(rules, list, { chinese, everywhere, often }));
  rules.chinese = ofChinese.map((list) => rules.lists.indexOf(list));
  rules.spelled = new Set(spelled.flatMap(({ words }) => words));
  rules.longest = Math.max(...[...rules.spelled].map((word) => word.length));
  rules.words = new RegExp(`[${letters}]{2,}|([${letters}]|(?:(?![${letters}\\u{10000}-\\u{10ffff}])\\p{L})+)`, "gu");
  rules.blocks = new RegExp(`[${letters}][${letters} ]+`, "g");
  for (const name of ["phraseWords", "keyWords", "hashWords", "calledKeys"]) rules[name] = new RegExp(rules[name], "i");
  for (const name in rules.structures) rules.structures[name] = new RegExp(rules.structures[name], /^pem/.test(name) ? "g" : "gi");
  rules.labels = rules.labels.map(([kind, source]) => [kind, new RegExp(source, "g")]);
  const forms = rules.forms.map(([, source]) => `(${source})`).join("|");
  rules.form = new RegExp(`(?:^|[^0-9A-Za-z])(?:${forms})(?![0-9A-Za-z])`, "g");
  rules.folded = new Map();
  rules.unwanted = new RegExp(rules.unwanted);
  rules.lookalikes = new Map(rules.lookalikes.map((pair) => [pair[0], pair[1]]));
  return rules;
}

async function fetched() {
  const answer = await fetch(new URL("words.bin", import.meta.url));
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

/** The places and weights of one list's words. */
function language({ weights }, { words, kind, checked, short, less, lengths }, { chinese, everywhere, often }) {
  const full = new Set(words);
  const places = new Map(words.map((word, place) => [word, place]));
  if (short) words.forEach((word, place) => places.has(word.slice(0, 4)) || places.set(word.slice(0, 4), place));
  const weight = (word) => {
    if (places.has(word)) {
      if (kind === "english" && everywhere.has(word)) return weights.plain;
      if (kind === "english" && often.has(word)) return weights.fair - less;
      return full.has(word) ? weights.rare - less : weights.prefix;
    }
    if (kind === "chinese") return word ? undefined : weights.around;
    return !word || chinese.has(word) ? weights.between : undefined;
  };
  return { places, weight, checked, lengths };
}

/** The text in NFC and plain letters, and where each of them stood before. */
function fold(rules, text) {
  let plain = "";
  const starts = [];
  const ends = [];
  for (const { 0: cluster, index } of text.matchAll(/[^][\p{M}\u1160-\u11ff]*/gu)) {
    for (const char of cluster.normalize("NFC")) {
      if (!rules.folded.has(char)) rules.folded.set(char, folded(rules, char, char.codePointAt(0)));
      const letter = rules.folded.get(char);
      for (const _ of letter.split("")) {
        starts.push(index);
        ends.push(index + cluster.length);
      }
      plain += letter;
    }
  }
  const lower = [...plain].map((letter) => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter));
  return { text: text.normalize("NFC"), plain, lower: lower.join(""), starts, ends };
}

function folded({ lookalikes, foldable, unwanted }, char, point) {
  if (char === "\r") return "\n";
  if ((point >= 0xd800 && point < 0xe000) || point >> 12 === 0xe0 || unwanted.test(char)) return "";
  if (lookalikes.has(char)) return lookalikes.get(char);
  if (foldable.some(([first, last]) => point >= first && point <= last)) {
    const [base, ...marks] = char.normalize("NFKD");
    if (/[0-9A-Za-z]/.test(base) && marks.every((mark) => /\p{M}/u.test(mark))) return base;
  }
  if (point < 0x10000 && /[\p{No}\p{Nl}]/u.test(char)) return "0";
  return point >= 0x30a1 && point < 0x30f7 ? String.fromCharCode(point - 0x60) : char;
}

/** The runs of words whose weights add up to `least` or more. */
function runs(weights, least, forgetful) {
  const found = [];
  let [total, best, first, last] = [0, 0, 0, 0];
  const close = () => best >= least && found.push({ first, last, sum: best });
  weights.forEach((weight, place) => {
    if (total === 0) {
      if (weight <= 0) return;
      [first, best] = [place, 0];
    }
    total += weight;
    if (total > best) [best, last] = [total, place];
    else if (total <= 0 || best - total > forgetful) {
      close();
      total = 0;
    }
  });
  if (total) close();
  return found;
}

async function phrases(rules, { text, lower }) {
  const { strange, part, forgetful, alone, named, different, differentNamed } = rules.phrases;
  const matches = [...lower.matchAll(rules.words)];
  const words = matches.map((match) => match[1] ?? "");
  const known = new Map();
  const any = (word) => Math.max(...rules.languages.map(({ weight }) => weight(word) ?? strange));
  for (const word of words) known.has(word) || known.set(word, any(word));
  const candidates = runs(words.map((word) => known.get(word)), part, forgetful);
  if (!candidates.length) return [];
  const least = rules.phraseWords.test(text) ? [named, differentNamed] : [alone, different];
  const spans = [];
  for (const one of rules.languages) {
    const weigh = (word) => one.weight(word) ?? strange;
    const parts = candidates.flatMap(({ first, last }) =>
      runs(words.slice(first, last + 1).map(weigh), part, forgetful).map((run) => ({
        first: first + run.first,
        last: first + run.last,
        sum: run.sum,
      })),
    );
    for (const group of neighbours(parts, rules.phrases.near))
      for (const { first, last } of await stands(rules, group, words, one, least))
        spans.push(span("seed_phrase", matches[first].index, matches[last].index + matches[last][0].length));
  }
  return spans;
}

function neighbours(parts, near) {
  const groups = [];
  for (const run of parts) {
    const group = groups[groups.length - 1];
    if (group && run.first - group[group.length - 1].last <= near) group.push(run);
    else groups.push([run]);
  }
  return groups;
}

async function stands({ phrases }, group, words, one, [least, different]) {
  const { proved, lengths, lookedAt } = phrases;
  const { places, weight, checked } = one;
  const total = group.reduce((sum, run) => sum + run.sum, 0);
  const counted = group.flatMap(({ first, last }) => words.slice(first, last + 1)).filter((word) => weight(word) > 0);
  const repeated = counted.filter((word, at) => counted.indexOf(word) < at);
  const once = repeated.reduce((sum, word) => sum - weight(word), total);
  const heavy = once >= least && new Set(counted).size >= different;
  const proofs = [];
  const rows = group.map((run) => rowOf(run, words, places, phrases.reach));
  for (const [at, run] of group.entries())
    proofs.push(checked && total >= proved ? await proof(run, rows[at], words, places, lengths, lookedAt) : null);
  const whole = group.map((run, at) => isWhole(run, rows[at], words, one, phrases.row));
  if (!heavy && !proofs.some(Boolean) && !whole.some(Boolean)) return [];
  return group.map((run, at) => (whole[at] ? rows[at] : (proofs[at] ?? widened(run, words, places, one.lengths))));
}

function rowOf({ first: from, last: to }, words, places, reach) {
  let [first, last] = [to, to];
  while (first > Math.max(from - reach, 0) && places.has(words[first - 1])) first -= 1;
  while (last + 1 < Math.min(to + reach, words.length) && places.has(words[last + 1])) last += 1;
  return { first, last };
}

function isWhole(run, { first, last }, words, { places, lengths }, least) {
  const more = places.has(words[first - 1]) || places.has(words[last + 1]);
  return run.sum >= least && first <= run.first && lengths.includes(last - first + 1) && !more;
}

async function proof(run, { first, last }, words, places, lengths, lookedAt) {
  const row = words.slice(first, last + 1).slice(0, lookedAt).map((word) => places.get(word));
  for (const length of lengths)
    for (let start = 0; start + length <= row.length; start += 1)
      if (await checksumAgrees(row.slice(start, start + length)))
        return { first: Math.min(run.first, first + start), last: Math.max(run.last, first + start + length - 1) };
  return null;
}

function widened({ first, last }, words, places, lengths) {
  if (lengths.includes(words.slice(first, last + 1).filter((word) => places.has(word)).length)) return { first, last };
  const before = [first - 2, first - 1].find((at) => places.has(words[at]));
  const after = [last + 2, last + 1].find((at) => places.has(words[at]));
  return { first: before ?? first, last: after ?? last };
}

/** BIP39: a word is 11 bits; the last bits are the first of the entropy's SHA-256. */
async function checksumAgrees(row) {
  const bits = row.map((place) => place.toString(2).padStart(11, "0")).join("");
  const size = row.length / 3;
  const entropy = Uint8Array.from(bits.slice(0, -size).match(/.{8}/g), (byte) => parseInt(byte, 2));
  const digest = await sha256(entropy);
  return digest !== null && digest[0] >> (8 - size) === parseInt(bits.slice(-size), 2);
}

/** Null where the page is not a secure context, which takes nothing but certainty. */
async function sha256(data) {
  return globalThis.crypto?.subtle ? new Uint8Array(await crypto.subtle.digest("SHA-256", data)) : null;
}

/** Chinese phrases without spaces. */
async function han(rules, { text, lower }) {
  const { window, alone, named, proved, warm, margin, strange } = rules.han;
  const spans = [];
  for (const block of lower.matchAll(rules.blocks)) {
    if (block[0].length < window) continue;
    const written = [...block[0]].map((_, at) => block.index + at).filter((at) => lower[at] !== " ");
    const chars = written.map((at) => lower[at]);
    const upto = [0];
    for (const char of chars) upto.push(upto[upto.length - 1] + (hanWeight(rules, char) ?? strange));
    const sums = upto.slice(window).map((sum, at) => sum - upto[at]);
    for (let at = 0; at < sums.length; at += 1) {
      if (sums[at] < warm) continue;
      const from = at;
      while (sums[at + 1] >= warm) at += 1;
      const best = Math.max(...sums.slice(from, at + 1));
      if (best < Math.min(named, proved)) continue;
      const row = await hanProof(rules, chars, upto, Math.max(from - window, 0), at);
      if (row || best >= alone || (best >= named && rules.phraseWords.test(text))) {
        const first = Math.min(Math.max(from - margin, 0), row?.[0] ?? from);
        const last = Math.max(Math.min(at + window + margin, written.length), row?.[1] ?? 0) - 1;
        spans.push(span("seed_phrase", written[first], written[last] + 1));
      }
    }
  }
  return spans;
}

function hanWeight({ chinese, languages, weights }, char) {
  const all = chinese.map((at) => languages[at].places.get(char)).filter((place) => place !== undefined);
  return all.length ? Math.max(...all.map((place) => weights.han.find(([below]) => place < below)[1])) : undefined;
}

async function hanProof({ chinese, languages, han: { proved }, phrases: { lengths, lookedAt } }, chars, upto, earliest, latest) {
  for (const at of chinese)
    for (const length of lengths)
      for (let start = earliest; start <= Math.min(latest, earliest + lookedAt - 1); start += 1) {
        const row = chars.slice(start, start + length).map((char) => languages[at].places.get(char));
        if (row.length < length || row.includes(undefined) || upto[start + length] - upto[start] < proved) continue;
        if (await checksumAgrees(row)) return [start, start + length];
      }
  return null;
}

/** Phrases written as one long word. */
function glued(rules, { lower }) {
  const spans = [];
  for (const match of lower.matchAll(rules.words)) {
    const word = match[1] ?? "";
    if (word.length >= rules.glued * 2 && word.length <= rules.longestGlued && wordsIn(rules, word) >= rules.glued)
      spans.push(span("seed_phrase", match.index, match.index + word.length));
  }
  return spans;
}

function wordsIn({ spelled, longest }, text) {
  const fewest = [0];
  for (let end = 1; end <= text.length; end += 1) {
    fewest.push(Infinity);
    for (let start = Math.max(end - longest, 0); start < end - 1; start += 1)
      if (fewest[start] + 1 < fewest[end] && spelled.has(text.slice(start, end))) fewest[end] = fewest[start] + 1;
  }
  return fewest[text.length] === Infinity ? 0 : fewest[text.length];
}

/** Keys written as one row of letters and digits. */
async function tokens(rules, { plain }) {
  const spans = [];
  for (const match of plain.matchAll(rules.form)) {
    const at = match.findIndex((group, index) => index && group !== undefined);
    const [name] = rules.forms[at - 1];
    const end = match.index + match[0].length;
    const start = end - match[at].length;
    const kind = await tokenKind(rules, name, match[at], plain, start, end);
    if (kind) spans.push(span(kind, start, end));
  }
  return spans;
}

async function tokenKind(rules, name, token, plain, start, end) {
  const isNamed = () => rules.calledKeys.test(plain.slice(Math.max(start - rules.nearby, 0), start)) && "private_key";
  switch (name) {
    case "hex":
      return hexKind(rules, plain, start, end);
    case "pair":
      return (await isPair(token)) ? "private_key" : isNamed();
    case "checked":
      if (!(await isPrivate(base58(token, BITCOIN)))) return null;
      return token.length > rules.longestWif ? "extended_private_key" : "private_key";
    case "xrp":
      return (await isChecked(base58(token, RIPPLE))) && "private_key";
    case "named":
      return isNamed();
    default:
      return name;
  }
}

/** Null is a hash. */
function hexKind({ nearby, keyWords, hashWords }, plain, start, end) {
  const before = plain.slice(Math.max(start - nearby, 0), start);
  const address = before.split(/\s/).pop();
  if (address.includes("/") && !keyWords.test(address)) return null;
  const last = ({ source }) => Math.max(-1, ...[...before.matchAll(new RegExp(source, "gi"))].map((match) => match.index));
  let [key, hash] = [last(keyWords), last(hashWords)];
  if (key === hash) {
    const after = plain.slice(end, end + nearby / 2);
    const first = (pattern) => -(pattern.exec(after)?.index ?? after.length);
    [key, hash] = [first(keyWords), first(hashWords)];
  }
  return key === hash ? "possible_key" : key > hash ? "private_key" : null;
}

const BITCOIN = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

function base58(text, alphabet) {
  const bytes = [];
  for (const char of text) {
    let carry = alphabet.indexOf(char);
    for (let at = 0; at < bytes.length; at += 1) {
      carry += bytes[at] * 58;
      bytes[at] = carry & 255;
      carry >>= 8;
    }
    for (; carry; carry >>= 8) bytes.push(carry & 255);
  }
  for (const char of text) {
    if (char !== alphabet[0]) break;
    bytes.push(0);
  }
  return Uint8Array.from(bytes.reverse());
}

async function isChecked(data) {
  const once = await sha256(data.slice(0, -4));
  const twice = once && (await sha256(once));
  return Boolean(twice) && data.slice(-4).every((byte, at) => byte === twice[at]);
}

async function isPrivate(data) {
  return (data.length === 82 ? data[45] === 0 : [37, 38].includes(data.length)) && isChecked(data);
}

/** Whether the last 32 of 64 bytes are the Ed25519 public key of the first; false where the browser cannot tell. */
async function isPair(text) {
  const data = base58(text, BITCOIN);
  if (data.length !== 64) return false;
  try {
    const head = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];
    const key = await crypto.subtle.importKey("pkcs8", Uint8Array.from([...head, ...data.slice(0, 32)]), "Ed25519", true, ["sign"]);
    const { x } = await crypto.subtle.exportKey("jwk", key);
    const own = atob(x.replace(/-/g, "+").replace(/_/g, "/"));
    return data.slice(32).every((byte, at) => byte === own.charCodeAt(at));
  } catch {
    return false;
  }
}

/** Key files, PEM blocks, arrays of bytes, pairing links. */
function structures({ structures: patterns, objects: wanted, rightRows }, { plain }) {
  const spans = [];
  const fields = [...plain.matchAll(patterns.field)].map((match) => [match.index, match[1].toLowerCase()]);
  for (const [start, end] of fields.length ? objects(plain) : []) {
    const inside = fields.filter(([at]) => at > start && at < end).map(([, name]) => name);
    for (const [kind, names] of wanted) if (names.every((name) => inside.includes(name))) spans.push(span(kind, start, end));
  }
  for (const match of plain.matchAll(patterns.pem)) {
    patterns.pemEnd.lastIndex = match.index;
    const end = patterns.pemEnd.exec(plain) ? patterns.pemEnd.lastIndex : plain.length;
    spans.push(span("private_key", match.index, end));
  }
  for (const match of plain.matchAll(patterns.bytes)) {
    const numbers = match[1].split(",").map(Number);
    if ([32, 64].includes(numbers.length) && Math.max(...numbers) < 256)
      spans.push(span("private_key", match.index, match.index + match[0].length));
  }
  for (const match of plain.matchAll(patterns.numbers)) {
    const rows = match[1].match(/[0-9]{6}/g);
    const right = rows.filter((row, at) => (row.slice(0, 5) * (2 * at + 1)) % 9 === Number(row[5]));
    const end = match.index + match[0].length;
    if (right.length >= rightRows) spans.push(span("private_key", end - match[1].length, end));
  }
  for (const pattern of [patterns.pairing, patterns.wallet])
    for (const match of plain.matchAll(pattern))
      spans.push(span("connection_key", match.index, match.index + match[0].length));
  return spans;
}

function objects(plain) {
  const found = [];
  let [depth, start] = [0, 0];
  for (const { 0: brace, index } of plain.matchAll(/[{}]/g)) {
    if (brace === "{") {
      if (!depth) start = index;
      depth += 1;
    } else if (depth) {
      depth -= 1;
      if (!depth) found.push([start, index + 1]);
    }
  }
  if (depth) found.push([start, plain.length]);
  return found;
}

/** Passwords and one-time codes that are named. */
function labelled({ labels }, { lower }) {
  return labels.flatMap(([kind, rule]) =>
    [...lower.matchAll(rule)].map((match) => {
      const end = match.index + match[0].length;
      return span(kind, end - match[1].length, end);
    }),
  );
}

const span = (kind, start, end) => ({ kind, start, end });

/** Overlapping spans become one, named by the gravest of them. */
function united({ kinds }, spans) {
  const found = [];
  for (const one of spans.sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = found[found.length - 1];
    if (!last || one.start >= last.end) found.push(one);
    else {
      const isInLink = last.kind === "connection_key" && one.end <= last.end;
      last.end = Math.max(last.end, one.end);
      if (!isInLink && kinds.indexOf(one.kind) < kinds.indexOf(last.kind)) last.kind = one.kind;
    }
  }
  return found;
}
