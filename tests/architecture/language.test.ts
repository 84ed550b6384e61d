/**
 * What people read first is a sentence that names its subject (docs/style.md). Older offences are counted by folder; a
 * count only falls: `npm test -- tests/architecture/language.test.ts -u` lowers it and never raises it.
 */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { complaintAbout, complaintAboutName, firstSentences, testNames } from './language.ts';
import { inWholeTree } from './modules.ts';
import { root, sourceFiles } from './scan.ts';

const COUNTS = path.join(import.meta.dirname, 'language-counts.json');
/** The examples of the rules. */
const OWN = /^tests\/architecture\/language/;
const IS_TEST = /\.(?:test|spec)\.tsx?$|\.contract\.ts$/;

type Kind = 'comments' | 'names';
type Counts = Record<string, Partial<Record<Kind, number>>>;

/** A stage is a room as others are, and the rooms of modules count with those of the core. */
const depthOf = (file: string) => (/^[\w-]+\/stages\//.test(file) ? 3 : 2);
function folderOf(file: string): string {
  const room = file.replace(/\/modules\/[^/]+(?=\/)/, '');
  return room.split('/').slice(0, -1).slice(0, depthOf(room)).join('/');
}

const files = sourceFiles('src', 'backend-shim', 'tests').filter(({ path: file }) => !OWN.test(file));
const offences = files.flatMap((file) => {
  const about = (kind: Kind, where: string, text: string, why: string | null) =>
    why === null ? [] : [{ kind, folder: folderOf(file.path), file: file.path, line: `${where}: “${text}” ${why}` }];
  return [
    ...firstSentences(file).flatMap(({ where, text }) => about('comments', where, text, complaintAbout(text))),
    ...(IS_TEST.test(file.path) ? testNames(file) : []).flatMap((name) =>
      about('names', name.where, name.text, complaintAboutName(name)),
    ),
  ];
});

const known = (existsSync(COUNTS) ? JSON.parse(readFileSync(COUNTS, 'utf8')) : {}) as Counts;

const countOf = (folder: string, kind: Kind) =>
  offences.filter((one) => one.folder === folder && one.kind === kind).length;

it('no folder gets a comment or a test whose first sentence hides its subject; see docs/style.md', () => {
  const more = [...new Set(offences.map(({ folder, kind }) => `${folder} ${kind}`))].flatMap((place) => {
    const [folder = '', kind] = place.split(' ') as [string, Kind];
    const [now, before] = [countOf(folder, kind), known[folder]?.[kind] ?? 0];
    if (now <= before) return [];
    // What was written last is most likely what is new.
    const newest = offences
      .filter((one) => one.folder === folder && one.kind === kind)
      .map((one) => ({ ...one, at: statSync(path.join(root, one.file)).mtimeMs }))
      .sort((a, b) => b.at - a.at);
    const shown = newest.slice(0, now - before + 3).map(({ line }) => line);
    return [`${folder}: ${now} ${kind}, ${before} before. The newest: ${shown.join(' | ')}`];
  });
  expect(more).toEqual([]);
});

inWholeTree('the counts are as low as they can be', async () => {
  const folders = [...new Set([...Object.keys(known), ...offences.map(({ folder }) => folder)])].sort();
  const counts: Counts = {};
  for (const folder of folders) {
    const kinds = (['comments', 'names'] as const).flatMap((kind) => {
      const count = existsSync(COUNTS)
        ? Math.min(countOf(folder, kind), known[folder]?.[kind] ?? 0)
        : countOf(folder, kind);
      return count === 0 ? [] : [[kind, count] as const];
    });
    if (kinds.length > 0) counts[folder] = Object.fromEntries(kinds);
  }
  await expect(`${JSON.stringify(counts, null, 2)}\n`).toMatchFileSnapshot(COUNTS);
});

it('an entry of changes/ begins with its subject', () => {
  const folder = path.join(root, 'changes');
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\/.*\.(?:change|feature|fix)\.md$/.test(file),
  );
  const wrong = entries.flatMap((file) => {
    const [first = ''] = /^.*?[.!?](?= [A-Z`*]|$)/.exec(readFileSync(path.join(folder, file), 'utf8').trim()) ?? [];
    // An operator reads an entry once, so its first sentence may be longer than a comment's.
    const why = complaintAbout(first);
    return why === null || why.includes('words') ? [] : [`changes/${file}: “${first}” ${why}`];
  });
  expect(wrong).toEqual([]);
});

describe('the rule', () => {
  it('refuses sentences that begin with a pronoun, and long ones', () => {
    expect(complaintAbout('What was claimed does not count.')).toMatch(/subject first/);
    expect(complaintAbout('Of the past only: nobody was on call.')).toMatch(/subject first/);
    expect(complaintAbout('Offers the person a swap.')).toBeNull();
    expect(complaintAbout('The interval; 5m (usual).')).toMatch(/default/);
    expect(complaintAbout(Array.from({ length: 31 }, () => 'word').join(' '))).toMatch(/30 words/);
  });

  it('refuses names of tests without a subject or a verb', () => {
    const of = (text: string, group: string | null = null) => complaintAboutName({ text, group });
    expect(of('several at once')).toMatch(/verb/);
    expect(of('is told again where it went')).toMatch(/no subject/);
    expect(of('below urgent pages nobody')).toMatch(/no subject/);
    expect(of('a severity below urgent pages nobody')).toBeNull();
    expect(of('pages nobody', 'a severity below urgent')).toBeNull();
    expect(of('%s weighs little')).toBeNull();
  });

  it('reads the first sentence of each comment, lines together', () => {
    const of = (text: string) => firstSentences({ path: 'x.ts', text }).map((one) => one.text);
    expect(of('// Reads a row\n// of the table. And more.\nconst a = 1;')).toEqual(['Reads a row of the table.']);
    expect(of('/**\n * Reads e.g. a row.\n * @param b no\n */\nfunction f() {}')).toEqual(['Reads e.g. a row.']);
    expect(of('/** @returns nothing */\nfunction f() {}\n// eslint-disable-next-line x\nf();')).toEqual([]);
  });

  it('knows the group of a test', () => {
    const text = "describe('a claim', () => {\n  it('expires', () => {});\n});\ntest.each([1])('x %s', () => {});";
    expect(testNames({ path: 'x.test.ts', text })).toEqual([
      { where: 'x.test.ts:2', text: 'expires', group: 'a claim' },
      { where: 'x.test.ts:4', text: 'x %s', group: null },
    ]);
  });
});
