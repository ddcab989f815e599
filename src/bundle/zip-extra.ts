/** Ids of extra fields (APPNOTE.TXT 4.5.2, 4.6.9). */
const ZIP64 = 0x0001;
const UNICODE_PATH = 0x7075;
const SATURATED = 0xffffffff;

/** An extra field of an entry. */
export interface ExtraField {
  readonly id: number;
  readonly data: Buffer;
}

/** The extra fields in front of an entry's data; `undefined` when they lead over their end, or do not fill it. */
export function parseExtraFields(raw: Buffer): readonly ExtraField[] | undefined {
  const fields: ExtraField[] = [];
  let at = 0;
  while (at < raw.length) {
    if (raw.length - at < 4) return undefined;
    const end = at + 4 + raw.readUInt16LE(at + 2);
    if (end > raw.length) return undefined;
    fields.push({ id: raw.readUInt16LE(at), data: raw.subarray(at + 4, end) });
    at = end;
  }
  return fields;
}

/** What is wrong with the extra fields of an entry, in words; readers differ in which of two they believe. */
export function extraProblem(fields: readonly ExtraField[] | undefined): string | undefined {
  if (fields === undefined) return 'has extra fields that lead over their end';
  if (fields.some(({ id }) => id === UNICODE_PATH)) return 'has a second name';
  return fields.filter(({ id }) => id === ZIP64).length > 1 ? 'has its sizes twice' : undefined;
}

/**
 * The numbers in a zip64 field that stand for the `saturated` ones, in order (4.5.3); `undefined` when there are not
 * exactly as many, or one is larger than a number can say.
 */
export function zip64Values(fields: readonly ExtraField[], saturated: number): readonly number[] | undefined {
  const data = fields.find(({ id }) => id === ZIP64)?.data ?? Buffer.alloc(0);
  if (data.length !== saturated * 8) return undefined;
  const values = Array.from({ length: saturated }, (_, index) => Number(data.readBigUInt64LE(index * 8)));
  return values.every(Number.isSafeInteger) ? values : undefined;
}

/** Whether a 32-bit field says that its value stands in a zip64 field. */
export function isSaturated(value: number): boolean {
  return value === SATURATED;
}
