// Charts that can be pointed at, in place of the server's pictures; those stay where this fails.
import { startCharts } from "./js/chart.js";

startCharts(document);
