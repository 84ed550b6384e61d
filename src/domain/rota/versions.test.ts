import { describe, expect, test } from 'vitest';
import { coverNeeded, takeOver } from '#domain/rota/cover';
import { DAY } from '#domain/time/duration';
import { everyone, onCallAt } from '#domain/rota/on-call';
import { resolve } from '#domain/rota/resolve';
import { at, away, every, layer, noFacts, override, rota } from '#domain/rota/rota.fixture';
import { endedNow, notBefore, withVersion } from '#domain/rota/versions';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import type { ZoneTable } from '#domain/time/zone';

const NOW = at('2026-06-01T00:00');
const ann = rota('UTC', [layer('l', 'ann')]);
const ben = rota('UTC', [layer('l', 'ben')]);
const who = (asked: Parameters<typeof onCallAt>[0], instant: number): string | undefined =>
  onCallAt(asked, noFacts, instant)[0]?.user;

describe('saving a version', () => {
  test('never changes the past, whatever instant is asked for', () => {
    const edited = withVersion(ann, ben, at('2026-01-01T00:00'), NOW);
    expect([who(edited, 0), who(edited, NOW - 1), who(edited, NOW)]).toEqual(['ann', 'ann', 'ben']);
  });

  test('may hold from later; what was planned for later stays', () => {
    const cleo = rota('UTC', [layer('l', 'cleo')]);
    const planned = withVersion(ann, ben, NOW + 100, NOW);
    const edited = withVersion(planned, cleo, NOW, NOW);
    expect([who(edited, NOW - 1), who(edited, NOW), who(edited, NOW + 99), who(edited, NOW + 100)]).toEqual([
      'ann',
      'cleo',
      'cleo',
      'ben',
    ]);
  });

  test('twice in one instant keeps the last', () => {
    const edited = withVersion(withVersion(ann, ben, NOW, NOW), ann, NOW, NOW);
    expect(edited.versions).toHaveLength(2);
    expect(who(edited, NOW)).toBe('ann');
  });
});

describe('overrides and the past', () => {
  const paris = TEST_ZONES['Europe/Paris'] as ZoneTable;
  const one = override('2026-10-25T00:00', '2026-10-26T00:00', { kind: 'set', users: ['ben'] });

  test.each([
    ['2026-10-24T22:00', null],
    ['2026-10-24T22:00:01', '2026-10-25T00:00:01+02:00'],
    ['2026-10-25T01:30', '2026-10-25T02:30+01:00'],
    ['2026-10-25T23:00', '2026-10-26T00:00'],
  ])('deleted at %s it ends at %s', (now, end) => {
    expect(endedNow(one, paris, at(now))?.end ?? null).toBe(end);
  });

  test.each([
    ['2026-10-24T12:00', '2026-10-25T00:00'],
    ['2026-10-25T00:30', '2026-10-25T02:30+02:00'],
    ['2026-10-25T23:00', null],
  ])('made at %s it starts at %s', (now, start) => {
    expect(notBefore(one, paris, at(now))?.start ?? null).toBe(start);
  });
});

describe('absences and the past', () => {
  const skipping = (enteredAt?: number) =>
    rota('UTC', [layer('l', 'ann')], { onAbsence: 'skip', ...(enteredAt === undefined ? {} : { enteredAt }) });
  const entered = NOW;
  const facts = {
    ...noFacts,
    absences: [{ ...away('ann', '2026-05-01T00:00', '2026-07-01T00:00'), enteredAt: entered }],
  };
  const seen = (asked: ReturnType<typeof skipping>) =>
    ['2026-04-30T23:59', '2026-05-15T00:00', '2026-05-31T23:59', '2026-06-01T00:00', '2026-07-01T00:00'].map(
      (time) => onCallAt(asked, facts, at(time))[0]?.user ?? '-',
    );

  test('one entered late acts from then on', () => {
    expect(seen(skipping(0))).toEqual(['ann', 'ann', 'ann', '-', 'ann']);
  });

  test('before the rota itself was entered there is no past to keep', () => {
    expect(seen(skipping(at('2026-05-20T00:00')))).toEqual(['ann', '-', 'ann', '-', 'ann']);
    expect(seen(skipping(entered))).toEqual(['ann', '-', '-', '-', 'ann']);
    expect(seen(skipping())).toEqual(['ann', '-', '-', '-', 'ann']);
  });

  test('it counts for "everyone", too', () => {
    expect([everyone(skipping(0), facts, entered - 1), everyone(skipping(0), facts, entered)]).toEqual([['ann'], []]);
  });
});

describe('cover', () => {
  const weeks = rota('UTC', [layer('l', 'ann, ben', { rotation: every(1, 'week', '2026-01-05T09:00') })]);
  const ill = away('ann', '2026-01-06T00:00', '2026-01-07T00:00');

  test('an absence leaves to be covered what the rota does not fill by itself', () => {
    const facts = { ...noFacts, absences: [ill] };
    expect(coverNeeded(weeks, facts, ill)).toEqual([{ start: ill.start, end: ill.end }]);
    expect(coverNeeded({ ...weeks, onAbsence: 'next' }, facts, ill)).toEqual([]);
    expect(coverNeeded(weeks, facts, { ...ill, user: 'cleo' })).toEqual([]);
    const forGood = { ...ill, end: ill.start + 50 * 366 * DAY };
    expect(coverNeeded(weeks, facts, forGood).at(-1)?.end).toBeLessThanOrEqual(ill.start + 366 * DAY);
  });

  test('a shift is taken over from now until it ends', () => {
    const now = at('2026-01-10T12:00');
    const made = takeOver(weeks, noFacts, { id: 't', user: 'ann', by: 'cleo' }, now);
    expect(made).toMatchObject({
      start: '2026-01-10T12:00+00:00',
      end: '2026-01-12T09:00+00:00',
      change: { kind: 'replace', user: 'ann', with: 'cleo' },
      origin: { kind: 'person', by: 'cleo' },
      createdAt: now,
    });
    const covered = { ...weeks, overrides: made === null ? [] : [made] };
    expect(resolve(covered, noFacts, now - 1, at('2026-01-12T09:01')).map(({ onCall }) => onCall[0]?.user)).toEqual([
      'ann',
      'cleo',
      'ben',
    ]);
  });

  test('nobody takes over from somebody who is not on call, or from themselves', () => {
    expect(takeOver(weeks, noFacts, { id: 't', user: 'ben', by: 'cleo' }, at('2026-01-10T12:00'))).toBeNull();
    expect(takeOver(weeks, noFacts, { id: 't', user: 'ann', by: 'ann' }, at('2026-01-10T12:00'))).toBeNull();
  });
});
