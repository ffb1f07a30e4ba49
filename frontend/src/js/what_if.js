// Links are dragged or drawn on the map; what they would change comes from the page's own twin.
import { Marker } from "maplibre-gl";
import { prepared } from "./map.js";

const EXACT = 6;
const VALUES = ["link", "length_m", "network_time", "time", "gain", "cost"];

export function startTrying(map, figure, bench) {
  const links = [...bench.querySelectorAll("input[name=link]")];
  const ask = asking(map, figure, bench, links);
  links.forEach((input) => handles(map, bench, input, ask));
  drawing(map, bench, links);
}

/** Puts a handle on each end of a link. */
function handles(map, bench, input, ask) {
  const numbers = input.value.split(",").map(Number);
  const ends = [numbers.slice(0, 2), numbers.slice(2)];
  ends.forEach((end, place) => {
    const handle = new Marker({ draggable: true, scale: 0.8 }).setLngLat(end).addTo(map);
    const element = handle.getElement();
    element.classList.add("link-handle");
    element.setAttribute("aria-label", bench.dataset.move);
    const moved = () => {
      const { lng, lat } = handle.getLngLat();
      ends[place] = [lng, lat];
      input.value = ends.flat().map((one) => Number(one.toFixed(EXACT))).join(",");
    };
    handle.on("drag", () => {
      moved();
      ask(false);
    });
    handle.on("dragend", () => {
      moved();
      ask(true);
    });
  });
}

/** Gives what asks the server: one question at a time, the newest next, and last the map. */
function asking(map, figure, bench, links) {
  let isAsking = false;
  let next = null;
  const told = document.querySelector("[data-what-if-told]");
  async function ask(isFinal) {
    if (isAsking) {
      next = next || isFinal;
      return;
    }
    isAsking = true;
    next = null;
    const asked = questionFor(bench, links.map((input) => input.value));
    const here = `${bench.getAttribute("action")}`;
    try {
      const answer = await fetch(`${bench.dataset.twin}?${asked}`);
      const page = await answer.json();
      told.textContent = page.problem || "";
      if (answer.ok && !page.problem) {
        fill(page);
        if (isFinal) await settle(map, page, `${here}?${asked}`, asked);
      }
    } finally {
      isAsking = false;
      if (next !== null) ask(next);
    }
  }
  return ask;
}

function fill(page) {
  page.links.forEach((one, number) => {
    const row = document.querySelector(`[data-tried="${number}"]`);
    VALUES.forEach((name) => put(row, name, one[name]));
  });
  page.indicators.forEach((one) => {
    const row = document.querySelector(`[data-indicator="${one.name}"]`);
    ["before", "change", "share", "after", "across"].forEach((name) => put(row, name, one[name]));
  });
}

function put(row, name, value) {
  const cell = row?.querySelector(`[data-value="${name}"]`);
  if (cell) cell.textContent = value;
}

/** Gives the question for links, with the parameters that were changed. */
function questionFor(bench, links) {
  const changed = [...bench.querySelectorAll("[data-parameter]")];
  return new URLSearchParams([
    ...changed.map((input) => [input.name, input.value]),
    ...links.map((one) => ["link", one]),
  ]);
}

/** Draws the ways anew, and lets the address and its links say what is shown. */
async function settle(map, page, here, asked) {
  history.replaceState(null, "", here);
  document.querySelector("[data-share]")?.setAttribute("href", here);
  const wanted = asked.getAll("link");
  const reach = document.querySelector("[data-reach]");
  const kept = document.querySelector("[data-save]");
  if (reach) reach.setAttribute("href", `${reach.getAttribute("href").split("?")[0]}?${asked}`);
  if (kept) {
    const saved = new URLSearchParams([["v.links", wanted.join("\n")]]);
    kept.setAttribute("href", `${kept.getAttribute("href").split("?")[0]}?${saved}`);
  }
  const answer = await fetch(page.figure.features);
  if (answer.ok) map.getSource("things")?.setData(prepared(await answer.json()));
}

/** Lets two clicks on the map draw a link. */
function drawing(map, bench, links) {
  const button = bench.querySelector("[data-draw]");
  const told = document.querySelector("[data-what-if-told]");
  const ends = [];
  let isDrawing = false;
  button.hidden = false;
  button.addEventListener("click", () => {
    isDrawing = true;
    ends.length = 0;
    told.textContent = bench.dataset.drawHint;
    map.getCanvas().style.cursor = "crosshair";
  });
  map.on("click", (event) => {
    if (!isDrawing) return;
    ends.push(event.lngLat.lng.toFixed(EXACT), event.lngLat.lat.toFixed(EXACT));
    new Marker({ scale: 0.6 }).setLngLat(event.lngLat).addTo(map);
    if (ends.length < 4) return;
    const asked = [...links.map((input) => input.value), ends.join(",")];
    const query = questionFor(bench, asked);
    location.assign(`${bench.getAttribute("action")}?${query}`);
  });
}
