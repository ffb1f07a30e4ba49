"""The style of the annotated page; a module, so that it travels with the code."""

STYLE = """\
:root { --paper: #fafbfb; --surface: #fff; --ink: #17242b; --ink-2: #43535b; --line: #d5dde0;
  --line-2: #7c8a91;
  --accent: #0b5c73; --bad: #9c2a14; --mark-bad: #f7d9d0; --warn: #8a5d00; --differ: #5f4590;
  --unknown: #55626a; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1280px; padding: 16px 24px 48px; color: var(--ink);
  background: var(--paper);
  font: 400 14px/22px system-ui, -apple-system, "Segoe UI", Roboto, Arial, "PingFang SC",
  "Microsoft YaHei",
  "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif; }
h1 { font-size: 24px; line-height: 32px; } h2 { font-size: 20px; line-height: 28px; }
main { display: grid; gap: 32px; grid-template-columns: minmax(0, 36em) minmax(0, 1fr); }
.text { font-size: 17px; line-height: 31px; white-space: pre-wrap; overflow-wrap: anywhere;
  line-break: strict; }
mark { color: inherit; background: none; border-bottom: 1px solid var(--line-2); }
mark.short { white-space: nowrap; }
mark a, li a { color: inherit; text-decoration: none; }
li a { color: var(--accent); }
mark.bad { background: var(--mark-bad); border-bottom: 0; text-decoration: underline wavy
  var(--bad) 2px; }
mark.warn { border-bottom: 2px solid var(--warn); }
mark.differ { border-bottom: 2px dashed var(--differ); }
mark.unknown { border-bottom: 1px dashed var(--unknown); }
mark[data-n]::after { content: " " attr(data-n); font-size: 11px; line-height: 0;
  vertical-align: super; color: var(--ink-2); }
ol { padding-left: 24px; } ol > li { border-top: 1px solid var(--line); padding: 8px 0; }
li.bad b { color: var(--bad); } li.warn b { color: var(--warn); } li.differ b { color:
  var(--differ); }
li.unknown b { color: var(--unknown); } li:target, mark:target { outline: 2px solid
  var(--accent); }
table { border-collapse: collapse; } td { padding: 2px 12px 2px 0; vertical-align: top; }
.number { text-align: right; font-variant-numeric: tabular-nums; } cite { color: var(--ink-2);
  font-style: normal; }
@media (max-width: 960px) { main { grid-template-columns: minmax(0, 1fr); } body { padding:
  16px; } }
@media print { @page { size: A4; margin: 37mm 26mm 35mm 28mm; } body { padding: 0; background:
  none; font-size: 12pt; }
  main { display: block; } .text { font: 12pt/1.6 "Times New Roman", "Songti SC", SimSun, "Noto
  Serif CJK SC", serif; }
  ol > li, tr { break-inside: avoid; } }
"""
