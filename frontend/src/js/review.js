// The bench by keyboard: a accepts, r goes to the reason, c corrects, u undoes, j and k walk, ? lists the keys.
import { isOn } from "./looks.js";
import { isTyping, toggleKeys } from "./record.js";

export function startReview(root) {
  if (!root) return;
  const all = root.querySelector("[data-pick-all]");
  if (all) {
    all.hidden = false;
    all.addEventListener("change", () => {
      for (const box of root.querySelectorAll("input[name=pick]")) box.checked = all.checked;
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.key === "Escape" && isTyping(event.target)) return void event.target.blur();
    if (!isOn("keys") || isTyping(event.target)) return;
    const keys = root.querySelector("[data-keys]");
    const found = /^[a-z]$/.test(event.key) && root.querySelector(`[data-key="${event.key}"]`);
    if (event.key === "?" && keys) toggleKeys(keys);
    else if (!found) return;
    else if (found.matches("input")) found.focus();
    else found.click();
    event.preventDefault();
  });
}
