// A case's page keeps itself level: it asks for news, says so to a screen reader, and tells the desk what was seen.
// Without this file the page is still true whenever it is loaded.

import { tellMoments } from "./moments.js";

const page = document.querySelector("[data-case]");
const base = page.dataset.case;
const news = page.querySelector("[data-news]");
const word = page.querySelector("[data-news-text]").content.textContent.trim();
const cursor = () => page.querySelector("#now").dataset.cursor;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function seen() {
  if (document.hidden) return;
  await fetch(`${base}/seen?${cursor().replace("after", "number")}`, { method: "POST" }).catch(() => null);
}

function show(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("#now");
  if (!fresh) return;
  page.querySelector("#now").replaceWith(document.adoptNode(fresh));
  tellMoments(page);
  news.textContent = "";
  setTimeout(() => { news.textContent = word; }, 100);
  seen();
}

async function follow() {
  for (let failures = 0; ;) {
    try {
      const answer = await fetch(`${base}/now?${cursor()}`, { headers: { Accept: "text/html" } });
      if (answer.status === 404) return;
      if (answer.status === 200) show(await answer.text());
      else if (answer.status !== 204) throw new Error(String(answer.status));
      failures = 0;
    } catch {
      failures += 1;
    }
    await pause(failures ? Math.min(60_000, 2_000 * 2 ** failures) * (0.5 + Math.random()) : 500);
  }
}

seen();
document.addEventListener("visibilitychange", seen);
follow();
