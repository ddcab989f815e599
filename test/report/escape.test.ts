import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { escapeCell, escapeText, jsonLine, jsonText, yamlText } from '../../src/report/escape.ts';

/** Any text at all: every code unit, lone surrogates included, weighted towards what is dangerous. */
const anyText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.integer({ min: 0, max: 0x10ffff }).map((point) => String.fromCodePoint(point)),
      fc.constantFrom(
        '\u001b[31m',
        '\u001b]8;;http://x\u0007',
        '\u009b',
        '\u202e',
        '\u2066',
        '\u200b',
        '\ufeff',
        '\u2028',
        '\r',
        '\n',
        '\b',
      ),
      fc.string(),
    ),
  )
  .map((parts) => parts.join(''));

describe('escapeText', () => {
  test.each([
    ['\u001b[2J', '\\u001b[2J'],
    ['a\nb\r\tc', 'a\\nb\\r\\tc'],
    ['\u0000\u0007\b\u007f', '\\u0000\\u0007\\u0008\\u007f'],
    ['\u0085\u009b', '\\u0085\\u009b'],
    ['\u061c\u200e\u200f\u202a\u202e\u2066\u2069', '\\u061c\\u200e\\u200f\\u202a\\u202e\\u2066\\u2069'],
    ['\u200b\u200c\u200d\u2060\ufeff', '\\u200b\\u200c\\u200d\\u2060\\ufeff'],
    ['\u2028\u2029', '\\u2028\\u2029'],
    ['\ud800x\udfff', '\\ud800x\\udfff'],
    ['\u{e0041}', '\\udb40\\udc41'],
  ])('makes %j visible', (text, visible) => {
    expect(escapeText(text)).toBe(visible);
  });

  test('leaves what people write alone', () => {
    const text = 'Jörg „Müller“ 日本語 العربية 😀 C:\\Users\\new — 5 > 3 & <b>';
    expect(escapeText(text)).toBe(text);
  });

  test('never lets a dangerous character through, and escapes nothing twice', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const escaped = escapeText(text);
        expect(escaped).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]*$/u);
        expect(escapeText(escaped)).toBe(escaped);
      }),
    );
  });
});

describe('jsonText', () => {
  test('is equal in value to the original and holds no dangerous character', () => {
    fc.assert(
      fc.property(fc.jsonValue(), anyText, fc.constantFrom(undefined, 2), (value, text, indent) => {
        const document = { value, text, [text]: [text] };
        const json = jsonText(document, indent);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(document)));
        expect(json).toMatch(indent === undefined ? /^[^\p{C}\p{Zl}\p{Zp}]*$/u : /^(?:\n|[^\p{C}\p{Zl}\p{Zp}])*$/u);
      }),
    );
  });

  test('keeps the layout of an indented document', () => {
    expect(jsonText({ a: ['\u202e\n'] }, 2)).toBe('{\n  "a": [\n    "\\u202e\\n"\n  ]\n}');
  });
});

describe('jsonLine', () => {
  test('has no half character, at which jq would stop, and keeps what only looks like one', () => {
    expect(jsonLine('a\ud800b\udfff')).toBe('"a\ufffdb\ufffd"');
    expect(jsonLine('\\ud800 \\\ud800 😀')).toBe('"\\\\ud800 \\\\\ufffd 😀"');
  });

  test('is otherwise equal in value to the original, on one line that holds no dangerous character', () => {
    fc.assert(
      fc.property(fc.jsonValue(), anyText, (value, text) => {
        const whole = text.replace(/\p{Surrogate}/gu, '\ufffd');
        const json = jsonLine({ value, text, [text]: [text] });
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify({ value, text: whole, [whole]: [whole] })));
        expect(json).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]*$/u);
      }),
    );
  });
});

describe('yamlText', () => {
  test('is what a reader of YAML takes for the original', () => {
    fc.assert(
      fc.property(fc.jsonValue(), anyText, (value, text) => {
        const document = { value, text, [text.slice(0, 200)]: [text] };
        const yaml = yamlText(document);
        expect(parse(yaml)).toEqual(JSON.parse(jsonLine(document)));
        expect(yaml).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]*$/u);
      }),
    );
  });
});

describe('escapeCell', () => {
  test('leaves line ends and tabs, and makes all else visible', () => {
    expect(escapeCell('a\r\nb\nc\td\re\u0000\u202e')).toBe('a\r\nb\nc\td\\re\\u0000\\u202e');
  });
});
