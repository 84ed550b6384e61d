import { describe, expect, it } from 'vitest';
import { STEP_OPTIONS } from '../../src/components/escalation/step-option-fields.ts';
import { oddInFrench, visible } from '../support/french.ts';
import { extract, readLocale, toTree } from './extract.ts';

const { texts, problems } = extract();
const english = readLocale('en-US');
const french = readLocale('fr-FR');

/** French has a third form (a million *of* them), which reads as the plural here. */
function frenchKeys(): string[] {
  return [...texts.keys()].flatMap((key) => (key.endsWith('_other') ? [key.replace(/_other$/, '_many'), key] : [key]));
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

describe('the texts of the plugin', () => {
  it('can all be read from the source', () => expect(problems).toEqual([]));

  it('are many, so that an empty reading does not pass', () => expect(texts.size).toBeGreaterThan(200));

  it('are in en-US as they are in the source (npm run texts)', () =>
    expect([...texts].filter(([key, text]) => english.get(key) !== text)).toEqual([]));

  it('have no leftovers in en-US', () => expect([...english.keys()].filter((key) => !texts.has(key))).toEqual([]));

  it('are all in French', () => expect(frenchKeys().filter((key) => !french.has(key))).toEqual([]));

  it('have no leftovers in French', () =>
    expect([...french.keys()].filter((key) => !frenchKeys().includes(key))).toEqual([]));

  it('have the same values in both languages', () => {
    const different = [...texts].filter(
      ([key, text]) =>
        placeholders(text).join() !== placeholders(french.get(key) ?? '').join() && !key.endsWith('_one'),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it('are written in French as the French write', () => {
    expect(
      [...french].flatMap(([key, text]) => oddInFrench(text).map((odd) => `${key}: ${odd} in “${visible(text)}”`)),
    ).toEqual([]);
  });

  it('of plain fields of steps stand in the source in both languages', () => {
    const labels = Object.values(STEP_OPTIONS).map(({ label }) => label);
    expect(labels.filter(({ en, fr }) => en === '' || fr === '' || en === fr)).toEqual([]);
    expect(labels.flatMap(({ fr }) => oddInFrench(fr).map((odd) => `${odd} in “${visible(fr)}”`))).toEqual([]);
  });

  it('make a tree: no key is both a text and a folder', () => expect(() => toTree(texts)).not.toThrow());
});
