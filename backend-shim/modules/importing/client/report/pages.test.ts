import { expect, test } from 'vitest';
import type { PageDayWire, PageRowWire, PagesState } from '#modules/importing/contract/pages';
import { pagesLines } from './pages.ts';

const at = (time: string) => `2026-11-03T${time}:00.000Z`;
const state: PagesState = {
  source: 'oncall',
  onCallOnly: false,
  failure: null,
  since: at('00:00'),
  comparedTo: at('08:00'),
};
const side = (person: string, time: string) => ({ at: at(time), person, methods: ['sms'], title: 'Disk full' });
const ours = { ...side('ben', '03:20'), incident: 'i1', number: 7 };
const theirs = { ...side('ann', '03:12'), name: 'Ann Example', alert: 'a1' };
const day = (rows: PageRowWire[]): PageDayWire => ({
  day: '2026-11-03',
  from: at('00:00'),
  to: at('08:00'),
  comparedAt: at('08:10'),
  rows,
  counts: { same: 0, 'other-time': 0, 'other-person': 0, 'only-theirs': 0, 'only-ours': 0 },
});
const because = (reason: NonNullable<PageRowWire['because']>['reason'], data: object): PageRowWire => ({
  result: 'other-time',
  theirs,
  ours,
  because: { reason, data: { ...data } },
});

test.each([
  [because('alert-other-time', { later: -480_000 }), 'because the alert came to Vigie 8 min earlier'],
  [because('alert-other-time', { later: 20_000 }), 'because the alert came to Vigie 20 s later'],
  [because('delay-differs', { theirs: 0, ours: 600_000 }), 'because they told 0 min after the alert, and we 10 min'],
  [
    because('acknowledged-there', { by: 'Ann', at: Date.parse(at('03:14')) }),
    'because Ann had acknowledged it there at 2026-11-03 03:14 UTC',
  ],
  [because('held-here', { incident: 7, why: 'silence' }), 'because #7 was held (silence)'],
])('instants and lengths are said in words', (row, why) => {
  expect(pagesLines({ state, days: [day([row])] })).toEqual([
    'pages of 2026-11-03 (UTC, until 2026-11-03 08:00): 0 of 1 the same',
    `  they paged Ann Example at 2026-11-03 03:12 UTC (Disk full); we would have paged ben at 2026-11-03 03:20 UTC (#7 Disk full), ${why}`,
  ]);
});

test('a pager that tells only who was on call is said, and what does not fit is counted', () => {
  const rows = Array.from({ length: 22 }, () => because('unknown', {}));
  const lines = pagesLines({ state: { ...state, onCallOnly: true }, days: [day(rows)] });
  expect(lines[0]).toBe('oncall tells only who was on call, so that this stands for its pages');
  expect(lines).toHaveLength(23);
  expect(lines.at(-1)).toBe('  and 2 more');
});
