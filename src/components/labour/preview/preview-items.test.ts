/** A preview is read person by person, the worst first. */
import { expect, it } from 'vitest';
import type { LabourPreviewWire } from '#contract/labour/preview';
import type { PreviewItem } from './preview-items.ts';
import { byPerson, inTimeFrom, tellBySummary } from './preview-items.ts';

const item = (user: string, severity: PreviewItem['severity'], day: number, change: 'made' | 'ended' = 'made') =>
  ({ user, severity, change, start: `2026-10-${String(day).padStart(2, '0')}T07:00:00.000Z` }) as PreviewItem;

it('whoever has the worst finding comes first, then by time; those whose findings end come last', () => {
  const items = [
    item('dee', 'check', 5, 'ended'),
    item('ann', 'note', 5),
    item('ben', 'check', 7),
    item('ben', 'outside', 9),
    item('ben', 'outside', 6),
  ];
  expect(
    byPerson(items).map(({ user, made, ended }) => [user, made.map(({ start }) => start.slice(8, 10)), ended]),
  ).toEqual([
    ['ben', ['06', '09', '07'], 0],
    ['ann', ['05'], 0],
    ['dee', [], 1],
  ]);
});

it('the line is the first start that is still told in time', () => {
  const told = (start: string, by: string) => ({ user: 'ann', rota: 'sre', start, by });
  const list = [
    told('2026-10-12T07:00:00Z', '2026-09-25T16:00:00Z'),
    told('2026-10-26T08:00:00Z', '2026-10-09T16:00:00Z'),
    told('2026-11-02T08:00:00Z', '2026-10-16T16:00:00Z'),
  ];
  expect(tellBySummary(list, Date.parse('2026-10-01T00:00:00Z'))).toEqual({
    next: Date.parse('2026-10-09T16:00:00Z'),
    firstInTime: Date.parse('2026-10-26T08:00:00Z'),
  });
  expect(tellBySummary([], 0)).toEqual({ next: null, firstInTime: null });
});

it('the line is drawn where some of the new duty is told late', () => {
  const now = Date.parse('2026-10-01T00:00:00Z');
  const tellBy = [{ user: 'ann', rota: 'sre', start: '2026-10-26T08:00:00Z', by: '2026-10-09T16:00:00Z' }];
  const lineOf = (rule: string, change: string) =>
    inTimeFrom({ tellBy, items: [{ rule, change }] } as unknown as LabourPreviewWire, now);
  expect(lineOf('notice', 'made')).toBe(Date.parse('2026-10-26T08:00:00Z'));
  expect(lineOf('notice', 'ended')).toBeNull();
  expect(lineOf('restDaily', 'made')).toBeNull();
  expect(inTimeFrom(null, now)).toBeNull();
});
