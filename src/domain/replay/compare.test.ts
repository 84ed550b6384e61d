import { expect, test } from 'vitest';
import { compareNights } from './compare.ts';
import type { Night, NightIncident, NightPage } from './night.ts';
import { medianOf } from './answers.ts';

const page = (user: string, at: number, more: Partial<NightPage> = {}): NightPage => ({
  incident: 'i',
  user,
  at,
  urgency: 'default',
  methods: ['sms'],
  reachedAt: at,
  atNight: true,
  wokeAt: [at],
  state: 'delivered',
  ...more,
});
const incident = (more: Partial<NightIncident> = {}): NightIncident => ({
  id: 'i',
  title: 'Disk',
  openedAt: 0,
  policy: 'p',
  held: false,
  answeredAt: null,
  exhaustedAt: null,
  test: false,
  ...more,
});
const night = (pages: NightPage[], incidents = [incident()], decisions: Record<string, string> = {}): Night => ({
  pages,
  incidents,
  invented: [],
  decisions: new Map(Object.entries(decisions)),
  isAway: () => false,
});
const first = (before: Night, after: Night) => compareNights(before, after).first?.reason;

test('the same night has no difference', () => {
  const one = night([page('ann', 0), page('ann', 300_000)]);
  expect(compareNights(one, one)).toMatchObject({ more: 0, fewer: 0, changed: 0, first: null });
});

test.each([
  ['dropped', night([], [], { i: 'dropped' })],
  ['other-incident', night([], [], { i: 'joined' })],
  ['held', night([], [incident({ held: true })])],
  ['held', night([page('ben', 0)], [incident({ held: true, policy: 'q' })])],
  ['other-policy', night([page('ben', 0)], [incident({ policy: 'q' })])],
  ['answered-sooner', night([], [incident({ answeredAt: 0 })])],
  ['other-person', night([page('ben', 0)])],
  ['not-paged', night([])],
  ['other-urgency', night([page('ann', 0, { urgency: 'urgent' })])],
  ['other-methods', night([page('ann', 0, { methods: ['voice'] })])],
  ['later', night([page('ann', 60_000)])],
])('Ann is paged no more as she was: %s', (reason, after) => {
  expect(first(night([page('ann', 0)]), after)).toBe(reason);
});

test.each([
  ['sooner', night([page('ann', 0)]), night([page('ann', -1)])],
  ['new-incident', night([], []), night([page('ann', 0)])],
  ['answered-later', night([], [incident({ answeredAt: 0 })]), night([page('ann', 1)])],
  ['paged-besides', night([page('ben', 5)]), night([page('ben', 5), page('ann', 1)])],
  ['other-person', night([page('ben', 1)]), night([page('ben', 1), page('ann', 1)])],
])('somebody is paged who was not: %s', (reason, before, after) => {
  expect(first(before, after)).toBe(reason);
});

test('what a rest holds back is said to be of somebody not available', () => {
  const after = { ...night([page('ben', 0)]), isAway: (user: string, at: number) => user === 'ann' && at === 0 };
  expect(first(night([page('ann', 0)]), after)).toBe('not-available');
  const answered = (at: number) => ({ ...after, incidents: [incident({ answeredAt: at })] });
  expect(first(night([page('ann', 0)]), answered(0)), 'the stand-in answers at once').toBe('not-available');
  expect(first(night([page('ann', 0)]), answered(-1)), 'there was nothing to hold back').toBe('answered-sooner');
});

test('how often each was woken adds up to how often somebody was', () => {
  const before = night([page('ben', 0), page('ben', 30_000), page('ben', 100_000), page('ann', 0, { wokeAt: [] })]);
  const after = night([page('ben', 0), page('cleo', 0), page('dee', 0, { reachedAt: null, wokeAt: [] })]);
  expect(compareNights(before, after)).toMatchObject({
    interruptions: { before: 2, after: 2 },
    woken: [
      { user: 'ben', before: 2, after: 1 },
      { user: 'cleo', before: 0, after: 1 },
    ],
  });
});

test('pages are counted by person and incident; the first difference is the earliest', () => {
  const before = night([page('ann', 0), page('ann', 600_000), page('ben', 300_000)]);
  const after = night([page('ann', 0), page('cleo', 200_000), page('ben', 300_000, { methods: ['voice'] })]);
  expect(compareNights(before, after)).toMatchObject({
    more: 1,
    fewer: 1,
    changed: 1,
    first: { at: 200_000, user: 'cleo', reason: 'paged-besides' },
    nightPages: { before: 3, after: 3 },
    mostNightPages: { before: 2, after: 1 },
  });
});

