// Large type, dark colors and keys: kept in this browser only.

const KEPT = { large: "bayline-large", dark: "bayline-dark", keys: "bayline-keys" };

function kept(name) {
  try {
    return localStorage.getItem(KEPT[name]);
  } catch {
    return null; // storage may be switched off
  }
}

function keep(name, value) {
  try {
    localStorage.setItem(KEPT[name], value);
  } catch {
    // The look holds for this page only.
  }
}

function isDark() {
  const chosen = kept("dark");
  return chosen ? chosen === "yes" : matchMedia("(prefers-color-scheme: dark)").matches;
}

export function isOn(name) {
  if (name === "dark") return isDark();
  if (name === "keys") return kept("keys") !== "no";
  return kept(name) === "yes";
}

export function applyLooks() {
  const root = document.documentElement;
  root.dataset.script = "yes";
  root.dataset.size = isOn("large") ? "large" : "normal";
  if (kept("dark")) root.dataset.theme = isDark() ? "dark" : "light";
}

export function startSwitches() {
  for (const button of document.querySelectorAll("[data-switch]")) {
    const name = button.dataset.switch;
    button.hidden = false;
    button.setAttribute("aria-pressed", String(isOn(name)));
    button.addEventListener("click", () => {
      keep(name, isOn(name) ? "no" : "yes");
      button.setAttribute("aria-pressed", String(isOn(name)));
      applyLooks();
    });
  }
}
