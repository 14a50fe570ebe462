// What somebody must look at wherever they are in the console. The place in the rail says where to ask (`data-notices`);
// the answer goes into #notices. A page with a live stream asks as soon as it is told; the others ask now and then.

const EVERY = 60_000; // milliseconds
const PUT_OFF = "notices-later";
const place = document.querySelector("[data-notices]");
const room = document.getElementById("notices");

export async function lookForNotices() {
  if (!place || document.visibilityState === "hidden") return;
  const answer = await fetch(place.dataset.notices, { headers: { "HX-Request": "true", Accept: "text/html" } }).catch(() => null);
  if (answer?.ok) show(new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-count]"));
}

function show(found) {
  const count = Number(found.dataset.count);
  const badge = place.querySelector(".rail-count");
  badge.textContent = count;
  badge.hidden = count === 0;
  const shown = room.firstElementChild;
  const later = Number(sessionStorage.getItem(PUT_OFF) ?? 0) >= Number(found.dataset.latest);
  const here = place.getAttribute("aria-current") === "page";
  if (count === 0 || later || here) return room.replaceChildren();
  // Told again only when something is new: this place is read out, and a hand may be on its way to a button.
  if (shown?.dataset.latest === found.dataset.latest && shown?.dataset.count === found.dataset.count) return;
  room.replaceChildren(document.adoptNode(found));
}

async function send(form) {
  const answer = await fetch(form.action, { method: "POST", redirect: "manual" }).catch(() => null);
  if (!answer || answer.status >= 400) {
    const said = document.createElement("p");
    said.className = "wrong-text";
    said.textContent = form.dataset.refused;
    form.after(said);
  }
  await lookForNotices();
}

if (place) {
  room.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.target);
  });
  room.addEventListener("click", (event) => {
    if (!event.target.closest("[data-notice-later]")) return;
    sessionStorage.setItem(PUT_OFF, room.firstElementChild.dataset.latest);
    room.replaceChildren();
    place.focus();
  });
  document.addEventListener("visibilitychange", lookForNotices);
  setInterval(lookForNotices, EVERY);
  lookForNotices();
}
