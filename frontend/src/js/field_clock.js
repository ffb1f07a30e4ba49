// The clock of the device against that of the server: told apart once, then times are right.

const NAME = "bayline-clock";
const STEADY = 5000; // what the way there and back may take

// Gives by how many milliseconds the server is ahead; null where it was never heard.
export function ahead() {
  const told = localStorage.getItem(NAME);
  return told === null ? null : Number(told);
}

// Notes what the clock of the server said while it was asked.
export function hear(said, began) {
  const middle = (began + Date.now()) / 2;
  const found = Number(said) - middle;
  localStorage.setItem(NAME, String(Math.abs(found) > STEADY ? Math.round(found) : 0));
}

export const right = (milliseconds) => new Date(milliseconds + (ahead() ?? 0));

// Moves a moment that was written by a clock nobody had heard of the server by.
export function moved(text, write) {
  return write(new Date(Date.parse(text) + (ahead() ?? 0)));
}
