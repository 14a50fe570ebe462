/** The sample host's own buttons: any page opens the chat by setting `open`. */
const chat = document.querySelector("dengta-chat");
chat.details = { wallet_version: "8.2.0", device: navigator.platform };
for (const button of document.querySelectorAll("[data-chat]")) button.addEventListener("click", () => (chat.open = true));
