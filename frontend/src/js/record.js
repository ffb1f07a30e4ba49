// A document by mouse and keyboard: a mark opens its figure in the panel, j and k walk through the marks.
import { isOn } from "./looks.js";
import { startSeek } from "./seek.js";

export function startRecord(root) {
  if (!root) return;
  const panel = root.querySelector("[data-panel]");
  const draft = root.querySelector("#draft");
  const findings = root.querySelector("#findings");
  const status = root.querySelector("[data-status]");
  const seek = startSeek(root.querySelector("[data-seek]"), [...root.querySelectorAll(".line")]);
  let chosen = null; // the mark whose figure the panel shows

  const headings = root.querySelector(".headings");
  if (headings && matchMedia("(max-width: 959px)").matches) headings.open = false;

  const say = (words) => {
    status.textContent = words;
  };

  async function open(mark) {
    choose(mark);
    const asked = new URL(mark.href);
    asked.pathname += "/panel";
    try {
      const answer = await fetch(asked, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const figure = page.querySelector(".figure");
      if (chosen !== mark) return; // another one was chosen meanwhile
      if (!figure) throw new Error(answer.status);
      panel.replaceChildren(figure);
      if (findings) findings.hidden = true;
      startCopies(panel);
      keepAddress(figure.dataset.claim, mark.id);
      figure.focus({ preventScroll: true });
      say(root.dataset.statusFigure + mark.textContent);
    } catch {
      say(root.dataset.failed);
    }
  }

  function choose(mark) {
    if (chosen) chosen.classList.remove("is-chosen");
    chosen = mark;
    mark.classList.add("is-chosen");
  }

  function close() {
    if (!panel.firstElementChild || !findings) return false;
    panel.replaceChildren();
    findings.hidden = false;
    const mark = chosen;
    if (mark) {
      mark.classList.remove("is-chosen");
      mark.focus({ preventScroll: true });
    }
    chosen = null;
    keepAddress("", "");
    say(root.dataset.statusClosed);
    return true;
  }

  function keepAddress(claim, mark) {
    const address = new URL(location.href);
    if (claim) address.searchParams.set("figure", claim);
    else address.searchParams.delete("figure");
    address.hash = mark;
    history.replaceState(null, "", address);
  }

  root.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const mark = event.target.closest(".draft .m");
    if (mark) {
      event.preventDefault();
      open(mark);
    } else if (event.target.closest(".panel-bar .close") && close()) {
      event.preventDefault();
    }
  });

  function walk(step) {
    const marks = [...draft.querySelectorAll(".m[id]")];
    if (!marks.length) return;
    const here = document.activeElement.closest ? document.activeElement.closest(".m[id]") : null;
    const at = marks.indexOf(here || chosen);
    const next = marks[Math.min(Math.max(at + step, 0), marks.length - 1)];
    next.scrollIntoView({ block: "center" });
    next.focus({ preventScroll: true });
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return void close();
    if (!isOn("keys") || isTyping(event.target)) return;
    const does = { j: () => walk(1), k: () => walk(-1), "/": () => seek && seek.focus() }[event.key];
    if (does) {
      event.preventDefault();
      does();
    } else if (event.key === "?") {
      event.preventDefault();
      toggleKeys(root.querySelector("[data-keys]"));
    }
  });
}

// The line to copy stands in a box; the button beside it appears where the browser can copy.
export function startCopies(root) {
  if (!navigator.clipboard) return;
  for (const box of root.querySelectorAll("[data-copy]")) {
    const button = box.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(box.querySelector("textarea").value);
      box.querySelector("[role=status]").textContent = box.dataset.copied;
    });
  }
}

export function toggleKeys(keys) {
  keys.open = !keys.open;
  if (keys.open) keys.querySelector("summary").focus();
}

export function isTyping(element) {
  return Boolean(element.closest("input:not([type=checkbox]), textarea, select, [contenteditable]"));
}
