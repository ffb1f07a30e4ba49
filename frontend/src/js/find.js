// The key / goes to the box of the search; a page that looks through its own text keeps it for that.
import { isOn } from "./looks.js";
import { isTyping } from "./record.js";

export function startFind(box) {
  if (!box) return;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!isOn("keys") || isTyping(event.target) || document.querySelector("[data-seek]")) return;
    event.preventDefault();
    if (box.offsetParent) box.focus();
    else location.assign(box.form.action); // on a phone the box is on its own page
  });
}
