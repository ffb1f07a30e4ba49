// Scores as the rules of the server give them: exact, in whole hundred-millionths.

const PLACES = 8; // four of a score times four of a weight
const ONE = 10n ** BigInt(PLACES);

// Reads a number such as “0.5”; null of what is none or has more places than are kept.
export function exact(text) {
  const parts = String(text).trim().match(/^(-?)(\d{1,9})(?:\.(\d{1,8}))?$/);
  if (!parts) return null;
  const found = BigInt(parts[2]) * ONE + BigInt((parts[3] || "").padEnd(PLACES, "0"));
  return parts[1] ? -found : found;
}

// Writes a number without zeros at its end.
export function written(number) {
  const digits = String(number < 0n ? -number : number).padStart(PLACES + 1, "0");
  const places = digits.slice(-PLACES).replace(/0+$/, "");
  return `${number < 0n ? "-" : ""}${digits.slice(0, -PLACES)}${places ? `.${places}` : ""}`;
}

// Gives what is left of an item: after some occurrences, or, on a weighted sheet, what was given.
// null where nothing is given that the sheet knows.
export function scoreOf(item, typed, { isWeighted, isZeroed }) {
  if (isZeroed) return 0n;
  const [most, step] = [exact(item.most), exact(item.step)];
  if (isWeighted) {
    const given = exact(typed);
    const isOnGrid = given !== null && given >= 0n && given <= most && (given === 0n || (most - given) % step === 0n);
    return isOnGrid ? given : null;
  }
  const count = String(typed).trim() || "0";
  if (!/^\d{1,6}$/.test(count)) return null;
  const left = most - step * BigInt(count);
  return left > 0n ? left : 0n;
}

// Adds scores up, each times the weight of its item; null while one is lacking.
export function totalOf(items, scores) {
  if (scores.some((score) => score === null)) return null;
  return items.reduce((sum, item, at) => sum + (scores[at] * exact(item.weight || "1")) / ONE, 0n);
}
