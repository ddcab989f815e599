import { EVIDENCE } from './template-evidence.ts';
import { glyph, moment } from './template-parts.ts';
import { QUALITY, READINGS } from './template-readings.ts';
import { TIMELINE } from './template-timeline.ts';

const NOW = `<header>
<div class="now<% if (it.isUrgent) { %> urgent<% } %>">
<h1><%= it.record.severity.severity %>, by <%= it.record.severity.channel %></h1>
<p class="say"><%= it.record.severity.say %></p>
<% if (it.record.severity.because.length) { %>
<ul><% for (const reason of it.record.severity.because) { %><li><bdi><%= reason %></bdi></li><% } %></ul>
<% } %>
<% if (it.overruled) { %>
<p>Proposed was <%= it.record.severity.proposed %>.<% if (it.record.severity.reason) { %> Chosen because: <bdi><%= it.record.severity.reason %></bdi><% } %></p>
<% } %>
<p class="quiet">Severity after the policy <%= it.record.severity.policy %>. Case <code><%= it.record.case %></code>.</p>
</div>
<% if (it.record.parent) { %>
<p class="note">This adds to bundle <code><%= it.record.parent %></code>. What that one holds is not repeated here.</p>
<% } %>
</header>`;

const GAPS = `<% if (it.record.missing.length) { %>
<section class="missing" aria-labelledby="missing"><h2 class="bad" id="missing">Missing, though <%= it.record.policy %> asks for it</h2>
<ul><% for (const gap of it.record.missing) { %><li><bdi><%= gap.label %></bdi></li><% } %></ul></section>
<% } %>
<% if (it.record.gaps.length) { %>
<section class="missing partner" aria-labelledby="gaps"><h2 id="gaps">To be filled in by the partner</h2>
<ul><% for (const gap of it.record.gaps) { %><li><bdi><%= gap.label %></bdi></li><% } %></ul></section>
<% } %>`;

const GLANCE = `<dl class="glance">
<% for (const figure of it.glance) { %>
<div<% if (figure.isBad) { %> class="bad"<% } %>><dt><%= figure.label %></dt><dd><%= figure.value %><% if (figure.more) { %><small><%= figure.more %></small><% } %></dd></div>
<% } %>
</dl>`;

const NAVIGATION = `<nav aria-label="On this page"><ul>
<li><a href="#what">What happens</a></li><li><a href="#who">Who, where, since when</a></li>
<% if (it.steps.length) { %><li><a href="#tried">Steps tried (<%= it.steps.length %>)</a></li><% } %>
<li><a href="#timeline">Timeline (<%= it.timeline.length %>)</a></li>
<% if (it.readings.length) { %><li><a href="#readings">What the files show (<%= it.readings.length %>)</a></li><% } %>
<% if (it.quality.length) { %><li><a href="#quality">Call quality</a></li><% } %>
<% if (it.symptoms.length) { %><li><a href="#diagnosis">Diagnosis (<%= it.symptoms.length %>)</a></li><% } %>
<% if (it.record.facts.length) { %><li><a href="#facts">Facts (<%= it.record.facts.length %>)</a></li><% } %>
<% if (it.record.evidence.length) { %><li><a href="#evidence">Evidence (<%= it.record.evidence.length %>)</a></li><% } %>
<% if (it.removed) { %><li><a href="#removed">Removed (<%= it.removedTotal %>)</a></li><% } %>
</ul></nav>`;

const STORY = `<section aria-labelledby="what"><h2 id="what">What happens</h2><p class="typed" dir="auto"><%= it.record.summary %></p></section>
<section aria-labelledby="who"><h2 id="who">Who, where, since when</h2><dl class="lines">
<% for (const line of it.lines) { %>
<dt><%= line.label %></dt><dd dir="auto"><% if (line.exact) { %><code><%= line.value %></code><% } else { %><%= line.value %><% } %></dd>
<% } %>
</dl></section>`;

const TRIED = `<% if (it.steps.length) { %>
<section aria-labelledby="tried"><h2 id="tried">What was tried</h2><ol class="tried">
<% for (const step of it.steps) { %>
<li>${glyph('step.glyph')} <span class="result"><%= step.result %>:</span> <bdi class="typed"><%= step.what %></bdi> <small><% if (step.at) { %>${moment('step.at')}<% } else { %>time not known<% } %><% if (step.isFromFile) { %>, by an answers file<% } %></small></li>
<% } %>
</ol></section>
<% } %>`;

const FINDINGS = `<% if (it.symptoms.length) { %>
<section aria-labelledby="diagnosis"><h2 id="diagnosis">Diagnosis</h2>
<% for (const row of it.symptoms) { %>
<h3 dir="auto"><%= row.symptom %></h3>
<p><strong><%= row.verdict %></strong><% if (row.outcome) { %>, comes to: <%= row.outcome %><% } %> <small><code><%= row.id %></code></small></p>
<% if (row.because.length) { %><ul><% for (const why of row.because) { %><li><bdi><%= why %></bdi></li><% } %></ul><% } %>
<% } %>
</section>
<% } %>
<% if (it.record.facts.length) { %>
<section aria-labelledby="facts"><h2 id="facts">Facts</h2>
<table class="even"><thead><tr><th scope="col">Fact</th><th scope="col">Value</th><th scope="col">Who said it</th></tr></thead><tbody>
<% for (const fact of it.facts) { %>
<tr><th scope="row"><code><%= fact.id %></code></th><td class="typed" dir="auto"><%= fact.value %></td><td><%= fact.from %><% if (fact.seen) { %><small dir="auto"><%= fact.seen %></small><% } %></td></tr>
<% } %>
</tbody></table></section>
<% } %>`;

/** The template of `report.html`, for eta; all it prints with `<%= %>` is escaped, and all but the style is printed so. */
export const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="<%~ it.policy %>">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title><%= it.record.severity.severity %>, case <%= it.record.case %></title>
<style><%~ it.style %></style>
</head>
<body>
${NOW}
<main>
${GAPS}
${GLANCE}
${NAVIGATION}
${STORY}
${TRIED}
${TIMELINE}
${READINGS}
${QUALITY}
${FINDINGS}
${EVIDENCE}
</main>
<footer>Case <%= it.record.case %>, made by <%= it.record.tool %> (<%= it.packs %>) at <%= it.createdAt %>.</footer>
</body>
</html>
`;
