/** A place in percent of a picture's width, as SVG has it. */
export function percent(place: number): string {
  return `${place.toFixed(2)}%`;
}
