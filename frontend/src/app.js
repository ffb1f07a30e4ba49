// What the pages gain with scripts; every page works without.
import { startAudit } from "./js/audit.js";
import { startBox } from "./js/box.js";
import { startFind } from "./js/find.js";
import { startJob } from "./js/job.js";
import { startCopies, startRecord } from "./js/record.js";
import { startReview } from "./js/review.js";
import { startSwitches } from "./js/looks.js";

startSwitches();
startBox(document.querySelector("[data-drop]"));
startAudit(document.querySelector("[data-audit]"));
startRecord(document.querySelector("[data-record]"));
startCopies(document);
startFind(document.querySelector("[data-find]"));
startReview(document.querySelector("[data-review]"));
startJob(document.querySelector("[data-job]"));
