/** The part of a template that draws the glyph which `expression` gives. */
export function glyph(expression: string): string {
  return `<svg class="glyph" viewBox="-9 -9 18 18" aria-hidden="true"><path class="<%= ${expression}.style %>" d="<%= ${expression}.path %>"/></svg>`;
}

/** The part of a template that writes the moment which `expression` gives. */
export function moment(expression: string): string {
  return `<time datetime="<%= ${expression}.utc %>"><%= ${expression}.local %></time><% if (${expression}.zone) { %> (<%= ${expression}.zone %>)<% } %>`;
}
