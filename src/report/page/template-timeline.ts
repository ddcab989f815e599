import { glyph, moment } from './template-parts.ts';

/** Widths in percent, so that the words keep their size on a telephone. */
const PICTURE = `<svg class="picture" width="100%" height="<%= it.picture.height %>" role="img" aria-label="Timeline from <%= it.picture.from %> to <%= it.picture.to %>; the table below tells the same.">
<% for (const lane of it.picture.lanes) { %>
<text x="0" y="<%= lane.words %>"><%= lane.label %></text><line x1="0" x2="100%" y1="<%= lane.y %>" y2="<%= lane.y %>"/>
<% } %>
<% for (const mark of it.picture.marks) { %>
<svg x="<%= mark.x %>" y="<%= mark.y %>" overflow="visible"><title><%= mark.title %></title><path class="<%= mark.style %>" d="<%= mark.path %>"/></svg>
<% } %>
<% for (const bar of it.picture.bars) { %>
<rect class="<%= bar.style %>" x="<%= bar.x %>" y="<%= bar.y %>" width="<%= bar.width %>" height="<%= bar.height %>"><title><%= bar.title %></title></rect>
<% } %>
<% for (const end of it.picture.openEnds) { %>
<line class="open-end" x1="<%= end.x1 %>" x2="<%= end.x2 %>" y1="<%= end.y %>" y2="<%= end.y %>"/>
<% } %>
<line class="axis" x1="0" x2="100%" y1="<%= it.picture.axis %>" y2="<%= it.picture.axis %>"/>
<% for (const pause of it.picture.pauses) { %>
<text x="<%= pause.x %>" y="<%= it.picture.axis + 14 %>" text-anchor="middle"<% if (pause.isNarrow) { %> class="roomy"<% } %>><%= pause.words %></text>
<% } %>
<% if (it.picture.isMoment) { %>
<text x="50%" y="<%= it.picture.axis + 14 %>" text-anchor="middle"><%= it.picture.from %></text>
<% } else { %>
<text x="0" y="<%= it.picture.axis + 31 %>"><%= it.picture.from %></text>
<text x="100%" y="<%= it.picture.axis + 31 %>" text-anchor="end"><%= it.picture.to %></text>
<% } %>
</svg>
<p class="quiet"><% if (!it.picture.isMoment) { %>Long pauses are drawn shorter than they are.<% } %><% if (it.picture.bars.length) { %> A thin bar is the time that a file covers, a thick one a gap: high when the computer was offline, low for any other reason, dashed where nobody wrote down its end.<% } %><% if (it.picture.undrawn) { %> Not drawn, because the time is not known or far from the rest, or there are too many: <%= it.picture.undrawn %>.<% } %></p>`;

/** The timeline: a picture, and a table that tells the same in words. */
export const TIMELINE = `<section aria-labelledby="timeline"><h2 id="timeline">Timeline</h2>
<% if (it.picture) { %>
${PICTURE}
<% } else { %>
<p>There is nothing to draw: no time is known.</p>
<% } %>
<table><caption>Times on the wall clock of <%= it.zone %>, and in UTC.</caption>
<thead><tr><th scope="col"><span class="unseen">Mark</span></th><th scope="col">When</th><th scope="col">What</th></tr></thead><tbody>
<% for (const row of it.timeline) { %>
<tr><td class="mark-cell">${glyph('row.glyph')}</td><td class="when"><% if (row.at) { %>${moment('row.at')}<small><%= row.at.utcWords %></small><% } else { %>not known<% } %></td><td><span class="typed" dir="auto"><%= row.what %></span><% if (row.result) { %> <span class="result">(<%= row.result %>)</span><% } %><% if (row.later) { %><small><%= row.later %></small><% } %></td></tr>
<% } %>
</tbody></table></section>`;
