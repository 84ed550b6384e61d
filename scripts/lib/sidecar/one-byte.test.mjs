import { SourceMap } from 'node:module';
import { expect, it } from 'vitest';
import { oneByte } from './one-byte.mjs';

/** Maps columns 0, 4, 17 and 30 of the first line and 2 of the second to lines 1 to 5 of the source. */
const map = { version: 3, sources: ['a.ts'], names: [], mappings: 'AAAA,IACA,aACA,aACA;EACA' };
const code = 'let a="–— … é";b("n’est plus ");c\n  d(/[’“]/)';

it('the code says the same in characters of one byte', () => {
  const narrow = oneByte(code, map).code;
  expect(/[^\0-\xff]/.test(narrow)).toBe(false);
  const values = (text) =>
    new Function('b', 'd', 'c', `${text}\nreturn a`)(
      (one) => out.push(one),
      (one) => out.push(one.test('“')),
      0,
    );
  let out = [];
  const before = [values(code), out];
  out = [];
  expect([values(narrow), out]).toEqual(before);
});

it('places in the code lead to the same lines of the source', () => {
  const { code: narrow, map: moved } = oneByte(code, map);
  const lineAt = (one, line, column) => new SourceMap(one).findEntry(line, column).originalLine;
  const linesOf = (text, one) =>
    ['let', 'a=', 'est', 'c\n'].map((part) => lineAt(one, 0, text.indexOf(part))).concat(lineAt(one, 1, 2));
  expect(linesOf(narrow, moved)).toEqual(linesOf(code, map));
  expect(new Set(linesOf(code, map)).size).toBe(5);
});

it.each(['String.raw`’`', 'let a={𝒶:1}', 'let a={b:1,x𝒶:1}', '/[\\–]/'])('%s is left as it is', (unsafe) => {
  expect(oneByte(unsafe, map)).toEqual({ code: unsafe, map });
});
