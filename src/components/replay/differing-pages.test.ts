import { expect, test } from 'vitest';
import { differingPages, movedPages, newlyLost } from './differing-pages.ts';
import type { PageInBoth } from './differing-pages.ts';

const at = (time: string, more = {}) => ({
  at: `2026-01-07T${time}:00Z`,
  urgency: 'default' as const,
  methods: ['sms'],
  reachedAt: null,
  atNight: true,
  ...more,
});
const pair = (user: string, before: PageInBoth['before'], after: PageInBoth['after']) => ({
  incident: 'i',
  user,
  before,
  after,
});

test('pages that are the same are no difference', () => {
  const pages = [
    pair('same', at('03:00'), at('03:00', { reachedAt: '2026-01-07T03:00:01Z' })),
    pair('later', at('03:00'), at('03:05')),
    pair('more', null, at('03:00')),
    pair('fewer', at('03:00'), null),
    pair('urgency', at('03:00'), at('03:00', { urgency: 'urgent' })),
    pair('methods', at('03:00'), at('03:00', { methods: ['sms', 'voice'] })),
  ];
  expect(differingPages({ pages }).map(({ user }) => user)).toEqual(['later', 'more', 'fewer', 'urgency', 'methods']);
});

test('incidents are lost that the draft loses, and that were not lost anyway', () => {
  const incidents = ['a', 'b', 'c'].map((id) => ({ id, title: `Title of ${id}`, openedAt: '2026-01-07T03:00:00Z' }));
  const [unanswered, unreached] = [
    { before: ['a'], after: ['a', 'b'] },
    { before: [], after: ['c'] },
  ];
  expect(newlyLost({ incidents, unanswered, unreached })).toEqual(['Title of b', 'Title of c']);
});

test('a page moves if it comes to somebody else at the same instant', () => {
  const pages = [
    pair('ann', at('03:00'), null),
    pair('ben', null, at('03:00')),
    pair('ann', at('03:10'), null),
    pair('ben', null, at('03:10')),
    pair('cleo', at('03:00'), null),
    pair('dee', null, at('03:00')),
    pair('ann', at('04:00'), null),
    pair('ben', null, at('04:01')),
    pair('ann', at('05:00'), at('05:01')),
    { ...pair('ann', at('06:00'), null), incident: 'other' },
    pair('ben', null, at('06:00')),
  ];
  expect(movedPages({ pages })).toEqual([
    { from: 'ann', to: 'ben', count: 2 },
    { from: 'cleo', to: 'dee', count: 1 },
  ]);
});
