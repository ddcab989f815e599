/** Rows of a lane at most; where even these do not suffice, marks overlap. */
const MOST_ROWS = 4;

/**
 * The row in which each of the marks of a lane is drawn, so that they do not hide each other: as few rows as will do.
 *
 * @param places ascending
 * @param room what a mark takes, in the unit of `places`
 */
export function stackMarks(places: readonly number[], room: number): readonly number[] {
  const ends: number[] = [];
  return places.map((place) => {
    const free = ends.findIndex((end) => place - end >= room);
    const row = free !== -1 ? free : ends.length < MOST_ROWS ? ends.length : ends.indexOf(Math.min(...ends));
    ends[row] = place;
    return row;
  });
}
