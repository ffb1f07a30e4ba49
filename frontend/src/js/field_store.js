// What a device holds until it is sent: events and photos, in IndexedDB.

function open() {
  return new Promise((found, failed) => {
    const asked = indexedDB.open("bayline-field", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("events", { keyPath: "id" });
      asked.result.createObjectStore("photos", { keyPath: "sha256" });
    };
    asked.onsuccess = () => found(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

// Does something in one transaction: all of it is kept, or nothing.
async function within(mode, work) {
  const database = await open();
  const transaction = database.transaction(["events", "photos"], mode);
  const result = work(transaction.objectStore("events"), transaction.objectStore("photos"));
  await new Promise((done, failed) => {
    transaction.oncomplete = done;
    transaction.onerror = transaction.onabort = () => failed(transaction.error);
  });
  database.close();
  return result;
}

export function keep(events, photos) {
  return within("readwrite", (store, pictures) => {
    for (const event of events) store.put(event);
    for (const photo of photos) pictures.put(photo);
  });
}

export async function waiting() {
  const asked = await within("readonly", (store, pictures) => [store.getAll(), pictures.getAll()]);
  return { events: asked[0].result, photos: asked[1].result };
}

export function forget(ids, digests) {
  return within("readwrite", (store, pictures) => {
    for (const id of ids) store.delete(id);
    for (const digest of digests) pictures.delete(digest);
  });
}
