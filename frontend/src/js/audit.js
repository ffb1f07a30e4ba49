// 核稿 by mouse and keyboard: a mark opens its figure beside the text, j and k walk through the findings.
import { isOn } from "./looks.js";
import { startSeek } from "./seek.js";

export function startAudit(root) {
  if (!root) return;
  const findings = [...root.querySelectorAll(".finding")];
  const status = root.querySelector("[data-status]");
  let at = -1; // position of the finding that was walked to
  let opener = null; // the link that opened the panel, for the way back

  const say = (words) => {
    status.textContent = words;
  };

  function close() {
    const chosen = root.querySelector(".figure.is-chosen");
    forget();
    if (!chosen) return;
    if (opener) opener.focus({ preventScroll: true });
    say(root.dataset.statusClosed);
  }

  function forget() {
    for (const one of root.querySelectorAll(".is-chosen")) one.classList.remove("is-chosen");
  }

  function openFigure(figure, from) {
    opener = from;
    forget();
    root.classList.add("has-choice");
    figure.classList.add("is-chosen");
    for (const mark of marksOf(figure.id)) mark.classList.add("is-chosen");
    keepAddress(figure.id);
    reveal(figure);
    if (isSheet() && from) from.scrollIntoView({ block: "nearest" });
    figure.focus({ preventScroll: true });
    say(root.dataset.statusFigure + figure.querySelector(".printed").textContent);
  }

  function marksOf(target) {
    return root.querySelectorAll(`.m[href="#${target}"]`);
  }

  function goToMark(mark) {
    for (const one of root.querySelectorAll(".m.is-chosen")) one.classList.remove("is-chosen");
    for (const part of marksOf(mark.getAttribute("href").slice(1))) part.classList.add("is-chosen");
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
    keepAddress(mark.id);
  }

  function goToFinding(finding) {
    forget();
    at = findings.indexOf(finding);
    finding.classList.add("is-chosen");
    const links = [...finding.querySelectorAll("a[href^='#m'], a[href^='#c']")];
    const marks = links.map((link) => root.querySelector(link.getAttribute("href"))).filter(Boolean);
    for (const mark of marks) mark.classList.add("is-chosen");
    if (marks.length && !isSheet()) marks[0].scrollIntoView({ block: "center" });
    reveal(finding);
    finding.focus({ preventScroll: true });
    keepAddress(finding.id);
    const count = root.dataset.statusFinding.replace("{n}", at + 1).replace("{all}", findings.length);
    say(count + finding.querySelector(".verdict").textContent.trim());
  }

  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = root.querySelector(link.getAttribute("href"));
    if (!target) return;
    if (link.classList.contains("close")) {
      event.preventDefault();
      close();
    } else if (target.classList.contains("figure")) {
      event.preventDefault();
      openFigure(target, link);
    } else if (target.classList.contains("m")) {
      event.preventDefault();
      if (isSheet()) forget();
      goToMark(target);
    } else if (target.classList.contains("finding")) {
      event.preventDefault();
      goToFinding(target);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return close();
    if (!isOn("keys") || isTyping(event.target) || !(event.key in actions)) return;
    event.preventDefault();
    actions[event.key]();
  });

  const actions = {
    j: () => walk(1),
    k: () => walk(-1),
    e: () => findings[at] && (press(findings[at], "[data-explain]") || explain(findings[at])),
    u: () => press(findings[at], "[data-use]") || editDraft(findings[at]),
    "?": () => toggleKeys(root.querySelector("[data-keys]")),
    "/": () => seek.focus(),
  };

  function walk(step) {
    if (findings.length) goToFinding(findings[Math.min(Math.max(at + step, 0), findings.length - 1)]);
  }

  // The arithmetic if it is folded away, else the figure that the finding rests on.
  function explain(finding) {
    const folded = finding.querySelector("details");
    if (folded) {
      folded.open = !folded.open;
      return;
    }
    const link = finding.querySelector("a[href^='#m']");
    const mark = link && root.querySelector(link.getAttribute("href"));
    const figure = mark && root.querySelector(mark.getAttribute("href"));
    if (figure && figure.classList.contains("figure")) openFigure(figure, link);
  }

  const seek = startSeek(root.querySelector("[data-seek]"), [...root.querySelectorAll(".line")]);

  const asked = /^#q\d+$/.test(location.hash) && root.querySelector(location.hash);
  if (asked) openFigure(asked, null);

  // After a button of a finding the page comes back to it, and the walk goes on from there.
  const dealt = /^#(d-[\w-]+|reason)$/.test(location.hash) && root.querySelector(location.hash);
  if (dealt) {
    const field = dealt.closest(".deal").querySelector("textarea");
    goToFinding(dealt.closest(".finding"));
    // The browser moves to the place that the address names once the page is there.
    if (field) addEventListener("load", () => setTimeout(() => field.focus()));
  }
}

// Presses a button of a finding, if it has one.
function press(finding, which) {
  const button = finding && finding.querySelector(which);
  if (button) button.click();
  return Boolean(button);
}

// Where the draft can be changed: the place of the finding is selected in the box.
function editDraft(finding) {
  const text = document.querySelector("#box textarea");
  text.scrollIntoView({ block: "center" });
  text.focus({ preventScroll: true });
  if (!finding || !finding.dataset.start) return;
  // The server counts characters, a browser half of some of them.
  const characters = [...text.value];
  const units = (count) => characters.slice(0, count).join("").length;
  text.setSelectionRange(units(finding.dataset.start), units(finding.dataset.end));
  text.scrollTop = (text.scrollHeight * text.selectionStart) / (text.value.length || 1) - text.clientHeight / 2;
}

function toggleKeys(keys) {
  keys.open = !keys.open;
  if (keys.open) keys.querySelector("summary").focus();
}

// The address names what is chosen, but the page does not jump.
function keepAddress(name) {
  history.replaceState(null, "", `#${name}`);
}

function isSheet() {
  return matchMedia("(max-width: 959px)").matches;
}

function isTyping(element) {
  return Boolean(element.closest("input:not([type=checkbox]), textarea, select, [contenteditable]"));
}

// Scrolls the evidence column alone, or on a phone the page.
function reveal(element) {
  const column = element.closest(".evidence");
  if (isSheet()) {
    if (!element.classList.contains("figure")) element.scrollIntoView({ block: "start" });
    return;
  }
  const inner = element.getBoundingClientRect();
  const outer = column.getBoundingClientRect();
  if (inner.top < outer.top || inner.bottom > outer.bottom) column.scrollTop += inner.top - outer.top - 8;
}
