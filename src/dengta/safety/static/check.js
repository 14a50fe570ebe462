// Looks before the check page sends: a secret that was typed stays in the browser. Without JavaScript, or when the rules
// cannot be fetched, the server's own look stands alone, and it keeps nothing.

const form = document.querySelector("form[data-look-first]");
const field = form.elements.text;
const word = form.querySelector("[data-secret-word]").content.textContent.trim();
let looked = false;

async function secrets(text) {
  try {
    return await (await import("/static/safety/secrets.js")).findSecrets(text);
  } catch {
    return [];
  }
}

function takeOut(found) {
  for (const { start, end } of [...found].sort((a, b) => b.start - a.start)) {
    field.value = `${field.value.slice(0, start)}[${word}]${field.value.slice(end)}`;
  }
}

/** Says what was found and leads there; what may be a harmless hash is asked about instead. */
function tell(found) {
  const doubtful = found.every(({ kind }) => kind === "possible_key");
  const [said, other] = ["[data-doubt]", "[data-secret]"].map((name) => form.querySelector(name));
  const [shown, hidden] = doubtful ? [said, other] : [other, said];
  hidden.hidden = true;
  shown.hidden = false;
  shown.setAttribute("role", "alert");
  shown.focus();
}

form.addEventListener("submit", async (event) => {
  if (looked) return;
  event.preventDefault();
  const found = await secrets(field.value);
  if (found.length) {
    takeOut(found);
    tell(found);
    return;
  }
  looked = true;
  setTimeout(() => form.requestSubmit()); // not within this very event, where a browser ignores it
});

addEventListener("pageshow", () => {
  looked = false;
});
