// The moving map: the features of the page's own address, drawn by WebGL, chosen by pointer or list.
import { Map as Moving, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import { whenLooksChange } from "./looks_changed.js";
import { markImage } from "./map_marks.js";
import { isPoint, styleOf, tokens } from "./map_style.js";

const CHOOSABLE = ["points", "roads", "areas"];

/** Draws the map; gives it, or nothing where it cannot be drawn. */
export async function startMap(figure) {
  if (!figure || !hasWebGl()) return null;
  try {
    const answer = await fetch(figure.dataset.features);
    return answer.ok ? show(figure, prepared(await answer.json())) : null;
  } catch {
    restore(figure);
    return null;
  }
}

function hasWebGl() {
  const context = document.createElement("canvas").getContext("webgl2");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return Boolean(context);
}

/** Tells areas whether a point of the same thing bears their name already. */
export function prepared(found) {
  const pointed = new Set(
    found.features.filter((one) => one.geometry.type === "Point").map((one) => one.properties.key),
  );
  found.features.forEach((one, number) => {
    one.properties.number = number;
    one.properties.hasPoint = pointed.has(one.properties.key);
  });
  return found;
}

function show(figure, found) {
  let colors = tokens();
  const canvas = figure.querySelector("[data-canvas]");
  setWorkerUrl(new URL(figure.dataset.worker, location.href).href);
  swap(figure, true);
  const map = new Moving({
    container: canvas,
    style: styleOf(colors, found),
    bounds: boundsOf(found),
    fitBoundsOptions: { padding: 24 },
    attributionControl: false,
    localIdeographFontFamily: colors.han,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    // One finger scrolls the page, which would end at the map otherwise.
    cooperativeGestures: matchMedia("(pointer: coarse)").matches,
    locale: wordsOf(figure.dataset),
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({ maxWidth: 120, unit: "metric" }), "bottom-left");
  map.setMissingStyleImageResolver((name) => {
    const { image, pixelRatio } = markImage(name, colors);
    map.addImage(name, image, { pixelRatio });
  });
  map.on("error", () => {
    if (!map.loaded()) restore(figure, map);
  });
  map.getCanvas().addEventListener("webglcontextlost", () => restore(figure, map));
  listen(map, figure);
  whenLooksChange(() => {
    colors = tokens();
    map.setStyle(styleOf(colors, found), { diff: false });
  });
  return map;
}

/** Gives the words that the library shows, in the language of the page. */
function wordsOf(said) {
  return {
    "Map.Title": said.title,
    "NavigationControl.ZoomIn": said.zoomIn,
    "NavigationControl.ZoomOut": said.zoomOut,
    "CooperativeGesturesHandler.MobileHelpText": said.fingers,
    "CooperativeGesturesHandler.WindowsHelpText": said.fingers,
    "CooperativeGesturesHandler.MacHelpText": said.fingers,
  };
}

/** Shows the moving map or the picture. */
function swap(figure, isMoving) {
  figure.querySelector("[data-canvas]").hidden = !isMoving;
  figure.querySelectorAll(".map-picture").forEach((picture) => {
    picture.toggleAttribute("hidden", isMoving);
  });
}

function restore(figure, map) {
  swap(figure, false);
  map?.remove();
}

function boundsOf(found) {
  const areas = found.features.filter((one) => one.geometry.type !== "Point");
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  (areas.length ? areas : found.features).forEach((one) => widen(box, one.geometry.coordinates));
  return box;
}

function widen(box, part) {
  if (typeof part[0] !== "number") {
    part.forEach((each) => widen(box, each));
    return;
  }
  box[0] = Math.min(box[0], part[0]);
  box[1] = Math.min(box[1], part[1]);
  box[2] = Math.max(box[2], part[0]);
  box[3] = Math.max(box[3], part[1]);
}

function listen(map, figure) {
  const at = (point) => map.queryRenderedFeatures(point, { layers: CHOOSABLE })[0];
  map.on("mousemove", (event) => {
    const found = at(event.point);
    map.getCanvas().style.cursor = found?.properties.address ? "pointer" : "";
  });
  map.on("click", (event) => {
    const found = at(event.point);
    const isTouch = event.originalEvent.pointerType === "touch";
    // A finger hides what it touches: the name is told first, with a link to open it.
    if (found?.properties.address && !isTouch) location.assign(found.properties.address);
    else choose(map, figure, found?.properties);
  });
  document.querySelectorAll("[data-key]").forEach((item) => {
    const point = () => mark(map, item.dataset.key);
    item.addEventListener("mouseenter", point);
    item.addEventListener("focusin", point);
  });
  const chosen = document.querySelector("[data-key].chosen");
  if (chosen) map.once("load", () => mark(map, chosen.dataset.key));
}

function choose(map, figure, properties) {
  mark(map, properties?.key || "");
  const told = figure.querySelector("[data-told]");
  told.textContent = "";
  if (!properties) return;
  const name = document.createElement("span");
  name.lang = "zh-Hans";
  name.textContent = properties.name;
  told.append(name, ` · ${properties.layer} `);
  if (!properties.address) return;
  const open = document.createElement("a");
  open.href = properties.address;
  open.textContent = figure.dataset.open;
  told.append(open);
}

/** Puts the ring around what has a key. */
function mark(map, key) {
  if (!map.isStyleLoaded()) return;
  const is = ["==", ["get", "key"], key];
  map.setFilter("chosen-points", ["all", isPoint, is]);
  map.setFilter("chosen-lines", ["all", ["!=", ["geometry-type"], "Point"], is]);
}
