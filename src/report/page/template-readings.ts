import { OVER_LIMIT } from './glyphs.ts';
import { PLOT as BOX } from './plot-shape.ts';
import { moment } from './template-parts.ts';

const OVER = `<svg class="glyph" viewBox="-9 -9 18 18" role="img" aria-label="over the limit"><path class="${OVER_LIMIT.style}" d="${OVER_LIMIT.path}"/></svg>`;

const PLOT = `<figure class="plot<% if (plot.isOver) { %> over<% } %>"><figcaption><% if (plot.isOver) { %>${OVER} <% } %><strong><%= plot.label %></strong>: <%= plot.words %></figcaption>
<svg viewBox="0 0 ${BOX.width} ${BOX.height}" role="img" aria-label="<%= plot.label %>, <%= plot.words %>"><line class="axis" x1="${BOX.words + 2}" x2="${BOX.width}" y1="${BOX.bottom}" y2="${BOX.bottom}"/><% for (const x of plot.shape.borders) { %><line class="border" x1="<%= x %>" x2="<%= x %>" y1="${BOX.top}" y2="${BOX.bottom}"/><% } %><line class="limit" x1="${BOX.words + 2}" x2="${BOX.width}" y1="<%= plot.shape.limit %>" y2="<%= plot.shape.limit %>"/><% for (const points of plot.shape.lines) { %><polyline points="<%= points %>"/><% } %><% if (plot.shape.dots) { %><path class="said" d="<%= plot.shape.dots %>"/><% } %><% if (plot.shape.over) { %><path class="bad" d="<%= plot.shape.over %>"/><% } %><text x="${BOX.words}" y="<%= plot.shape.limit + 3 %>"><%= plot.limitWords %></text><text x="${BOX.words}" y="${BOX.bottom + 3}">0</text></svg></figure>`;

const BAD = `<% if (leg.bad.length) { %>
<table><caption>The worst<% if (leg.moreBad) { %>; <%= leg.moreBad %> more stand in case.json<% } %></caption>
<thead><tr><th scope="col">Whose, when</th><th scope="col">Loss</th><th scope="col">Round trip</th><th scope="col">Jitter</th></tr></thead><tbody>
<% for (const row of leg.bad) { %>
<tr><th scope="row"><bdi><%= row.where %></bdi><small><% if (row.line) { %>line <%= row.line %><% } %><% if (row.line && row.at) { %>, <% } %><% if (row.at) { %>${moment('row.at')}<% } %></small></th><% for (const cell of row.cells) { %><td><% if (cell.isOver) { %>${OVER} <strong><%= cell.words %></strong><% } else { %><%= cell.words %><% } %></td><% } %></tr>
<% } %>
</tbody></table>
<% } %>`;

/** Plots of what was measured of the calls' sound, with the limits. */
export const QUALITY = `<% if (it.quality.length) { %>
<section aria-labelledby="quality"><h2 id="quality">Call quality</h2>
<p class="quiet">Measurement by measurement, from left to right. The dashed line is where Control Hub stops calling a call good; a triangle is a measurement at or over it.</p>
<% for (const leg of it.quality) { %>
<h3><%= leg.title %></h3>
<div class="plots"><% for (const plot of leg.plots) { %>${PLOT}<% } %></div>
<p class="quiet">Whose they are: <% leg.sides.forEach((side, index) => { %><% if (index) { %>; <% } %><bdi><%= side %></bdi><% }) %>.</p>
${BAD}
<% } %>
</section>
<% } %>`;

/** What each file shows: its span, its gaps, what to quote, what is to be known about reading it. */
export const READINGS = `<% if (it.readings.length) { %>
<section aria-labelledby="readings"><h2 id="readings">What the files show</h2>
<% for (const file of it.readings) { %>
<h3 dir="auto"><code><%= file.file %></code></h3>
<dl class="lines"><dt>Kind</dt><dd><%= file.format %></dd>
<dt>Covers</dt><dd><% if (file.from && file.to) { %>${moment('file.from')} to ${moment('file.to')}<small> = <%= file.from.utcWords %> to <%= file.to.utcWords %></small><% } else { %>not known: it has no times<% } %></dd>
<% if (file.gaps) { %><dt>Gaps</dt><dd><%= file.gaps %></dd><% } %>
<% for (const id of file.ids) { %>
<dt><%= id.label %></dt><dd><% for (const value of id.values) { %><code class="exact"><%= value %></code> <% } %></dd>
<% } %>
<% for (const problem of file.problems) { %>
<dt>Problem</dt><dd dir="auto"><%= problem %></dd>
<% } %>
</dl>
<% } %>
</section>
<% } %>`;
