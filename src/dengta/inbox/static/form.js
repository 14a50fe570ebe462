// The help form's improvements: secrets are caught before anything is sent, pictures can be dropped and pasted, a second
// press does nothing. The form works without any of it, and the server checks everything again.

const MOST = 10;
const LARGEST = 11e6; // of all files together: what the desk takes in one form, and room for the words

/** The browser's twin of the server's rules; without it the server's own check stands alone. */
async function detector() {
  try {
    return (await import("/static/safety/secrets.js")).findSecrets;
  } catch {
    return () => [];
  }
}

const finding = detector();

/** Takes secrets out of a field; says whether there were any. */
async function guard(field, word) {
  const find = await finding;
  let found = [];
  try {
    found = await find(field.value);
  } catch {
    return false;
  }
  if (field.name === "tx_hash") found = found.filter((secret) => !secret.possible);
  for (const { start, end } of [...found].sort((a, b) => b.start - a.start)) {
    field.value = `${field.value.slice(0, start)}[${word}]${field.value.slice(end)}`;
  }
  if (found.some((secret) => secret.possible)) field.form.querySelector("[data-doubt]").hidden = false;
  return found.length > 0;
}

function watchSecrets(form) {
  const warning = form.querySelector("[data-secret]");
  const word = form.querySelector("[data-secret-word]").content.textContent.trim();
  const fields = [...form.querySelectorAll("[data-guard]")];
  const warn = () => {
    warning.hidden = false;
    warning.setAttribute("role", "alert");
  };
  for (const field of fields) {
    field.addEventListener("change", async () => { if (await guard(field, word)) warn(); });
    field.addEventListener("paste", () => setTimeout(async () => { if (await guard(field, word)) warn(); }));
  }
  let checked = false;
  form.addEventListener("submit", async (event) => {
    if (checked) return sending(form, event);
    event.preventDefault();
    const found = [];
    for (const field of fields) found.push(await guard(field, word));
    if (found.includes(true)) {
      warn();
      warning.focus();
      return;
    }
    checked = true;
    setTimeout(() => form.requestSubmit()); // not within this very event, where a browser ignores it
  });
}

function sending(form, event) {
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "";
  const button = form.querySelector("button[data-sending]");
  const said = button.querySelector("span");
  button.setAttribute("aria-disabled", "true");
  form.dataset.label = said.textContent;
  said.textContent = button.dataset.sending;
}

// Coming back with the Back button: the form may be used again.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) location.reload();
});

function pictures(drop) {
  const input = drop.querySelector("input[type=file]");
  const list = drop.querySelector("[data-pictures]");
  const chosen = new DataTransfer();
  drop.querySelector("[data-drop-hint]").hidden = matchMedia("(pointer: coarse)").matches;

  const add = (files) => {
    let total = [...chosen.files].reduce((sum, file) => sum + file.size, 0);
    drop.querySelector("[data-too-much]").hidden = true;
    for (const file of files) {
      if (total + file.size > LARGEST) drop.querySelector("[data-too-much]").hidden = false;
      else if (chosen.files.length < MOST) {
        chosen.items.add(file);
        total += file.size;
      }
    }
    show();
  };
  const show = () => {
    input.files = chosen.files;
    list.hidden = !chosen.files.length;
    list.replaceChildren(...[...chosen.files].map((file, index) => row(file, () => {
      chosen.items.remove(index);
      show();
      input.focus();
    }, drop.dataset.remove)));
  };

  input.addEventListener("change", () => {
    const picked = [...input.files].filter((file) => ![...chosen.files].includes(file));
    add(picked);
  });
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    add(event.dataTransfer.files);
  });
  document.addEventListener("paste", (event) => {
    if (event.clipboardData?.files.length) {
      event.preventDefault();
      add(event.clipboardData.files);
    }
  });
}

function row(file, remove, label) {
  const item = document.createElement("li");
  const shown = document.createElement(file.type.startsWith("image/") ? "img" : "span");
  if (shown.tagName === "IMG") {
    shown.src = URL.createObjectURL(file);
    shown.alt = "";
    shown.onload = () => URL.revokeObjectURL(shown.src);
  } else {
    shown.className = "no-picture";
    shown.textContent = file.name.split(".").pop().toUpperCase();
  }
  const name = document.createElement("span");
  name.className = "name";
  name.textContent = file.name;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button small";
  button.textContent = label.replace("%(name)s", "").trim();
  button.setAttribute("aria-label", label.replace("%(name)s", file.name));
  button.addEventListener("click", remove);
  item.append(shown, name, button);
  return item;
}

for (const form of document.querySelectorAll("[data-help-form]")) watchSecrets(form);
for (const drop of document.querySelectorAll("[data-drop]")) pictures(drop);
