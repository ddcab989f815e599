import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PLOT, plotShape } from '../../../src/report/page/plot-shape.ts';

const runs = fc.array(
  fc.array(fc.option(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), { nil: undefined }), {
    minLength: 1,
  }),
  { minLength: 1, maxLength: 30 },
);
const limit = fc.constantFrom(2.5, 5, 75, 400);

/** Where marks stand: the numbers behind each `M`. */
function marksOf(path: string): number[][] {
  return Array.from(path.matchAll(/M(\S+) (-?[\d.]+)/g), ([, x, y]) => [Number(x), Number(y)]);
}

describe('the shape of a plot', () => {
  test('has a mark for each measurement, over the limit or below it, and nothing outside its box', () => {
    fc.assert(
      fc.property(runs, limit, (values, most) => {
        const shape = plotShape(values, most);
        const measured = values.flat().filter((value) => value !== undefined);
        const over = measured.filter((value) => value >= most);
        expect(marksOf(shape.over)).toHaveLength(over.length);
        expect(marksOf(shape.dots)).toHaveLength(measured.length - over.length);
        const points = shape.lines.flatMap((line) => line.split(' ').map((point) => point.split(',').map(Number)));
        for (const [x, y] of [...marksOf(shape.over), ...marksOf(shape.dots), ...points]) {
          expect(x).toBeGreaterThanOrEqual(PLOT.left - 0.1);
          expect(x).toBeLessThanOrEqual(PLOT.right + 0.1);
          expect(y).toBeGreaterThanOrEqual(PLOT.top - 4.1);
          expect(y).toBeLessThanOrEqual(PLOT.bottom + 0.1);
        }
        expect(shape.limit).toBeGreaterThan(PLOT.top);
        expect(shape.limit).toBeLessThan(PLOT.bottom);
        expect(shape.cutAt === undefined).toBe(measured.every((value) => value <= (shape.cutAt ?? Infinity)));
      }),
    );
  });

  test('draws what is higher higher, up to where it is cut off', () => {
    const { dots, over, limit: line } = plotShape([[1, 2, 4.9, 5, 7]], 5);
    const heights = [...marksOf(dots), ...marksOf(over)].map(([, y]) => y!);
    expect(heights).toEqual(heights.toSorted((a, b) => b - a));
    expect(marksOf(dots).every(([, y]) => y! + 2 > line)).toBe(true);
    expect(marksOf(over).every(([, y]) => y! + 4 <= line)).toBe(true);
    expect(plotShape([[1, 31]], 5).cutAt).toBe(30);
    expect(plotShape([[1, 27]], 5)).not.toHaveProperty('cutAt');
  });

  test('joins the measurements of one side, and never those of two', () => {
    const { lines, borders } = plotShape([[1, 2], [3], [4, 5, undefined, 6]], 5);
    expect(lines.map((line) => line.split(' ').length)).toEqual([2, 3]);
    expect(borders).toHaveLength(2);
    expect(
      plotShape(
        Array.from({ length: 40 }, () => [1]),
        5,
      ),
    ).toMatchObject({ lines: [], borders: [] });
  });

  test('draws the worst of several where there are too many to be told apart', () => {
    const many = Array.from({ length: 10 }, (_, side) =>
      Array.from({ length: 200 }, (_each, at) => (at === side ? 9 : 1)),
    );
    const shape = plotShape(many, 5);
    expect([shape.each, marksOf(shape.over).length, marksOf(shape.dots).length]).toEqual([5, 10, 390]);
    const crowd = plotShape(
      Array.from({ length: 4000 }, (_, side) => [side === 7 ? 9 : undefined]),
      5,
    );
    expect([marksOf(crowd.over).length, crowd.dots]).toEqual([1, '']);
  });

  test('has the only measurement in its middle', () => {
    expect(marksOf(plotShape([[3]], 5).dots)).toEqual([[(PLOT.left + PLOT.right) / 2, expect.any(Number)]]);
  });
});
