import { describe, expect, it } from 'vitest';
import { STEP_OPTIONS } from '../../src/components/escalation/step-option-fields.ts';
import { GENDERED, oddInFrench, visible } from '../support/french.ts';
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

  it('do not presume in French whether a person is a man or a woman', () =>
    expect([...french].filter(([, text]) => GENDERED.test(text)).map(([key, text]) => `${key}: ${text}`)).toEqual([]));

  it('of a beginning and of an end are not swapped', () => {
    const begins = /\b(?:from|starts?|begins?|first|since)\b/i;
    const ends = /\b(?:to|until|ends?|last)\b/i;
    // Labels of fields: what is short, and says one of both in English.
    const labels = [...texts].filter(
      ([, text]) => text.split(' ').length <= 3 && begins.test(text) !== ends.test(text),
    );
    const said = (text: string) => ({
      begins: /\b(?:début|premier|première|depuis|à partir|commence)\b/i.test(text) || /^(?:De|Du|Dès)\b/.test(text),
      ends: /\b(?:fin|jusqu|dernier|dernière|termine)/i.test(text) || /^(?:À|Au)\b(?! partir)/.test(text),
    });
    const swapped = labels.filter(([key, text]) => {
      const { begins: isStart, ends: isEnd } = said(french.get(key) ?? '');
      return begins.test(text) ? isEnd && !isStart : isStart && !isEnd;
    });
    expect(labels.map(([key]) => key)).toEqual(expect.arrayContaining(['override.from', 'override.to']));
    expect(swapped.map(([key, text]) => `${key}: ${text} → ${french.get(key)}`)).toEqual([]);
  });

  it('of plain fields of steps stand in the source in both languages', () => {
    const labels = Object.values(STEP_OPTIONS).map(({ label }) => label);
    expect(labels.filter(({ en, fr }) => en === '' || fr === '' || en === fr)).toEqual([]);
    expect(labels.flatMap(({ fr }) => oddInFrench(fr).map((odd) => `${odd} in “${visible(fr)}”`))).toEqual([]);
  });

  it('make a tree: no key is both a text and a folder', () => expect(() => toTree(texts)).not.toThrow());
});
