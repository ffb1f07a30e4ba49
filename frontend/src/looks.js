// Runs before the page is painted, so that a chosen look does not flicker in.
import { applyLooks } from "./js/looks.js";

applyLooks();