test('what rings within a minute of the first wakes once; what does not ring wakes nobody', () => {
  const before = night([
    ...[0, 60_000, 60_001, 120_001].map((at) => page('ann', at)),
    page('ann', 400_000, { wokeAt: [] }),
    page('ann', 500_000, { wokeAt: [500_000, 530_000, 800_000] }),
    page('ben', 0),
  ]);
  expect(compareNights(before, night([])).interruptions).toEqual({ before: 5, after: 0 });
});

test('incidents that nobody answered, and that reached nobody; tests are neither', () => {
  const lost = [
    incident({ id: 'told', exhaustedAt: 9 }),
    incident({ id: 'empty', exhaustedAt: 9 }),
    incident({ id: 'failed' }),
    incident({ id: 'test', exhaustedAt: 9, test: true }),
    incident({ id: 'quiet' }),
    incident({ id: 'sent when the period ended' }),
    incident({ id: 'answered before', answeredAt: 0 }),
    incident({ id: 'answered after everybody had been told', answeredAt: 10, exhaustedAt: 9 }),
    incident({ id: 'answered before everybody had been told again', answeredAt: 5, exhaustedAt: 9 }),
  ];
  const pages = [
    page('ann', 0, { incident: 'told' }),
    page('ann', 0, { incident: 'failed', reachedAt: null, state: 'failed' }),
    page('ann', 9, { incident: 'sent when the period ended', reachedAt: null, state: 'running' }),
    page('ann', 0, { incident: 'answered after everybody had been told' }),
    page('ann', 0, { incident: 'answered before everybody had been told again' }),
    page('ann', 0, { incident: 'answered before', reachedAt: null, state: 'ended' }),
  ];
  const found = compareNights(night([]), night(pages, lost));
  expect(found.unanswered.after).toEqual(['told', 'empty']);
  expect(found.unreached.after).toEqual(['empty', 'failed']);
});

test('the median is the person’s own, else everybody’s', () => {
  const answers = [1, 9, 5, 4].map((delay) => ({ user: 'ann', delay }));
  expect(medianOf(answers, 'ann')).toBe(5);
  expect(medianOf([...answers, { user: 'ben', delay: 100 }], 'ben')).toBe(100);
  expect(medianOf([...answers, { user: 'ben', delay: 100 }], 'cleo')).toBe(5);
  expect(medianOf([], 'ann')).toBeNull();
});

test('who rests is not available, whether somebody else is paged or nobody', () => {
  const resting: Night = { ...night([page('ben', 0)]), isAway: (user) => user === 'ann' };
  expect(first(night([page('ann', 0)]), resting)).toBe('not-available');
  expect(first(resting, night([page('ann', 0), page('ben', 0)]))).toBe('not-available');
  expect(first(night([page('ann', 0)]), { ...resting, pages: [] })).toBe('not-available');
});

test('first answers are compared where both nights have the incident', () => {
  const ids = ['same', 'sooner', 'later', 'lost', 'gained', 'gone'];
  const answered = (at: Record<string, number | null>) =>
    night(
      [],
      Object.entries(at).map(([id, answeredAt]) => incident({ id, answeredAt })),
    );
  const before = answered(Object.fromEntries(ids.map((id) => [id, id === 'gained' ? null : 5])));
  const after = answered({ same: 5, sooner: 4, later: 6, lost: null, gained: 5, another: 1 });
  expect(compareNights(before, after).answers).toEqual({ sooner: 1, later: 1, lost: 1, gained: 1 });
});

test('pages rest on a supposed answer if they differ, after it, about the same incident', () => {
  const pages = (user: string) => [page(user, 1), page(user, 9), page(user, 9, { incident: 'other' })];
  const after = { ...night(pages('ben')), invented: [{ incident: 'i', at: 5 }] };
  const found = compareNights(night(pages('ann')), after);
  expect(found.supposed).toEqual({ answers: 1, pages: 2 });
  expect(found.pages.filter(({ isSupposed }) => isSupposed)).toMatchObject([
    { incident: 'i', user: 'ann', before: { at: 9 } },
    { incident: 'i', user: 'ben', after: { at: 9 } },
  ]);
  const same = { ...night(pages('ann')), invented: after.invented };
  expect(compareNights(same, same).supposed, 'nothing differs').toEqual({ answers: 1, pages: 0 });
});
