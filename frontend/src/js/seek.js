// Finds words in the draft, line by line, round and round.

export function startSeek(form, lines) {
  if (!form) return null;
  const input = form.querySelector("input");
  const said = form.querySelector("output");
  let at = -1;
  form.hidden = false;
  input.addEventListener("input", () => {
    at = -1;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = input.value.trim();
    const hits = words ? lines.filter((line) => line.textContent.includes(words)) : [];
    for (const line of lines) line.classList.remove("is-found");
    said.textContent = words && !hits.length ? form.dataset.none : "";
    if (!hits.length) return;
    at = (at + 1) % hits.length;
    hits[at].classList.add("is-found");
    hits[at].scrollIntoView({ block: "center" });
    said.textContent = form.dataset.found.replace("{n}", at + 1).replace("{all}", hits.length);
  });
  return input;
}
