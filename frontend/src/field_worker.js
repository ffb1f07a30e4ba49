// Answers for the form of inspections where there is no network: the page, its data, its files.
const KEPT = "bayline-field-1";

async function takeAlong() {
  const cache = await caches.open(KEPT);
  const here = new URL(self.registration.scope).pathname;
  const page = await fetch(here, { cache: "no-store" });
  if (!page.ok || page.redirected) throw new Error("the page is not there");
  const text = await page.clone().text();
  const files = [...text.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)].map((found) => found[1]);
  await cache.put(here, page);
  await cache.put(`${here}.json`, await fetch(`${here}.json`, { cache: "no-store" }));
  await cache.addAll([...new Set(files)]);
}

self.addEventListener("install", (event) => {
  event.waitUntil(takeAlong().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

async function answer(request) {
  const cache = await caches.open(KEPT);
  const path = new URL(request.url).pathname;
  try {
    const fresh = await fetch(request);
    if (fresh.ok && !fresh.redirected) await cache.put(path, fresh.clone());
    return fresh;
  } catch (error) {
    const kept = await cache.match(path);
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const here = new URL(self.registration.scope).pathname;
  const isOurs = url.pathname === here || url.pathname === `${here}.json`;
  const isFile = url.pathname.startsWith("/static/");
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.cache === "no-store") return; // whoever asks so wants the network or nothing
  if (isOurs || isFile) event.respondWith(answer(request));
});
