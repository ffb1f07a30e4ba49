// The moving map in place of the server's picture; where it cannot be drawn, the picture stays.
import { startMap } from "./js/map.js";

startMap(document.querySelector("[data-map]"));
