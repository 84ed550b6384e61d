import { expect, test } from 'vitest';
import type { RotaProofWire } from '#modules/importing/contract/proof';
import { proofSentence } from './words.ts';

const HOURS = 3_600;
const differences = (...starts: string[]): RotaProofWire['differences'] =>
  starts.map((start) => ({ start: `2026-${start}T01:00:00.000Z`, end: '', source: [], vigie: [], cause: 'dst' }));

test.each([
  ['one hour of a clock change', 1, ['10-25'], '2,159 of 2,160 hours equal; 1 h differs (25 Oct, clock change)'],
  [
    'more than three differences',
    1.5,
    ['10-25', '10-26', '10-27', '11-01', '11-02'],
    '2,158 of 2,160 hours equal; 1 h 30 min differs (25 Oct, clock change; 26 Oct, clock change; 27 Oct, clock change; 2 more)',
  ],
  ['a second', 1 / HOURS, ['10-25'], '2,159 of 2,160 hours equal; 1 s differs (25 Oct, clock change)'],
  ['nothing', 0, [], '2,160 of 2,160 hours equal'],
])('a rota that differs by %s', (_, hours, starts, sentence) => {
  const seconds = 2_160 * HOURS;
  const equal = seconds - hours * HOURS;
  const proof = { rota: 'shop', seconds, equal, notCompared: 0, differences: differences(...starts) };
  expect(proofSentence(proof)).toBe(sentence);
});

test('hours in which the source names nobody are not said to be equal', () => {
  const proof = {
    rota: 'shop',
    seconds: 2_160 * HOURS,
    equal: 720 * HOURS,
    notCompared: 1_440 * HOURS,
    differences: [],
  };
  expect(proofSentence(proof)).toBe('720 of 2,160 hours equal; 1,440 h not compared: the source names nobody there');
});
