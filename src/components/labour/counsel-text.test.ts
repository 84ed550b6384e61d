import { expect, it } from 'vitest';
import { counselTexts } from './counsel-text.ts';

const dateText = (at: number) => new Date(at).toISOString().slice(0, 10);
const units = [
  { id: 'ops', name: 'Ops', counsel: { name: 'Me Durand', on: '2026-11-02' } },
  { id: 'lab', name: 'Lab', counsel: null },
  { id: 'shop', name: 'Shop', counsel: null },
];

it('says of each unit of the reader who read its numbers, or that counsel did not', () => {
  const profile = (unit: string) => ({ unit, contract: 'hours' as const });
  expect(counselTexts(units, [profile('ops'), profile('lab'), profile('lab')], dateText)).toEqual([
    'Ops: the numbers were read by Me Durand on 2026-11-02.',
    'Lab: not read by counsel.',
  ]);
});

it('says nothing of units whose HR or manager the reader is, or where they are exempt', () => {
  expect(counselTexts(units, [{ unit: 'lab', contract: 'exempt' }], dateText)).toEqual([]);
});
