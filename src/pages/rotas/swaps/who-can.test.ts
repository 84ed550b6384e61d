import { expect, it } from 'vitest';
import { at, away } from '#domain/rota/rota.fixture';
import { whoCan } from './who-can.ts';

const ABSENCES = [away('ben', '2026-01-06T00:00', '2026-01-08T00:00')];
const can = (start: string, end: string) =>
  whoCan(['ann', 'ben', 'cleo'], ABSENCES, { me: 'ann', window: { start: at(start), end: at(end) } });

it('offers colleagues, without those who are away in the window', () => {
  expect(can('2026-01-07T09:00', '2026-01-07T17:00')).toEqual(['cleo']);
  expect(can('2026-01-08T00:00', '2026-01-09T00:00')).toEqual(['ben', 'cleo']);
  expect(whoCan(['ann', 'ben'], ABSENCES, { me: 'ann', window: null })).toEqual(['ben']);
});
