/** Every reason and every failure of an import, in English and in French, with each value in its place. */
import { afterAll, expect, it } from 'vitest';
import { ESCALATION_WORDS, line, part } from '#modules/importing/contract/escalation-lines';
import type { EscalationWord } from '#modules/importing/contract/escalation-lines';
import { IMPORT_FAILURES } from '#modules/importing/contract/failures';
import type { ImportFailureCode } from '#modules/importing/contract/failures';
import { IMPORT_REASONS } from '#modules/importing/contract/reasons';
import type { ImportReason } from '#modules/importing/contract/reasons';
import { lineText } from '../../../../src/modules/importing/pages/words/escalation-words.ts';
import { stepFailureText } from '../../../../src/modules/importing/pages/words/failure-words.ts';
import { itemText } from '../../../../src/modules/importing/pages/words/reason-words.ts';
import { oddInFrench, visible } from '../../../support/french.ts';
import { readIn } from '../../../locales/read-in.ts';

afterAll(() => readIn('en-US'));

const SIDECAR = 'the sentence of the sidecar';

/** A value for every name in a sentence. */
function dataOf(sentence: string): Record<string, string> {
  return Object.fromEntries([...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, `<${name}>`]));
}

const ALL: ReadonlyArray<readonly [string, () => string]> = [
  ...Object.entries(IMPORT_REASONS).map(
    ([reason, sentence]) =>
      [reason, () => itemText({ reason: reason as ImportReason, data: dataOf(sentence) }, 'UTC')] as const,
  ),
  ...Object.entries(IMPORT_FAILURES).map(
    ([code, sentence]) =>
      [
        code,
        () =>
          stepFailureText({
            step: 'fetch',
            code: code as ImportFailureCode,
            data: dataOf(sentence),
            message: SIDECAR,
          }),
      ] as const,
  ),
  ...Object.entries(ESCALATION_WORDS).map(
    ([code, sentence]) => [code, () => lineText(line(5, part(code as EscalationWord, dataOf(sentence))))] as const,
  ),
];

async function saidIn(language: 'en-US' | 'fr-FR'): Promise<Array<[string, string]>> {
  await readIn(language);
  return ALL.map(([code, say]) => [code, say()]);
}

it.each(['en-US', 'fr-FR'] as const)('have words in %s', async (language) => {
  const unsaid = (await saidIn(language)).filter(([, text]) => text === '' || /\{\{|\}\}|undefined/.test(text));
  expect(unsaid).toEqual([]);
});

it('are said in French, as the French write', async () => {
  const [english, french] = [await saidIn('en-US'), await saidIn('fr-FR')];
  // Data alone; or the same word in both languages.
  const same = ['usage', 'urgent', 'person', 'other', 'setting', 'important', 'webhook', 'rotation'];
  expect(french.filter(([code, text], i) => !same.includes(code) && text === english[i]?.[1])).toEqual([]);
  expect(
    french.flatMap(([code, text]) => oddInFrench(text).map((odd) => `${code}: ${odd} in “${visible(text)}”`)),
  ).toEqual([]);
});

it('of a later release are shown as the sidecar says them', () => {
  const later = { step: 'fetch' as const, code: 'of-tomorrow' as ImportFailureCode, data: {}, message: SIDECAR };
  expect(stepFailureText(later)).toBe(SIDECAR);
  expect(itemText({ reason: 'of-tomorrow' as ImportReason, data: {} }, 'UTC')).toBe('of-tomorrow');
});

it('say instants as the reader does', async () => {
  const frozen = { reason: 'chosen-frozen' as const, data: { until: '2027-03-21T07:31:00Z' } };
  await readIn('fr-FR');
  expect(itemText(frozen, 'Europe/Paris')).toContain('jusqu’au dim. 21 mars 2027, 08:31');
  await readIn('en-US');
  expect(itemText(frozen, 'UTC')).toContain('until Sun, Mar 21, 2027, 07:31');
});
