/** `of` is the name of a list of files in the view. Roles, because on a telephone the table is laid out as a list. */
function files(of: string, caption: string): string {
  return `<% if (it.${of}.length) { %>
<table class="stacked" role="table"><caption role="caption">${caption} (<%= it.${of}.length %>)</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">File</th><th role="columnheader" scope="col" class="number">Size</th><th role="columnheader" scope="col" class="digest">SHA-256</th></tr></thead><tbody role="rowgroup">
<% for (const file of it.${of}) { %>
<tr role="row"><th role="rowheader" scope="row"><bdi><% if (file.link) { %><a href="<%= file.link %>" rel="noopener noreferrer"><%= file.path %></a><% } else { %><%= file.path %><% } %></bdi><small><% if (file.name) { %><bdi><%= file.name %></bdi>, <% } %><%= file.role %>, <%= file.media %></small><% if (file.why) { %><small>Not copied: <bdi><%= file.why %></bdi></small><% } %></th><td role="cell" class="number"><%= file.size %><small><%= file.bytes %> bytes</small></td><td role="cell" class="digest"><code><%= file.sha256 %></code></td></tr>
<% } %>
</tbody></table>
<% } %>`;
}

const PREVIEWS = `<% if (it.previews && it.previews.shown.length) { %>
<section aria-labelledby="screenshots"><h2 id="screenshots">Screenshots</h2><ul class="previews">
<% for (const image of it.previews.shown) { %>
<li><figure><% if (image.thumbnail) { %><img src="<%= image.thumbnail.dataUri %>" width="<%= image.thumbnail.width %>" height="<%= image.thumbnail.height %>" alt="<%= image.alt %>"><% } else { %><div class="none">No preview: the picture is too large, or cannot be read.</div><% } %><figcaption dir="auto"><% if (image.link) { %><a href="<%= image.link %>" rel="noopener noreferrer"><%= image.name %></a><% } else { %><%= image.name %><% } %></figcaption></figure></li>
<% } %>
</ul><% if (it.previews.more) { %><p><%= it.previews.more %></p><% } %>
<p class="quiet">What is painted on a picture was not searched: nothing can be removed from it.</p></section>
<% } %>`;

const REMOVED = `<% if (it.removed) { %>
<section aria-labelledby="removed"><h2 id="removed">What was removed</h2>
<% if (it.removed.length) { %>
<table class="even"><caption>In place of each stands a word such as {card-1}, the same for the same secret.</caption>
<thead><tr><th scope="col">File</th><th scope="col">Kind</th><th scope="col" class="number">Times</th></tr></thead><tbody>
<% for (const each of it.removed) { %>
<tr><th scope="row"><bdi><%= each.where %></bdi></th><td><%= each.kind %></td><td class="number"><%= each.count %></td></tr>
<% } %>
</tbody></table>
<% } else { %>
<p>Nothing was found that had to be removed.</p>
<% } %>
</section>
<% } %>`;

/** Screenshots, the list of files, and what was removed from them. */
export const EVIDENCE = `${PREVIEWS}
<% if (it.record.evidence.length) { %>
<section aria-labelledby="evidence"><h2 id="evidence">Evidence</h2>
${files('copied', 'In this bundle')}
${files('listed', 'Not in this bundle, listed only')}
</section>
<% } %>
${REMOVED}`;
