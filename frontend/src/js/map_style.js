// How the moving map looks: the same tokens as the picture, read from the style sheet.

export function tokens() {
  const styles = getComputedStyle(document.documentElement);
  const token = (name) => styles.getPropertyValue(`--${name}`).trim();
  return {
    land: token("land"),
    water: token("water"),
    beyond: token("beyond"),
    road: token("road"),
    roadMain: token("road-main"),
    line: token("line-2"),
    ink: token("ink-2"),
    quiet: token("ink-3"),
    paper: token("paper"),
    surface: token("surface"),
    accent: token("accent"),
    bad: token("bad"),
    reach: [1, 2, 3].map((number) => token(`reach-${number}`)),
    han: token("han"),
    colors: [1, 2, 3, 4, 5, 6].map((number) => token(`c-${number}`)),
  };
}

const isArea = ["==", ["geometry-type"], "Polygon"];
const isLine = ["==", ["geometry-type"], "LineString"];
const isPoint = ["==", ["geometry-type"], "Point"];
const look = ["get", "look"];

/** Gives the style of a map whose features lie in one source. */
export function styleOf(colors, features) {
  const fill = ["match", look, "district", colors.land, "beyond", colors.beyond, "water", colors.water,
    "reach-1", colors.reach[0], "reach-2", colors.reach[1], "reach-3", colors.reach[2], "rgba(0,0,0,0)"];
  return {
    version: 8,
    sources: { things: { type: "geojson", data: features, promoteId: "number" } },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": colors.surface } },
      { id: "areas", type: "fill", source: "things", filter: isArea, paint: { "fill-color": fill } },
      {
        id: "edges",
        type: "line",
        source: "things",
        filter: ["all", isArea, ["match", look, ["district", "reach-1", "reach-2", "reach-3"], false, true]],
        paint: { "line-color": colors.line, "line-width": 1, "line-dasharray": [3, 2] },
      },
      {
        id: "district-edges",
        type: "line",
        source: "things",
        filter: ["all", isArea, ["==", look, "district"]],
        paint: { "line-color": colors.line, "line-width": 1.5 },
      },
      {
        id: "borders",
        type: "line",
        source: "things",
        filter: ["all", isLine, ["match", look, ["province", "border"], true, false]],
        paint: { "line-color": colors.quiet, "line-width": 1.5, "line-dasharray": [6, 2, 1, 2] },
      },
      {
        id: "roads",
        type: "line",
        source: "things",
        filter: ["all", isLine, ["match", look, ["province", "border", "link", "way-before", "way-after"], false, true]],
        paint: {
          "line-color": ["match", look, "main-road", colors.roadMain, colors.road],
          "line-width": ["match", look, "main-road", 3, 2],
        },
      },
      wayLine("way-before", colors.quiet, { "line-width": 3, "line-dasharray": [2, 1.5] }),
      wayLine("way-after", colors.accent, { "line-width": 3 }),
      wayLine("link", colors.bad, { "line-width": 4 }),
      chosenLine(colors),
      chosenRing(colors),
      {
        id: "points",
        type: "symbol",
        source: "things",
        filter: isPoint,
        layout: {
          "icon-image": ["get", "mark"],
          "icon-allow-overlap": true,
          "symbol-sort-key": ["get", "rank"],
        },
      },
      names("point-names", isPoint, colors, { "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.8 }),
      names("area-names", ["all", isArea, ["!", ["get", "hasPoint"]]], colors, {}),
    ],
  };
}

function names(id, filter, colors, layout) {
  return {
    id,
    type: "symbol",
    source: "things",
    filter,
    layout: {
      "text-field": ["get", "name"],
      "text-font": [colors.han],
      "text-size": 12,
      "text-justify": "auto",
      "symbol-sort-key": ["get", "rank"],
      ...layout,
    },
    paint: { "text-color": colors.ink, "text-halo-color": colors.paper, "text-halo-width": 1.5 },
  };
}

function wayLine(name, color, paint) {
  return {
    id: name,
    type: "line",
    source: "things",
    filter: ["all", isLine, ["==", look, name]],
    paint: { "line-color": color, ...paint },
  };
}

function chosenLine(colors) {
  return {
    id: "chosen-lines",
    type: "line",
    source: "things",
    filter: ["all", ["!=", ["geometry-type"], "Point"], ["==", ["get", "key"], ""]],
    paint: { "line-color": colors.accent, "line-width": 2.5 },
  };
}

function chosenRing(colors) {
  return {
    id: "chosen-points",
    type: "circle",
    source: "things",
    filter: ["all", isPoint, ["==", ["get", "key"], ""]],
    paint: {
      "circle-radius": 9,
      "circle-color": "rgba(0,0,0,0)",
      "circle-stroke-color": colors.accent,
      "circle-stroke-width": 2,
    },
  };
}

export { isPoint };
