import { codeTable, type CodeTable } from './jpeg-codes.ts';
import type { JpegFrame, ScanComponent } from './jpeg-frame.ts';

/** What the segments before a scan have said. */
export interface JpegTables {
  readonly codes: ReadonlyMap<number, Uint8Array>;
  readonly steps: ReadonlyMap<number, readonly number[]>;
  readonly isProgressive: boolean;
}

/**
 * The components of a scan from the data of its SOS segment (ITU-T T.81, B.2.3); of the first scan of a progressive picture
 * the first coefficients alone. `undefined` for a scan that does not have all components, or needs what is not there.
 */
export function readScanHead(
  data: Uint8Array,
  frame: JpegFrame,
  { codes, steps, isProgressive }: JpegTables,
): readonly ScanComponent[] | undefined {
  const count = data[0]!;
  const [first, last, precision] = data.subarray(1 + 2 * count);
  if (count !== frame.components.length || first !== 0 || (last === 0) !== isProgressive) return undefined;
  const built = new Map<number, CodeTable>();
  const tableOf = (id: number): CodeTable | undefined => {
    const known = codes.get(id);
    if (known !== undefined && !built.has(id)) built.set(id, codeTable(known));
    return built.get(id);
  };
  const components = frame.components.map((component, index): ScanComponent | undefined => {
    const tables = data[2 + 2 * index]!;
    const [dc, ac, quantization] = [
      tableOf(tables >> 4),
      tableOf(0x10 | (tables & 15)),
      steps.get(component.quantization),
    ];
    const isRight = data[1 + 2 * index] === component.id && dc !== undefined && quantization !== undefined;
    if (!isRight || (!isProgressive && ac === undefined)) return undefined;
    const scale = isProgressive ? 2 ** (precision! & 15) : 1;
    const scaled = quantization.map((step) => step * scale);
    // The blocks of one component alone stand one by one, whatever is said of how many there are.
    const alone = count === 1 ? { across: 1, down: 1 } : {};
    return { ...component, ...alone, dc, ac: isProgressive ? undefined : ac, steps: scaled };
  });
  return components.every((component) => component !== undefined) ? components : undefined;
}
