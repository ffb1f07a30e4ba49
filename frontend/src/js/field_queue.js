// What waits is sent inspection by inspection; what is not taken stays here, with the reason.
import { hear, moved } from "./field_clock.js";
import { moment } from "./field_photos.js";
import { forget, keep, waiting } from "./field_store.js";

export function byInspection(entries) {
  const found = new Map();
  for (const one of entries) found.set(one.inspection, [...(found.get(one.inspection) || []), one]);
  return found;
}

// Asks for the form anew: for its token, and for what the clock of the server says.
async function contact(here) {
  const began = Date.now();
  const page = await fetch(here, { cache: "no-store" });
  if (page.redirected || !page.ok) return "";
  const text = await page.text();
  const now = text.match(/data-now="(\d+)"/);
  if (now) hear(now[1], began);
  const found = text.match(/name="csrfmiddlewaretoken" value="([^"]+)"/);
  return found ? found[1] : "";
}

// Times that were written before the clock of the server was known are put right, once.
async function putRight(entries) {
  const unheard = entries.filter((one) => one.clock === null);
  for (const one of unheard) {
    one.event.at = moved(one.event.at, moment);
    one.event.photos = (one.event.photos || []).map(([sha256, at, ...rest]) => [sha256, moved(at, moment), ...rest]);
    one.clock = 1;
  }
  if (unheard.length) await keep(unheard, []);
}

// Sends; gives the sentence of what was refused, empty where nothing was; throws without a network.
async function post(where, headers, body) {
  const sent = await fetch(where, { method: "POST", headers, body });
  if (sent.ok) return { told: await sent.json(), problem: "" };
  if (sent.status !== 400) throw new Error(String(sent.status));
  return { told: null, problem: (await sent.json()).problem };
}

async function sendPhotos(here, headers, entries, photos) {
  const named = new Set(entries.flatMap((one) => (one.event.photos || []).map((photo) => photo[0])));
  for (const photo of photos.filter((one) => named.has(one.sha256))) {
    const { problem } = await post(`${here}/photos/${photo.sha256}`, headers, photo.data);
    if (problem) return problem;
  }
  return "";
}

// Gives the first sentence of what does not count; empty where all of it is there and counts.
async function sendOne(here, headers, device, entries, photos) {
  let problem = await sendPhotos(here, headers, entries, photos);
  if (!problem) {
    const body = JSON.stringify(entries.map((one) => one.event));
    const answer = await post(`${here}/events/${device}`, headers, body);
    problem = answer.problem;
    for (const [at, told] of (answer.told?.events || []).entries()) {
      entries[at].kept = told.is_kept;
      entries[at].problem = told.problem;
      problem ||= told.problem;
    }
  }
  if (!problem) {
    await forget(entries.map((one) => one.id));
    return "";
  }
  if (!entries.some((one) => one.problem)) entries.at(-1).problem = problem;
  await keep(entries, []);
  return problem;
}

// Sends all that waits. Gives null where nobody is logged in, else what was refused.
export async function sendAll(here, device) {
  const token = await contact(here);
  if (!token) return null;
  const { entries, photos } = await waiting();
  await putRight(entries);
  const refused = [];
  for (const each of byInspection(entries).values()) {
    const problem = await sendOne(here, { "X-CSRFToken": token }, device, each, photos);
    if (problem) refused.push(problem);
  }
  return refused;
}
