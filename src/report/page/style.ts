import { createHash } from 'node:crypto';

/** The style of `report.html`. What prints is dark on white, whatever the screen shows; nothing depends on colour alone. */
export const STYLE = `
:root { --ink: #1b1f24; --quiet: #57606a; --paper: #fff; --soft: #f3f4f6; --line: #d0d7de; --link: #0b57d0;
  --good: #1a7f37; --bad: #b3261e; --odd: #8a5a00; --start: #0b57d0; --said: #57606a; }
@media screen { :root { color-scheme: light dark; } }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --quiet: #a3adb8; --paper: #14171a; --soft: #20252b;
  --line: #3d444d; --link: #8ab4f8; --good: #5fd07d; --bad: #ff8a80; --odd: #e3b341; --start: #8ab4f8; --said: #a3adb8; } }
* { box-sizing: border-box; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 62rem; margin: 0 auto; padding: 1rem; color: var(--ink); background: var(--paper);
  overflow-wrap: anywhere; text-size-adjust: 100%; }
a { color: var(--link); }
h1, h2, h3, p, ul, ol, dl, dd, figure { margin: 0; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; padding-bottom: .25rem; border-bottom: 2px solid var(--line); }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
code { font: .9em ui-monospace, monospace; }
small, .quiet { color: var(--quiet); font-size: .875rem; }
ul, ol { padding-inline-start: 1.5rem; }
.typed, code { white-space: break-spaces; }
.now { border: 2px solid var(--line); border-inline-start: .6rem solid var(--start); border-radius: .4rem; padding: .75rem 1rem; }
.now.urgent { border-inline-start-color: var(--bad); }
.now p { margin-top: .35rem; } .now .say { font-size: 1.125rem; } .now ul { margin-top: .35rem; }
.note { margin-top: .75rem; padding: .5rem 1rem; border: 1px solid var(--line); border-radius: .4rem; }
.glance { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .5rem; margin: .75rem 0; }
.glance div { background: var(--soft); border-radius: .4rem; padding: .5rem .75rem; min-width: 0; }
.glance dt { color: var(--quiet); font-size: .875rem; } .glance dd { font-weight: 600; } .glance small { display: block; font-weight: 400; }
.glance .bad { background: none; border: 2px solid var(--bad); padding: calc(.5rem - 2px) calc(.75rem - 2px); } .glance .bad dd { color: var(--bad); }
nav { font-size: .875rem; } nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
.missing { border: 2px solid var(--bad); border-radius: .4rem; padding: .5rem 1rem .75rem; margin: .75rem 0; }
.missing h2 { margin: 0; border: 0; padding: 0; } .missing h2.bad { color: var(--bad); } .missing ul + h2 { margin-top: .5rem; }
.missing.partner { border-color: var(--line); }
.lines { display: grid; grid-template-columns: minmax(9rem, auto) minmax(0, 1fr); gap: .25rem 1rem; }
.lines dt { color: var(--quiet); } .lines dd { white-space: break-spaces; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
table + table { margin-top: 1.25rem; } .quiet + table { margin-top: .5rem; } caption { text-align: start; color: var(--quiet); font-size: .875rem; padding-bottom: .25rem; }
th, td { text-align: start; vertical-align: top; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); }
thead th { font-size: .875rem; color: var(--quiet); font-weight: 600; }
tbody th { font-weight: 400; }
td small, th small { display: block; }
.number { text-align: end; white-space: nowrap; }
table.even { table-layout: fixed; } .digest { width: 38%; font-size: .75rem; }
.mark-cell { width: 1.9rem; padding-inline-end: .5rem; } .when { width: 11.5rem; }
.result { font-weight: 600; }
.tried li { padding-block: .2rem; } .tried time { display: inline-block; } .tried li::marker { color: var(--quiet); }
path { fill-rule: evenodd; } .glyph { width: 1.125rem; height: 1.125rem; vertical-align: -.2rem; flex: none; }
.good { fill: var(--good); } .bad path, path.bad { fill: var(--bad); } .odd { fill: var(--odd); } .quiet-mark { fill: var(--quiet); }
.start { fill: var(--start); } .said { fill: var(--said); }
.picture { display: block; overflow: visible; }
.picture text { font: .8125rem system-ui, sans-serif; fill: var(--quiet); }
.picture line { stroke: var(--line); stroke-width: 2; } .picture .axis { stroke: var(--quiet); stroke-width: 1; }
.picture .covers { fill: var(--said); } .offline { fill: var(--bad); } .no-connection { fill: var(--odd); }
.picture .open-end { stroke: var(--bad); stroke-dasharray: 2 4; }
.exact { user-select: all; display: inline-block; margin-inline-end: .75rem; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); gap: .75rem 1.25rem; margin: .5rem 0; }
.plot { min-width: 0; display: flex; flex-direction: column; justify-content: space-between; } .plot.over strong { color: var(--bad); }
.plot svg:not(.glyph) { display: block; width: 100%; max-width: 26rem; height: auto; }
.plot text { font: .6rem system-ui, sans-serif; fill: var(--quiet); text-anchor: end; }
.plot line { stroke: var(--quiet); stroke-width: 1; } .plot .border { stroke: var(--line); } .plot .limit { stroke: var(--bad); stroke-dasharray: 5 3; }
.plot polyline { fill: none; stroke: var(--said); stroke-width: 1; }
.key { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .1rem 1rem; margin: .25rem 0 .75rem; font-size: .875rem; color: var(--quiet); }
.previews { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 14rem), 1fr)); gap: 1rem; list-style: none; padding: 0; }
.previews li { min-width: 0; } .previews img { display: block; max-width: 100%; height: auto; max-height: 30rem; border: 1px solid var(--line); object-fit: contain; object-position: left; }
.previews .none { display: grid; place-items: center; min-height: 8rem; padding: 1rem; background: var(--soft); border: 1px dashed var(--quiet); color: var(--quiet); text-align: center; }
figcaption { font-size: .875rem; margin-top: .25rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
footer { margin-top: 2.5rem; padding-top: .5rem; border-top: 1px solid var(--line); font-size: .875rem; color: var(--quiet); }
@media (max-width: 40rem) {
  .roomy { display: none; } .lines { grid-template-columns: minmax(0, 1fr); gap: 0; } .lines dd { margin-bottom: .5rem; }
  .glance { grid-template-columns: repeat(2, minmax(0, 1fr)); } .when { width: 6.5rem; }
  .stacked, .stacked tbody, .stacked caption, .stacked tr, .stacked th, .stacked td { display: block; width: auto; } .stacked thead { position: absolute; clip-path: inset(50%); }
  .stacked th, .stacked td { border: 0; padding: 0; text-align: start; } .stacked tr { padding: .4rem 0; border-bottom: 1px solid var(--line); }
}
@media print {
  @page { margin: 15mm; }
  :root { font-size: 10pt; } body { max-width: none; padding: 0; } nav { display: none; }
  .glance div, .previews .none { background: none; border: 1px solid var(--line); }
  h2, h3, caption { break-after: avoid; } tr, li, figure, .now, .missing, .glance, .picture { break-inside: avoid; } thead { display: table-header-group; }
  p { orphans: 3; widows: 3; } a { color: inherit; }
}
`;

/** What the page may load: pictures that are part of it, this very style, and nothing else. No script, no frame, no form. */
export const CONTENT_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; img-src data:; base-uri 'none'; form-action 'none'`;
