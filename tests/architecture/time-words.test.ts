/** Dates, hours and lengths are written in one place each, so that every screen, mail and export writes them alike. */
import { expect, it } from 'vitest';
import { isTest } from './rules.ts';
import { roomOf, sourceFiles } from './scan.ts';

const WRITES_TIME =
  /\bIntl\.(?:DateTimeFormat|DurationFormat)\b|\.toLocale(?:Date|Time)?String\(\s*\)|\.toLocale(?:Date|Time)String\(|dateTimeFormat(?:TimeAgo)?\(|style: 'unit',\s*unit: '(?:day|hour|minute|second)/;

const OWN_PLACES: ReadonlyArray<readonly [file: RegExp, why: string]> = [
  [/^src\/domain\/time\/words\//, 'the place'],
  [/^src\/components\/time\/date-format\.ts$/, 'the same, in the language and by the clock of the reader'],
  [/^src\/components\/time\/format\.ts$/, 'the styles of screens'],
  [/^src\/api\/connection\/reader-zone\.ts$/, 'asks the browser for its zone, and writes nothing'],
  [/^backend-shim\/adapters\/zones\.ts$/, 'reads offsets out of ICU, and writes nothing'],
];

/** Options of formats are those of these files; screens call the named styles. */
const STYLES = /\bdateFormat\(/;
const WITH_STYLES_OF_THEIR_OWN: readonly RegExp[] = [
  /^src\/components\/time\//,
  // The name of a weekday alone.
  /^src\/components\/form\/fields\/time\/weekly-text\.ts$/,
  /^src\/pages\/insights\/tables\/week-hours\.tsx$/,
  // Scales, whose marks have as much as there is room for, and ranges in the language's own form.
  /^src\/pages\/rotas\/timeline\/(?:axis|toolbar)\.tsx$/,
  /^src\/modules\/importing\/pages\/import\/proof\/proof-section\.tsx$/,
];

const written = sourceFiles('src', 'backend-shim').filter(({ path }) => !isTest(path));

it('nothing else asks Intl for a date or a length', () => {
  const found = written
    .filter(({ path, text }) => WRITES_TIME.test(text) && !OWN_PLACES.some(([file]) => file.test(path)))
    .map(({ path }) => path);
  expect(found, 'use src/components/time/format.ts in the plugin, src/domain/time/words elsewhere').toEqual([]);
});

it('each exception is still one', () => {
  const unused = OWN_PLACES.filter(([file]) => !written.some(({ path }) => file.test(path))).map(([file]) =>
    String(file),
  );
  expect(unused).toEqual([]);
});

it('screens take a named style', () => {
  const found = written
    .filter(({ path, text }) => path.startsWith('src/') && !roomOf(path).startsWith('src/domain/') && STYLES.test(text))
    .filter(({ path }) => !WITH_STYLES_OF_THEIR_OWN.some((file) => file.test(path)))
    .map(({ path }) => path);
  expect(found, 'name the style in src/components/time/format.ts, where others find it').toEqual([]);
});

it('pickers of the browser are MomentField, which says in words what they hold', () => {
  const found = written.filter(({ text }) => /<Input(?:Field)?\b[^>]*type="(?:date|datetime-local)"/s.test(text));
  expect(found.map(({ path }) => path)).toEqual([]);
});

it.each([
  'new Intl.DateTimeFormat(locale)',
  "const unit = { style: 'unit', unit: 'hour' };",
  'at.toLocaleTimeString(locale)',
  'at.toLocaleString()',
  'dateTimeFormat(at, { timeZone })',
])('the rule finds %s', (text) => expect(WRITES_TIME.test(text)).toBe(true));
