// Pictures that scripts draw take their colors once; this tells them when the page changes its own.

export function whenLooksChange(draw) {
  const root = document.documentElement;
  new MutationObserver(draw).observe(root, { attributes: true, attributeFilter: ["data-theme", "data-size"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
}
