import { expect, test } from 'vitest';
import { readYaml } from './yaml-file.ts';
import { lineIn } from './yaml-lines.ts';

function read(text: string) {
  const result = readYaml(text, (name) => (name === 'TOKEN' ? 'secret: [' : undefined));
  if (!result.ok) {
    throw new Error(JSON.stringify(result.problems));
  }
  return result.file;
}

function problems(text: string) {
  const result = readYaml(text, () => undefined);
  return result.ok ? [] : result.problems.map(({ line, path, message }) => `${line} ${path} ${message}`);
}

test('times and dates stay as they are written', () => {
  const text = 'from: 09:00\nto: 18:30\nodd: 1:20:30\nstart: 2026-01-05T09:00\nday: 2026-01-05\nyes: no\nzone: 07';
  expect(read(text).value).toEqual({
    from: '09:00',
    to: '18:30',
    odd: '1:20:30',
    start: '2026-01-05T09:00',
    day: '2026-01-05',
    yes: 'no',
    zone: 7,
  });
  expect(read(`%YAML 1.1\n---\n${text}`).value).toMatchObject({ from: '09:00', start: '2026-01-05T09:00', yes: 'no' });
});

test('variables are replaced in values, after parsing, whatever they hold', () => {
  expect(read('token: $TOKEN\nlist: ["a $TOKEN"]\n$TOKEN: key').value).toEqual({
    token: 'secret: [',
    list: ['a secret: ['],
    $TOKEN: 'key',
  });
});

test('an unset variable is reported with its line, once', () => {
  expect(problems('a: 1\nb:\n  - x: $NOPE and $NOPE\n    y: ${GONE}\n# $FINE')).toEqual([
    '3 b[0].x uses $NOPE, which is not set in the environment. Set NOPE, or write $$ for a dollar sign',
    '4 b[0].y uses $GONE, which is not set in the environment. Set GONE, or write $$ for a dollar sign',
  ]);
});

test('every part knows its line, and what is missing that of what is around it', () => {
  const file = read(
    'apiVersion: 1\nrotas:\n  - id: sre\n    layers:\n      - id: week\n        participants: [[ann],\n          [ben]]\n',
  );
  expect(lineIn(file.lines, ['rotas', 0, 'layers', 0, 'participants', 0, 0])).toBe(6);
  expect(lineIn(file.lines, ['rotas', 0, 'layers', 0, 'participants', 1, 0])).toBe(7);
  expect(lineIn(file.lines, ['rotas', 0, 'layers', 0, 'rotation', 'every'])).toBe(5);
  expect(lineIn(file.lines, ['rotas', 0, 'timeZone'])).toBe(3);
  expect(lineIn(file.lines, [])).toBe(1);
});

test('anchors and merge keys work, and have lines', () => {
  const file = read('x-hours: &hours\n  days: [daily]\n  from: 09:00\na: *hours\nb:\n  <<: *hours\n  from: 10:00\n');
  expect(file.value).toMatchObject({ a: { from: '09:00' }, b: { days: ['daily'], from: '10:00' } });
  expect(lineIn(file.lines, ['a', 'from'])).toBe(3);
  expect(lineIn(file.lines, ['b', 'from'])).toBe(7);
});

test.each([
  ['a list without an end', 'a: [1', /^\d .*is not valid YAML: /],
  ['a key twice', 'a: 1\na: 2', /^2 .*is not valid YAML: Map keys must be unique/],
  ['two documents', 'a: 1\n---\nb: 2', /^\d .*is not valid YAML: .*multiple documents/],
  ['a tab', 'a:\n\t- b', /is not valid YAML: /],
  ['an alias of nothing', 'a: *nowhere', /uses aliases \(\*name\) of what is not defined above them.*: nowhere$/],
  ['an alias of itself', 'a: &a [*a]', /^1 a\[0\] uses \*a inside &a itself/],
  ['many levels', `a: ${'['.repeat(200)}${']'.repeat(200)}`, /is nested deeper than 100 levels/],
  ['very many levels', '['.repeat(50_000), /is nested deeper|is not valid YAML/],
])('%s', (_, text, problem) => {
  expect(problems(text)).toEqual(expect.arrayContaining([expect.stringMatching(problem)]));
});

test('aliases of aliases are refused before they grow', () => {
  const bomb = [
    'a0: &a0 [x, x, x, x, x, x, x, x, x]',
    ...Array.from(
      { length: 8 },
      (_, i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 9 }, () => `*a${i}`).join(', ')}]`,
    ),
  ].join('\n');
  expect(problems(bomb)).toEqual([expect.stringMatching(/or more than 1000 of them/)]);
});

test('lines of an alias are those of the anchor before it', () => {
  const file = read('x-a: &a\n  k: 1\nfirst: *a\nx-b: &a\n  - k: 2\nsecond: *a\nthird: [*a, *a]\n');
  expect(lineIn(file.lines, ['first', 'k'])).toBe(2);
  expect(lineIn(file.lines, ['second', 0, 'k'])).toBe(5);
  expect(lineIn(file.lines, ['third', 1, 0, 'k'])).toBe(5);
  expect(file.lines.parts.length).toBeLessThan(8);
});
