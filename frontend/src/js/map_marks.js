// The marks of layers as small images: the shapes that the server's picture has.

const RATIO = 2;
const SIZE = 18;
const RADIUS = 5;
const CORNERS = {
  square: [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
  triangle: [[0, -1.15], [1.1, 0.8], [-1.1, 0.8]],
  diamond: [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]],
  down: [[0, 1.15], [1.1, -0.8], [-1.1, -0.8]],
  cross: [
    [-0.4, -1.2], [0.4, -1.2], [0.4, -0.4], [1.2, -0.4], [1.2, 0.4], [0.4, 0.4],
    [0.4, 1.2], [-0.4, 1.2], [-0.4, 0.4], [-1.2, 0.4], [-1.2, -0.4], [-0.4, -0.4],
  ],
};

/** Gives a color by its number, or by what it means: as the page's own key to the map has it. */
function colorOf(name, colors) {
  if (/^\d+$/.test(name)) return colors.colors[Number(name)] || colors.accent;
  const key = document.querySelector(`.mark-${CSS.escape(name)}`);
  return key ? getComputedStyle(key).fill : colors.accent;
}

/** Draws a mark such as "square-2" or "circle-water-1" in its color with a ring around it. */
export function markImage(name, colors) {
  const [shape, ...meant] = name.split("-");
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE * RATIO;
  const pen = canvas.getContext("2d");
  pen.scale(RATIO, RATIO);
  pen.translate(SIZE / 2, SIZE / 2);
  pen.beginPath();
  if (CORNERS[shape]) {
    CORNERS[shape].forEach(([x, y]) => pen.lineTo(x * RADIUS, y * RADIUS));
    pen.closePath();
  } else {
    pen.arc(0, 0, RADIUS, 0, 2 * Math.PI);
  }
  pen.fillStyle = colorOf(meant.join("-"), colors);
  pen.fill();
  pen.lineWidth = 1.2;
  pen.strokeStyle = meant[0] === "unknown" ? colors.ink : colors.surface;
  pen.stroke();
  return { image: pen.getImageData(0, 0, canvas.width, canvas.height), pixelRatio: RATIO };
}
