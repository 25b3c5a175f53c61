/** How a page looks: on screens light or dark as the reader has it, and on paper. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #faf9f7; --panel: #fff; --text: #24262b; --quiet: #6a6d75; --line: #e4e1db; --link: #2b5f9e;
  --passed: #1d7a4c; --failed: #b8322a; --broken: #8d6100; --calm: #6a6d75;
  --failed-panel: #fdf3f2; --broken-panel: #fcf7ea;
  --block: #5b8ec4; --check: #4fa896; --polling: #a5d3c9; --background: #d5e2f0;
  --preparation: #d3cec4; --boot: #a89f8f; --checkpoint: #bba6d1; --evidence: #dcb37c; --stopping: #b3afa8;
  --odd: #f1efeb; --even: #f8f6f3;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Hiragino Sans", "Yu Gothic", "Noto Sans CJK JP", "Noto Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK JP", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #17191d; --panel: #1e2126; --text: #dfe1e5; --quiet: #989ca5; --line: #32363d; --link: #8ab8ee;
    --passed: #5cc08f; --failed: #f0857c; --broken: #e0b455; --calm: #989ca5;
    --failed-panel: #2b1f20; --broken-panel: #2a2519;
    --block: #5587bb; --check: #459484; --polling: #2f625a; --background: #2b3947;
    --preparation: #4b4a48; --boot: #75706a; --checkpoint: #796793; --evidence: #8d6d43; --stopping: #625f5a;
    --odd: #202329; --even: #1b1d22;
  }
}
* { box-sizing: border-box; }
html { background: var(--page); color: var(--text); font: 16px/1.55 var(--sans); -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 64rem; padding: 3rem 1.25rem 2rem; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
h1, h2, h3 { line-height: 1.25; font-weight: 650; text-wrap: balance; }
h1 { font-size: 2rem; margin: 0 0 .75rem; letter-spacing: -.01em; }
h2 { font-size: 1.2rem; margin: 2.75rem 0 .9rem; }
h3 { font-size: 1.05rem; margin: 2rem 0 .75rem; }
article + article, nav + article { border-top: 1px solid var(--line); margin-top: 3.5rem; padding-top: 2.5rem; }
article header h2 { font-size: 1.6rem; margin: 0 0 .6rem; }
p { margin: .5rem 0; }
code, pre { font-family: var(--mono); font-size: .86em; }
.over { color: var(--quiet); font-size: .9rem; margin: 0 0 .25rem; }
.quiet, .time { color: var(--quiet); font-size: .88rem; }
.time { font-variant-numeric: tabular-nums; white-space: nowrap; }
.lines { white-space: pre-wrap; overflow-wrap: anywhere; }
.word, .mark { font-weight: 650; white-space: nowrap; color: var(--calm); }
.word.passed, .mark.passed { color: var(--passed); }
.word.failed, .mark.failed { color: var(--failed); }
.word.broken, .word.interrupted, .mark.broken, .mark.interrupted { color: var(--broken); }
.verdict { font-size: 1.08rem; }
.verdict .word { margin-right: .4rem; }
.facts { display: flex; flex-wrap: wrap; gap: .4rem 2.25rem; margin: 1.25rem 0 0; }
.facts dt { color: var(--quiet); font-size: .8rem; }
.facts dd { margin: 0; font-size: .95rem; overflow-wrap: anywhere; }
.contents { padding-left: 2rem; }
.contents li { margin: .45rem 0; }
.contents li::marker { color: var(--quiet); font-variant-numeric: tabular-nums; }
.contents a { font-weight: 550; margin-right: .5rem; }
.trouble { background: var(--failed-panel); border-left: 3px solid var(--failed); border-radius: 0 6px 6px 0; margin: 2rem 0 0; padding: .7rem 1.1rem; }
.trouble.broken, .trouble.interrupted { background: var(--broken-panel); border-color: var(--broken); }
.chart { overflow-x: auto; }
svg { display: block; width: 100%; min-width: 38rem; height: auto; }
svg text { font: 12px var(--sans); fill: var(--quiet); }
svg .host { font: 13px var(--mono); fill: var(--text); text-anchor: end; }
svg .middle { text-anchor: middle; }
svg .inside { fill: var(--text); }
.step.odd { fill: var(--odd); } .step.even { fill: var(--even); }
.tick { stroke: var(--line); }
rect.block { fill: var(--block); } rect.check { fill: var(--check); } rect.polling { fill: var(--polling); stroke: var(--check); }
rect.background { fill: var(--background); stroke: var(--block); stroke-dasharray: 3 2; }
rect.preparation { fill: var(--preparation); } rect.boot { fill: var(--boot); } rect.checkpoint { fill: var(--checkpoint); }
rect.evidence { fill: var(--evidence); } rect.stopping { fill: var(--stopping); }
rect.failed, rect.broken { stroke: var(--failed); stroke-width: 2; }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; list-style: none; margin: .6rem 0 0; padding: 0; font-size: .9rem; }
.legend b { font-weight: 600; font-variant-numeric: tabular-nums; }
.key { border-radius: 2px; display: inline-block; height: .7rem; margin-right: .4rem; width: .7rem; }
.key.blocks { background: var(--block); } .key.checks { background: var(--check); } .key.polling { background: var(--polling); border: 1px solid var(--check); }
.key.preparation { background: var(--preparation); } .key.boot { background: var(--boot); } .key.checkpoints { background: var(--checkpoint); }
.key.evidence { background: var(--evidence); } .key.stopping { background: var(--stopping); }
.key.rest { border: 1px solid var(--line); }
.steps { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
.steps > li { border-bottom: 1px solid var(--line); }
summary { cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
.steps summary { align-items: baseline; border-radius: 4px; display: flex; gap: .7rem; padding: .6rem .25rem; }
.steps summary::after { color: var(--quiet); content: "›"; transition: transform .15s; }
.steps details[open] > summary::after { transform: rotate(90deg); }
.steps .mark { text-align: center; width: 1.1rem; }
.steps summary:hover { background: var(--odd); }
.steps .title { flex: 1; font-weight: 550; min-width: 0; }
.steps .number { color: var(--quiet); display: inline-block; font-variant-numeric: tabular-nums; font-weight: 400; min-width: 1.6rem; text-align: right; margin-right: .35rem; }
.steps .time { min-width: 4.5rem; text-align: right; }
details[open] > summary { margin-bottom: .25rem; }
.item { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; margin: 0 0 .75rem; overflow: hidden; }
.item:last-child { margin-bottom: 1.4rem; }
.item.failed { border-color: var(--failed); } .item.broken, .item.interrupted { border-color: var(--broken); }
.item.blocked, .item.skipped { opacity: .75; }
.item > p, .item > dl, .failure { margin: 0; padding: .45rem .9rem; }
.head { align-items: baseline; display: flex; flex-wrap: wrap; gap: .15rem .7rem; }
.head .time { margin-left: auto; }
.name { font-weight: 600; overflow-wrap: anywhere; }
.path { font-family: var(--mono); font-size: .82rem; padding-bottom: 0 !important; color: var(--quiet); }
pre { line-height: 1.5; margin: 0; overflow-wrap: anywhere; padding: .55rem .9rem; white-space: pre-wrap; tab-size: 8; }
.command { font-weight: 500; border-top: 1px solid var(--line); }
.path + .command { border-top: 0; padding-top: .2rem; }
.output { background: var(--odd); border-top: 1px solid var(--line);  max-height: 24rem; overflow: auto; }
.note { border-top: 1px solid var(--line); color: var(--broken); font-size: .88rem; }
.failure { background: var(--failed-panel); border-top: 1px solid var(--line); }
.failure p { margin: .2rem 0; }
.difference { padding: .3rem 0; }
.wanted { color: var(--passed); } .got { color: var(--failed); }
.findings { display: grid; gap: .1rem; font-size: .9rem; padding-top: 0 !important; }
.findings div { display: grid; gap: .75rem; grid-template-columns: 4.8rem 1fr; }
.findings dt { color: var(--quiet); }
.findings dd { margin: 0; }
.trouble .findings { margin: .2rem 0 .5rem; }
.file { border-top: 1px solid var(--line); }
.file:last-child { border-bottom: 1px solid var(--line); }
.file summary { padding: .35rem .25rem; }
.trouble .output, .file .output { border: 1px solid var(--line); border-radius: 6px; margin-bottom: .75rem; }
table { border-collapse: collapse; font-size: .88rem; font-variant-numeric: tabular-nums; }
th, td { padding: .12rem .45rem; text-align: center; vertical-align: baseline; }
thead th { color: var(--quiet); font-weight: 600; }
tbody th { font-weight: 400; text-align: left; white-space: nowrap; }
tbody th.title { font-weight: 600; padding-top: .8rem; }
tbody tr:hover td, tbody tr:hover th:not(.title) { background: var(--odd); }
.omissions th, .omissions td { border-top: 1px solid var(--line); padding: .3rem .6rem; text-align: left; }
footer { border-top: 1px solid var(--line); color: var(--quiet); font-size: .85rem; margin-top: 3rem; padding-top: .8rem; }
@media (max-width: 40rem) {
  body { padding-top: 1.5rem; }
  h1 { font-size: 1.6rem; }
  .steps summary { flex-wrap: wrap; gap: .1rem .6rem; }
  .steps .title { flex-basis: 75%; }
}
@media print {
  :root { --page: #fff; --panel: #fff; --text: #000; --odd: #f4f4f4; --even: #fafafa; }
  html { font-size: 11px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { max-width: none; padding: 0; }
  svg { min-width: 0; }
  .head, summary, h2, h3 { break-after: avoid; }
  .facts, .trouble, .chart { break-inside: avoid; }
  .output { max-height: none; }
  summary::after { display: none; }
  /* What is folded away on a screen is wanted on paper. */
  details::details-content { content-visibility: visible; }
}
`;
