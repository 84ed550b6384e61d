/** What begins in one period is in that period alone: figures of neighbours add up to those of the whole. */
import { expect, test } from 'vitest';
import type { IncidentFact, TryFact } from '#domain/insight/facts';
import type { FigureKey } from '#domain/insight/figure';
import { chaptersOf, quietIncident, valueIn } from '#domain/insight/history.fake';
import type { WrittenHistory } from '#domain/insight/history.fake';
import { HOUR, MINUTE, SECOND } from '#domain/time/duration';
import { TEST_ZONES } from '#domain/time/zones.fixture';

const JANUARY = Date.UTC(2027, 0, 1);
const FEBRUARY = Date.UTC(2027, 1, 1);
const MARCH = Date.UTC(2027, 2, 1);

/** What a question about this period is given. */
function historyOf(start: number, end: number, incidents: readonly IncidentFact[]): WrittenHistory {
  return {
    period: { start, end },
    now: MARCH,
    isFiltered: false,
    keptSince: 0,
    sleep: { from: 22 * HOUR, to: 8 * HOUR },
    incidents: incidents.filter(({ openedAt }) => openedAt >= start && openedAt < end),
    earlier: incidents.filter(({ openedAt }) => openedAt < start),
    openings: incidents.filter(({ openedAt }) => openedAt < start),
    calls: [],
    duties: [],
    otherDuties: [],
    holidays: {},
    work: [],
    coverage: [],
    ratings: [],
    people: [{ login: 'ann', zone: 'Europe/Paris', absences: [] }],
    members: { sre: ['ann'] },
    readable: ['ann'],
  };
}

const PERIODS = [
  ['January', JANUARY, FEBRUARY],
  ['February', FEBRUARY, MARCH],
  ['both', JANUARY, MARCH],
] as const;

function valuesOf(incidents: readonly IncidentFact[], chapter: string, key: FigureKey) {
  return Object.fromEntries(
    PERIODS.map(([name, start, end]) => {
      const { [chapter]: told } = chaptersOf(historyOf(start, end, incidents), TEST_ZONES);
      const figures = chapter === 'alerts' ? (told?.groups.find(({ by }) => by === 'alert') ?? null) : told;
      return [name, valueIn(figures ?? { figures: [] }, key) ?? null];
    }),
  );
}

test('the work of an answer counts where it began, although the incident opened before', () => {
  const [answered, resolvedAt] = [FEBRUARY + 40 * SECOND, FEBRUARY + 20 * MINUTE + 40 * SECOND];
  const deeds = [{ at: answered, user: 'ann' }];
  const opened = { id: 'a', openedAt: FEBRUARY - 10 * SECOND, answers: deeds, deeds, stops: [answered] };
  const incident = quietIncident({ ...opened, resolvedAt, resolvedBy: 'person' });
  const third = 0.3333;
  for (const key of ['effort', 'effort.estimated'] as const) {
    expect(valuesOf([incident], 'team', key), key).toEqual({ January: 0, February: third, both: third });
  }
});

test('a repetition has the one before wherever that opened', () => {
  const incidents = [
    quietIncident({ id: 'first', openedAt: FEBRUARY - 12 * HOUR }),
    quietIncident({ id: 'second', openedAt: FEBRUARY + 36 * HOUR }),
  ];
  expect(valuesOf(incidents, 'alerts', 'repeats')).toEqual({ January: 0, February: 1, both: 1 });
});

test('a delivery that is still being tried when somebody answers has not failed over', () => {
  const at = JANUARY + HOUR;
  const tried = (delivery: string, seconds: number, more: Partial<TryFact>): TryFact => ({
    page: 'p',
    delivery,
    user: 'ann',
    madeAt: at,
    at: at + seconds * SECOND,
    failedAt: null,
    ok: false,
    channel: delivery === 'hook' ? 'webhook' : 'sms',
    ...more,
  });
  const of = (failedAt: number | null) =>
    quietIncident({
      id: 'b',
      openedAt: at,
      answers: [{ at: at + MINUTE, user: 'ann' }],
      tries: [tried('hook', 1, { failedAt }), tried('sms', 5, { ok: true }), tried('hook', 31, { failedAt })],
    });
  expect(valuesOf([of(null)], 'pager', 'failovers')).toMatchObject({ January: 0 });
  expect(valuesOf([of(at + 2 * SECOND)], 'pager', 'failovers')).toMatchObject({ January: 1 });
});
