/** The template of `report.html`, for eta; all it prints with `<%= %>` is escaped. */
export const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title><%= it.severity.severity %>, case <%= it.record.case %></title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; color: #111; background: #fff; }
header { border-left: .5rem solid #b00020; padding-left: 1rem; }
h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
dl { display: grid; grid-template-columns: minmax(9rem, auto) 1fr; gap: .25rem 1rem; margin: 0; } dt { font-weight: 600; } dd { margin: 0; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid #ccc; }
.text, dd, td, li { white-space: pre-wrap; overflow-wrap: anywhere; } .missing { border: 2px solid #b00020; padding: 0 1rem 1rem; }
code { font-size: .9em; } footer { margin-top: 2rem; font-size: .85rem; color: #444; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
@media print { body { max-width: none; padding: 0; font-size: 11pt; } section { break-inside: avoid; } }
</style>
</head>
<body>
<header>
<h1><%= it.severity.severity %>: <%= it.severity.say %></h1>
<p>By <%= it.severity.channel %>, policy <%= it.severity.policy %>.<% if (it.overruled) { %> Proposed was <%= it.severity.proposed %>.<% if (it.severity.reason) { %> Chosen because: <%= it.severity.reason %><% } } %></p>
<% if (it.severity.because.length) { %>
<ul><% for (const reason of it.severity.because) { %><li><%= reason %></li><% } %></ul>
<% } %>
</header>
<main>
<section><h2>What happens</h2><p class="text"><%= it.record.summary %></p></section>
<section><h2>Who, where, since when</h2><dl>
<% for (const line of it.lines) { %>
<dt><%= line.label %></dt><dd><%= line.value %></dd>
<% } %>
</dl></section>
<% if (it.record.missing.length) { %>
<section class="missing"><h2>Missing</h2><ul><% for (const gap of it.record.missing) { %><li><%= gap.label %></li><% } %></ul></section>
<% } %>
<% if (it.record.gaps.length) { %>
<section><h2>To be filled in by the partner</h2><ul><% for (const gap of it.record.gaps) { %><li><%= gap.label %></li><% } %></ul></section>
<% } %>
<% if (it.record.symptoms.length) { %>
<section><h2>Diagnosis</h2><ul><% for (const row of it.record.symptoms) { %><li><%= row.symptom %> (<code><%= row.id %></code>, <%= row.verdict %>)<% for (const why of row.because) { %>; <%= why %><% } %></li><% } %></ul></section>
<% } %>
<% if (it.steps.length) { %>
<section><h2>What was tried</h2><ol><% for (const step of it.steps) { %><li><%= step.what %> (<%= step.result %><% if (step.at) { %>, <%= step.at %><% } %>)</li><% } %></ol></section>
<% } %>
<section><h2>Timeline</h2><table><thead><tr><th>Local time</th><th>Zone</th><th>UTC</th><th>What</th></tr></thead><tbody>
<% for (const entry of it.timeline) { %>
<tr><td><%= entry.local %></td><td><%= entry.zone %></td><td><%= entry.utc %></td><td><%= entry.what %></td></tr>
<% } %>
</tbody></table></section>
<% if (it.evidence.length) { %>
<section><h2>Evidence</h2><table><thead><tr><th>File</th><th>Bytes</th><th>SHA-256</th></tr></thead><tbody>
<% for (const file of it.evidence) { %>
<tr><td><% if (file.link) { %><a href="<%= file.link %>"><%= file.path %></a><% } else { %><%= file.path %><% } %><% if (file.name) { %> (<%= file.name %>)<% } %><% if (!file.copied) { %>, not in the bundle<% if (file.why) { %>: <%= file.why %><% } } %></td><td><%= file.bytes %></td><td><code><%= file.sha256 %></code></td></tr>
<% } %>
</tbody></table></section>
<% } %>
<% if (it.record.facts.length) { %>
<section><h2>Facts</h2><table><thead><tr><th>Fact</th><th>Value</th><th>From</th></tr></thead><tbody>
<% for (const fact of it.record.facts) { %>
<tr><td><code><%= fact.id %></code></td><td><%= fact.value %></td><td><%= fact.by %></td></tr>
<% } %>
</tbody></table></section>
<% } %>
</main>
<footer>Case <%= it.record.case %>, made by <%= it.record.tool %> (<%= it.packs %>) at <%= it.createdAt %>.<% if (it.record.parent) { %> Adds to bundle <code><%= it.record.parent %></code>.<% } %></footer>
</body>
</html>
`;
