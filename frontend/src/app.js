// What the pages gain with scripts; every page works without.
import { startAudit } from "./js/audit.js";
import { startBox } from "./js/box.js";
import { startCopies, startRecord } from "./js/record.js";
import { startReview } from "./js/review.js";
import { startSwitches } from "./js/looks.js";

startSwitches();
startBox(document.querySelector("[data-drop]"));
startAudit(document.querySelector("[data-audit]"));
startRecord(document.querySelector("[data-record]"));
startCopies(document);
startReview(document.querySelector("[data-review]"));
