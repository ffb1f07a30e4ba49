// The moving map in place of the server's picture; where it cannot be drawn, the picture stays.
import { startMap } from "./js/map.js";
import { startTrying } from "./js/what_if.js";

const bench = document.querySelector("[data-what-if]");
document.querySelectorAll("[data-map]").forEach(async (figure) => {
  const map = await startMap(figure);
  if (map && bench) startTrying(map, figure, bench);
});
