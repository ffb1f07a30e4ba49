// The options of a chart: the looks of the interface, intervals drawn, no HTML in tooltips.

const HATCH = { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [1, 4], rotation: -Math.PI / 4 };

export function tokens() {
  const styles = getComputedStyle(document.documentElement);
  const token = (name) => styles.getPropertyValue(`--${name}`).trim();
  return {
    line: token("line"),
    axis: token("line-2"),
    quiet: token("ink-3"),
    ink: token("ink-2"),
    surface: token("surface"),
    strong: token("ink"),
    font: getComputedStyle(document.body).fontFamily,
    colors: [0, 1, 2, 3, 4, 5].map((number) => token(`k-${number}`)),
  };
}

export function optionsOf(found, looks) {
  const [first, last] = span(found.marks);
  const drawn = found.marks.map((mark, number) => ({ ...mark, number, ...placed(mark, first, last) }));
  return {
    animation: false,
    aria: { enabled: true, decal: { show: false } },
    tooltip: { renderMode: "richText", confine: true, formatter: (one) => told(drawn[one.data.mark ?? one.value[5]]) },
    textStyle: { fontSize: 12, fontFamily: looks.font },
    grid: { left: 8, right: 24, top: 24, bottom: 8, containLabel: true },
    xAxis: {
      type: "time",
      min: first - (last - first) * 0.02,
      max: last + (last - first) * 0.02,
      axisLine: { lineStyle: { color: looks.axis } },
      axisTick: { show: false },
      splitLine: { show: false },
      minInterval: isLong(last - first) ? YEAR - 2 * DAY : 0, // else one year is written again and again
      axisLabel: { color: looks.quiet, hideOverlap: true, formatter: dayWords(last - first) },
    },
    yAxis: {
      type: "value",
      scale: true,
      axisLine: { show: false },
      splitLine: { lineStyle: { color: looks.line } },
      axisLabel: { color: looks.quiet, formatter: (value) => valueWords(value, found.axis) },
    },
    series: [...lines(drawn, found.strands, looks), intervals(drawn, looks), dots(drawn, looks)],
  };
}

const DAY = 86400000;
const YEAR = 366 * DAY;

function isLong(length) {
  return length > 2 * YEAR;
}

function dayWords(length) {
  const isEnglish = document.documentElement.lang === "en";
  if (!isLong(length)) return "{yyyy}-{MM}";
  return isEnglish ? "{yyyy}" : "{yyyy}年";
}

function valueWords(value, axis) {
  const number = value / axis.factor;
  return number.toLocaleString("en", { maximumFractionDigits: Math.max(axis.places, 2) }).replace("-", "−");
}

function told(mark) {
  return [mark.period, mark.printed].filter(Boolean).join("\n");
}

function span(marks) {
  const days = marks.flatMap((mark) => [mark.first, mark.after]).filter(Boolean).map(Date.parse);
  return [Math.min(...days), Math.max(...days)];
}

function placed(mark, first, last) {
  const start = mark.first ? Date.parse(mark.first) : first;
  const end = mark.after ? Date.parse(mark.after) : last;
  return { start, end, at: (start + end) / 2 };
}

function colorOf(mark, looks) {
  return looks.colors[mark.strand % looks.colors.length];
}

/** Joins the marks of each strand; what is planned is reached by dashes. */
function lines(drawn, strands, looks) {
  const joined = strands.flatMap((_name, strand) => {
    const marks = drawn.filter((mark) => mark.strand === strand).sort((one, other) => one.at - other.at);
    return marks.slice(1).map((mark, index) => [marks[index], mark]);
  });
  return joined.map((pair) => ({
    type: "line",
    silent: true,
    symbol: "none",
    tooltip: { show: false },
    data: pair.map((mark) => [mark.at, mark.middle]),
    lineStyle: {
      width: 1.75,
      color: colorOf(pair[0], looks),
      type: pair.some((mark) => mark.is_planned) ? "dashed" : "solid",
    },
  }));
}

function dots(drawn, looks) {
  return {
    type: "scatter",
    cursor: "pointer",
    labelLayout: { hideOverlap: true },
    label: {
      show: true,
      position: "top", // beside the dot the line would strike it through
      color: looks.ink,
      textBorderColor: looks.surface,
      textBorderWidth: 3,
      formatter: (one) => drawn[one.data.mark].printed,
    },
    data: drawn.map((mark) => ({
      value: [mark.at, mark.middle],
      mark: mark.number,
      symbolSize: mark.is_own ? 10 : 7,
      itemStyle: {
        color: mark.is_planned ? looks.surface : colorOf(mark, looks),
        borderColor: mark.is_own ? looks.strong : mark.is_planned ? colorOf(mark, looks) : looks.surface,
        borderWidth: mark.is_own || mark.is_planned ? 1.75 : 1,
      },
    })),
  };
}

function intervals(drawn, looks) {
  return {
    type: "custom",
    clip: true,
    data: drawn.map((mark) => [mark.start, mark.end, mark.low, mark.high, mark.middle, mark.number]),
    encode: { x: [0, 1], y: [2, 3, 4] },
    renderItem: (params, api) => interval(drawn[api.value(5)], api, params.coordSys, looks),
  };
}

function interval(mark, api, box, looks) {
  const [left] = api.coord([mark.start, mark.middle]);
  const [right] = api.coord([mark.end, mark.middle]);
  const bottom = mark.low === null ? box.y + box.height : api.coord([mark.start, mark.low])[1];
  const top = mark.high === null ? box.y : api.coord([mark.start, mark.high])[1];
  const color = colorOf(mark, looks);
  const height = Math.max(bottom - top, 3);
  const shape = { x: left, y: (top + bottom - height) / 2, width: Math.max(right - left, 3), height };
  const style = mark.is_hedged
    ? { fill: color, opacity: 0.3, decal: { ...HATCH, color: looks.surface } }
    : { fill: color, opacity: mark.is_planned ? 0.12 : 0.28 };
  const edge = mark.is_planned ? { stroke: color, lineDash: [4, 3] } : {};
  const children = [{ type: "rect", shape, style: { ...style, ...edge } }];
  const middle = (left + right) / 2;
  if (mark.high === null) children.push(arrow(middle, top, bottom, 1, color));
  if (mark.low === null) children.push(arrow(middle, bottom, top, -1, color));
  return { type: "group", children };
}

/** An end that was left open: a stem with its head at the edge. */
function arrow(x, tip, foot, down, color) {
  const points = [[x, foot], [x, tip], [x - 5, tip + 6 * down], [x, tip], [x + 5, tip + 6 * down]];
  return { type: "polyline", shape: { points }, style: { stroke: color, fill: "none", lineWidth: 1.75 } };
}
