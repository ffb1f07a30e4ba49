// How much more a device can hold: told before it is full, when inspections can still be sent.

const LOW = 50 * 2 ** 20; // bytes; some hundred photos

// Asks the device not to throw away what waits.
export function keepHeld() {
  navigator.storage?.persist?.().catch(() => {});
}

// Gives how many megabytes are left where they run out; null where there is room, or nobody knows.
export async function running() {
  try {
    const { usage = 0, quota = 0 } = await navigator.storage.estimate();
    const left = quota - usage;
    return quota && left < LOW ? Math.max(0, Math.floor(left / 2 ** 20)) : null;
  } catch {
    return null;
  }
}
