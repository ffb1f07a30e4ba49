// What a device holds until it is sent: events and photos, in IndexedDB; and what was given up.

const STORES = ["events", "photos", "dropped"];
const KEYS = { events: "id", photos: "sha256", dropped: "inspection" };

function open() {
  return new Promise((found, failed) => {
    const asked = indexedDB.open("bayline-field", 2);
    asked.onupgradeneeded = () => {
      const there = asked.result.objectStoreNames;
      for (const name of STORES) {
        if (!there.contains(name)) asked.result.createObjectStore(name, { keyPath: KEYS[name] });
      }
    };
    asked.onsuccess = () => found(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

// Does something in one transaction: all of it is kept, or nothing.
async function within(mode, work) {
  const database = await open();
  const transaction = database.transaction(STORES, mode);
  const result = work(...STORES.map((name) => transaction.objectStore(name)));
  await new Promise((done, failed) => {
    transaction.oncomplete = done;
    transaction.onerror = transaction.onabort = () => failed(transaction.error);
  });
  database.close();
  return result;
}

// Keeps entries and photos, in the place of others.
export function keep(entries, photos, gone = []) {
  return within("readwrite", (store, pictures) => {
    for (const id of gone) store.delete(id);
    for (const entry of entries) store.put(entry);
    for (const photo of photos) pictures.put(photo);
  });
}

// What an earlier version kept is an event without what it is known by here.
function entry(one) {
  if (one.event) return one;
  const inspection = [one.campaign, one.village, one.round, one.by].join(" ");
  return { id: one.id, inspection, event: one, draft: { typed: "", parts: "" }, label: one.village, clock: 0 };
}

export async function waiting() {
  const asked = await within("readonly", (...stores) => stores.map((store) => store.getAll()));
  const [events, photos, dropped] = asked.map((one) => one.result);
  return { entries: events.map(entry), photos, dropped };
}

// Forgets what has arrived, and the photos that nothing here needs any more.
export async function forget(ids) {
  const { entries, photos, dropped } = await waiting();
  const left = [...entries.filter((one) => !ids.includes(one.id)), ...dropped.flatMap((one) => one.entries)];
  const needed = new Set(left.flatMap((one) => (one.event.photos || []).map((photo) => photo[0])));
  return within("readwrite", (store, pictures) => {
    for (const id of ids) store.delete(id);
    for (const { sha256 } of photos) if (!needed.has(sha256)) pictures.delete(sha256);
  });
}

// Gives an inspection up, with the reason: it is not sent any more, and can be taken up again.
export function drop(inspection, entries, reason) {
  return within("readwrite", (store, _pictures, given) => {
    for (const one of entries) store.delete(one.id);
    given.put({ inspection, entries, reason, at: Date.now() });
  });
}

export function restore(one) {
  return within("readwrite", (store, _pictures, given) => {
    for (const each of one.entries) store.put(each);
    given.delete(one.inspection);
  });
}
