import { afterEach, expect, it } from 'vitest';
import { readIn } from '../../../tests/locales/read-in.ts';
import { nextStepSentence } from './next-words.ts';

const target = (who: 'current' | 'next' | 'everyone') => ({ kind: 'rota', id: 'sre', who });
const said = (...targets: unknown[]) =>
  nextStepSentence(
    {
      what: 'the words of the sidecar',
      reason: 'pages',
      data: { step: 2, steps: 3, pass: null, passes: 1, targets },
    },
    (_kind, key) => key.toUpperCase(),
  );

afterEach(() => readIn('en-US'));

it('a step that comes next names the people of a rota as its policy does', async () => {
  await readIn('en-US');
  expect(said(target('next'), { kind: 'user', id: 'cleo', who: null })).toBe(
    'step 2 of 3 pages whoever is next on SRE, CLEO',
  );
  expect(said(target('everyone'))).toBe('step 2 of 3 pages everyone on SRE');
  await readIn('fr-FR');
  expect(said(target('next'))).toBe('l’étape 2/3 alerte la personne suivante sur SRE');
  expect(said(target('current'))).toBe('l’étape 2/3 alerte la personne d’astreinte sur SRE');
});
