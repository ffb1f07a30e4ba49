// Keeps the bar of a job moving; when the job is over, the page is loaded as it then is.
const EVERY_MS = 1500;

export function startJob(part) {
  if (!part) return;
  const word = part.querySelector("[data-job-word]");
  const bar = part.querySelector("progress");
  const look = async () => {
    const answer = await fetch(part.dataset.job, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const job = await answer.json();
    if (job.is_over) {
      location.reload();
      return;
    }
    word.textContent = job.state_word;
    if (bar && job.total) {
      bar.max = job.total;
      bar.value = job.done;
    }
  };
  setInterval(() => look().catch(() => {}), EVERY_MS);
}
