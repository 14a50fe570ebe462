// The front page's chat button: shown once the widget is there to be opened.

const button = document.querySelector("[data-chat]");
const chat = document.querySelector("dengta-chat");
customElements.whenDefined("dengta-chat").then(() => {
  button.hidden = false;
  button.addEventListener("click", () => { chat.open = true; });
});
