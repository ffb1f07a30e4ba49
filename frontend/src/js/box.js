// The box: a dropped file becomes the chosen file; a file that is too large is named before it is sent.

const LIMIT = 16 * 1024 * 1024;

export function startBox(box) {
  if (!box) return;
  const file = box.querySelector("input[type=file]");
  const status = box.querySelector("[data-working]");
  dropInto(box, file);
  box.addEventListener("submit", (event) => {
    if (file.files.length && file.files[0].size > LIMIT) {
      event.preventDefault();
      status.textContent = box.dataset.tooLarge;
      file.focus();
      return;
    }
    // A download leaves this page standing, so only a check says that it is at work.
    const isDownload = event.submitter && event.submitter.name === "as";
    status.textContent = isDownload ? "" : status.dataset.working;
  });
  addEventListener("pageshow", () => {
    status.textContent = "";
  });
}

function dropInto(box, file) {
  const carriesFile = (event) => [...event.dataTransfer.types].includes("Files");
  addEventListener("dragover", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    box.classList.add("is-dropping");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) box.classList.remove("is-dropping");
  });
  addEventListener("drop", (event) => {
    box.classList.remove("is-dropping");
    if (!carriesFile(event)) return;
    event.preventDefault();
    file.files = event.dataTransfer.files;
    file.dispatchEvent(new Event("change", { bubbles: true }));
    file.focus();
  });
}
