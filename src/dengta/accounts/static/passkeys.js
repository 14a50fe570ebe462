// Passkeys: asks the desk for options, the browser for a credential, and the desk again whether it counts.
// The parts of a page marked data-passkey stay hidden where passkeys cannot work.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function decodeCreation(options) {
  if (PublicKeyCredential.parseCreationOptionsFromJSON) return PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: (options.excludeCredentials ?? []).map((known) => ({ ...known, id: bytes(known.id) })),
  };
}

function decodeRequest(options) {
  if (PublicKeyCredential.parseRequestOptionsFromJSON) return PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: (options.allowCredentials ?? []).map((known) => ({ ...known, id: bytes(known.id) })),
  };
}

function encode(credential) {
  if (credential.toJSON) {
    try {
      return credential.toJSON();
    } catch {
      // some password managers hand out credentials whose toJSON does not work
    }
  }
  const response = { clientDataJSON: text(credential.response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = text(credential.response[part]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function ask(url, body) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(body),
  });
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) return said;
  throw Object.assign(new Error(said.code), { code: said.code ?? "refused" });
}

async function go(place) {
  const { ask: asking, answer, onward, passkey: kind } = place.dataset;
  const form = place.closest("form");
  const name = form?.querySelector("#name")?.value ?? "";
  const passkey = form?.querySelector("[data-passkey-name]")?.value || device();
  const options = await ask(asking, { name, passkey });
  const credential =
    kind === "create"
      ? await navigator.credentials.create({ publicKey: decodeCreation(options) })
      : await navigator.credentials.get({ publicKey: decodeRequest(options) });
  const done = await ask(answer, { credential: encode(credential), name, passkey, next: onward });
  location.assign(done.location);
}

function device() {
  return navigator.userAgentData?.platform || navigator.platform || "Passkey";
}

function explain(place, error) {
  const said = place.dataset;
  if (error.code === "step_up_needed") {
    location.assign(`/staff/prove?next=${encodeURIComponent(location.pathname)}`);
    return "";
  }
  if (error.code === "bad_name") return said.saidName;
  if (error.code === "invitation_gone") return said.saidGone;
  if (error.code) return said.saidRefused;
  if (error.name === "InvalidStateError") return said.saidKnown;
  if (error.name === "NotAllowedError" || error.name === "AbortError") return said.saidCancelled;
  return error instanceof TypeError ? said.saidLost : said.saidRefused;
}

function start(place) {
  if (!window.PublicKeyCredential) return;
  if (location.origin !== place.dataset.origin) {
    const elsewhere = place.parentElement.querySelector("[data-passkey-elsewhere]");
    const section = place.closest("[data-passkey-section]");
    if (elsewhere) elsewhere.hidden = false;
    if (section) section.hidden = false;
    return;
  }
  for (const part of [place, place.closest("[data-passkey-section]"), document.querySelector("[data-passkey-or]")]) {
    if (part) part.hidden = false;
  }
  const button = place.querySelector("[data-passkey-go]");
  const line = place.querySelector("[data-passkey-said]");
  place.closest("form[data-passkey-form]")?.addEventListener("submit", (event) => {
    event.preventDefault();
    button.click();
  });
  button.addEventListener("click", async () => {
    button.disabled = true;
    line.textContent = "";
    try {
      await go(place);
    } catch (error) {
      line.textContent = explain(place, error);
    } finally {
      button.disabled = false;
    }
  });
}

for (const place of document.querySelectorAll("[data-passkey]")) start(place);
