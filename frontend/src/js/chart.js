// Draws the data beside a chart: bars as wide as their period, bands, arrows, lines of each strand.
import { init, use } from "echarts/core";
import { CustomChart, LineChart, ScatterChart } from "echarts/charts";
import { AriaComponent, GridComponent, TooltipComponent } from "echarts/components";
import { CanvasRenderer } from "echarts/renderers";
import { optionsOf, tokens } from "./chart_options.js";
import { whenLooksChange } from "./looks_changed.js";

use([AriaComponent, CanvasRenderer, CustomChart, GridComponent, LineChart, ScatterChart, TooltipComponent]);

export function startCharts(page) {
  page.querySelectorAll("[data-chart]").forEach((figure) => {
    try {
      show(figure, JSON.parse(page.getElementById(figure.dataset.chart).textContent));
    } catch {
      swap(figure, false);
    }
  });
}

function show(figure, found) {
  swap(figure, true);
  const canvas = figure.querySelector("[data-canvas]");
  const chart = init(canvas, null, { renderer: "canvas" });
  chart.setOption(optionsOf(found, tokens()));
  whenLooksChange(() => chart.setOption(optionsOf(found, tokens())));
  chart.on("click", (event) => {
    const mark = found.marks[event.data?.mark ?? event.value?.[5]];
    if (mark) location.assign(mark.address);
  });
  // Paper gets the table as well.
  addEventListener("beforeprint", () => figure.querySelector("details")?.setAttribute("open", ""));
  new ResizeObserver(() => chart.resize()).observe(canvas);
}

/** Shows the script's drawing or the server's picture. */
function swap(figure, isDrawn) {
  figure.querySelector("[data-canvas]").hidden = !isDrawn;
  figure.querySelectorAll(".chart-picture").forEach((picture) => {
    picture.toggleAttribute("hidden", isDrawn);
  });
}
