/** Columns as wide as their widest cell; the first to the left, numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]!.length)));
  return [head, ...rows].map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '),
  );
}

export function fixed(value: number): string {
  return value.toFixed(2);
}

/** `.987` for 98.7 %. */
export function percent(share: number): string {
  return Number.isNaN(share) ? '–' : share.toFixed(3).replace(/^0/, '');
}
