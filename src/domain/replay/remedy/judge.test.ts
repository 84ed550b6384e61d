import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge, remedyNight } from '#domain/replay/remedy/judge';
import type { RemedyVerdict, KnownWorth, RemedyIncident } from '#domain/replay/remedy/judge';
import { worstAlerts } from '#domain/replay/remedy/worst-alerts';
import { wokenTimes } from '#domain/replay/compare';
import type { NightPage } from '#domain/replay/night';

const MINUTE = 60_000;
const NOTHING: KnownWorth = { critical: new Set(), useful: new Set(), worked: new Map(), handled: new Set() };

function page(at: number, more: Partial<NightPage> = {}): NightPage {
  const reachedAt = more.reachedAt === undefined ? at : more.reachedAt;
  return {
    incident: 'one',
    user: 'ann',
    at,
    urgency: 'default',
    methods: ['sms'],
    state: 'ended',
    atNight: true,
    wokeAt: reachedAt === null ? [] : [reachedAt],
    ...more,
    reachedAt,
  };
}

function incident(more: Partial<RemedyIncident> = {}): RemedyIncident {
  const never = { answeredAt: null, exhaustedAt: null, healedAt: null };
  return { id: 'one', alert: 'am/Queue', policy: 'sre', critical: false, ...never, ...more };
}

const night = (pages: NightPage[], incidents: RemedyIncident[] = [incident()]) =>
  remedyNight({ pages, invented: [] }, incidents);

const HEALED = [incident({ healedAt: 3 * MINUTE })];
const answered = (at: number, more: Partial<RemedyIncident> = {}) => [incident({ answeredAt: at, ...more })];

describe('What a remedy is worth', () => {
  test('a page that did not come, since it had healed, is a waking saved', () => {
    expect(judge(night([page(0)], HEALED), night([], HEALED), NOTHING)).toEqual({
      objection: null,
      saved: 1,
      delayed: 0,
      longestDelay: 0,
      spared: 1,
      missed: 0,
    });
  });

  test('an answer that comes later is a delay, and no objection by itself', () => {
    const [before, after] = [
      night([page(0), page(9 * MINUTE)], answered(MINUTE)),
      night([page(5 * MINUTE)], answered(6 * MINUTE)),
    ];
    expect(judge(before, after, NOTHING)).toMatchObject({ objection: null, delayed: 1, longestDelay: 5 * MINUTE });
  });

  const delayed = (known: Partial<KnownWorth>): RemedyVerdict =>
    judge(night([page(0), page(9 * MINUTE)], answered(MINUTE)), night([page(5 * MINUTE)], answered(6 * MINUTE)), {
      ...NOTHING,
      ...known,
    });

  test.each([
    ['critical', { critical: new Set(['one']) }],
    ['useful', { useful: new Set(['one']) }],
    ['worked', { worked: new Map([['one', 4 * MINUTE]]) }],
    [null, { worked: new Map([['one', 5 * MINUTE]]) }],
    [null, { critical: new Set(['two']), useful: new Set(['two']), worked: new Map([['two', 0]]) }],
  ] as const)('%s: what is known of the incident that it changes', (objection, known) => {
    expect(delayed(known).objection).toBe(objection);
  });

  test('severity that it has in one night only counts, too', () => {
    const after = night([page(5 * MINUTE)], answered(6 * MINUTE, { critical: true }));
    expect(judge(night([page(0), page(9 * MINUTE)], answered(MINUTE)), after, NOTHING).objection).toBe('critical');
  });

  test('work on an incident whose page rings no more began before the page', () => {
    const quiet: Partial<NightPage> = { urgency: 'default', methods: ['email'], wokeAt: [] };
    const known = { ...NOTHING, worked: new Map([['one', 30 * MINUTE]]) };
    const [before, after] = [night([page(0, { urgency: 'urgent' })], HEALED), night([page(0, quiet)], HEALED)];
    expect(judge(before, after, known).objection).toBe('worked');
    expect(judge(before, after, NOTHING).objection).toBeNull();
  });

  test.each([
    ['nobody answers what was answered', answered(MINUTE), [incident()]],
    ['everybody is told, and nobody answers', answered(MINUTE), [incident({ exhaustedAt: 9 * MINUTE })]],
    ['it is not there any more', answered(MINUTE), []],
    ['nobody is told of what goes on', [incident()], [incident()]],
  ])('%s: it would be missed', (_, before, after) => {
    expect(judge(night([page(0)], before), night([], after), NOTHING)).toMatchObject({
      objection: 'missed',
      missed: 1,
    });
  });

  test('whoever only saw it before it healed is not missed; whoever did something may have healed it', () => {
    const before = night([page(0)], answered(MINUTE, { healedAt: 3 * MINUTE }));
    expect(judge(before, night([], HEALED), NOTHING)).toMatchObject({ objection: null, missed: 0, spared: 1 });
    const known = { ...NOTHING, handled: new Set(['one']) };
    expect(judge(before, night([], HEALED), known)).toMatchObject({ objection: 'missed', missed: 1, spared: 0 });
  });

  test('an answer to a page by other methods, or one that the model supposes, is a guess', () => {
    const before = night([page(0)], answered(MINUTE));
    const quiet = night([page(0, { methods: ['email'], wokeAt: [] })], answered(MINUTE));
    expect(judge(before, quiet, NOTHING).objection).toBe('guessed');
    const supposed = remedyNight(
      { pages: [page(5 * MINUTE)], invented: [{ incident: 'one', at: 0 }] },
      answered(6 * MINUTE),
    );
    expect(judge(before, supposed, NOTHING).objection).toBe('guessed');
  });

  test('what saves nothing, or wakes others instead, is not offered', () => {
    const same = night([page(0)], HEALED);
    expect(judge(same, same, NOTHING)).toMatchObject({ objection: 'nothing-saved', saved: 0, spared: 0 });
    const others = night([page(0, { user: 'ben' }), page(0, { user: 'cleo' })], HEALED);
    expect(judge(same, others, NOTHING)).toMatchObject({ objection: 'nothing-saved', saved: -1 });
  });
});

const IDS = ['one', 'two', 'three'];
const instant = fc.integer({ min: 0, max: 40 }).map((minute) => minute * MINUTE);
const perhaps = fc.option(instant, { nil: null });
const seldom = fc.option(instant, { nil: null, freq: 9 }).map((at) => (at !== null && at < 5 * MINUTE ? at : null));
const drawnPage = fc
  .record({
    incident: fc.constantFrom(...IDS),
    user: fc.constantFrom('ann', 'ben'),
    at: instant,
    urgency: fc.constantFrom('default' as const, 'urgent' as const),
    methods: fc.constantFrom<string[]>(['sms'], ['email']),
    isReached: fc.boolean(),
    atNight: fc.boolean(),
  })
  .map(({ isReached, at, ...more }) => {
    const rings = isReached && more.atNight && more.methods[0] === 'sms';
    return page(at, { ...more, reachedAt: isReached ? at : null, wokeAt: rings ? [at] : [] });
  });
const drawnIncident = (id: string) =>
  fc
    .record({ critical: fc.boolean(), answeredAt: perhaps, exhaustedAt: seldom, healedAt: perhaps })
    .map((more) => incident({ id, ...more }));
const drawnNight = fc.record({
  pages: fc.array(drawnPage, { maxLength: 6 }),
  incidents: fc.tuple(...IDS.map(drawnIncident)),
});
/** What becomes of an incident: most changes put its pages off, or end them. */
const drawnFate = fc.constantFrom('same' as const, 'later' as const, 'gone' as const, 'other' as const);
const drawnFates = fc.tuple(drawnFate, drawnFate, drawnFate);
type DrawnNight = { pages: NightPage[]; incidents: RemedyIncident[] };
function changedBy(
  was: DrawnNight,
  is: DrawnNight,
  fates: ReadonlyArray<'same' | 'later' | 'gone' | 'other'>,
): DrawnNight {
  const fateOf = (id: string) => fates[IDS.indexOf(id)];
  const later = (at: number | null) => at && at + 5 * MINUTE;
  const pages = was.pages.flatMap((one) => {
    const fate = fateOf(one.incident);
    const put = {
      ...one,
      at: one.at + 5 * MINUTE,
      reachedAt: later(one.reachedAt),
      wokeAt: one.wokeAt.map((at) => at + 5 * MINUTE),
    };
    return fate === 'same' ? [one] : fate === 'later' ? [put] : [];
  });
  const others = is.pages.filter(({ incident }) => fateOf(incident) === 'other');
  const incidents = was.incidents.map((one, index) => {
    const fate = fateOf(one.id);
    return fate === 'same'
      ? one
      : fate === 'later'
        ? { ...one, answeredAt: later(one.answeredAt) }
        : fate === 'gone'
          ? { ...one, answeredAt: null, exhaustedAt: null }
          : (is.incidents[index] ?? one);
  });
  return { pages: [...pages, ...others], incidents };
}
const drawnIds = fc.subarray(IDS).map((ids) => new Set(ids));
const drawnKnown = fc.record({
  critical: drawnIds,
  useful: drawnIds,
  handled: drawnIds,
  worked: fc.dictionary(fc.constantFrom(...IDS), instant).map((found) => new Map(Object.entries(found))),
});

test('nothing that is offered delays what was critical, useful or worked on, or loses an answer', () => {
  let offered = 0;
  fc.assert(
    fc.property(drawnNight, drawnNight, drawnKnown, fc.boolean(), drawnFates, (was, other, known, isCalm, fates) => {
      const is = changedBy(was, other, fates);
      const worth = isCalm ? { ...NOTHING, worked: known.worked } : known;
      const calm = (list: RemedyIncident[]) => (isCalm ? list.map((one) => ({ ...one, critical: false })) : list);
      const [before, after] = [night(was.pages, calm(was.incidents)), night(is.pages, calm(is.incidents))];
      if (judge(before, after, worth).objection !== null) {
        return;
      }
      offered += 1;
      // Said again from the rules, page by page, without pairs.
      expect(wokenTimes(before)).toBeGreaterThan(wokenTimes(after));
      for (const id of IDS) {
        const told = ({ pages }: typeof before) => pages.filter((one) => one.incident === id);
        const [old, now] = [told(before), told(after)];
        const [a, b] = [before.incidents.get(id), after.incidents.get(id)];
        const [first, then] = [old, now].map((pages) =>
          Math.min(Infinity, ...pages.flatMap(({ reachedAt }) => reachedAt ?? [])),
        );
        if ((then ?? 0) > (first ?? 0)) {
          expect([a?.critical, b?.critical, worth.critical.has(id), worth.useful.has(id)]).toEqual([
            false,
            false,
            false,
            false,
          ]);
          expect(worth.worked.get(id) ?? Infinity).toBeGreaterThanOrEqual(then ?? 0);
        }
        if (a?.answeredAt !== null && b?.answeredAt === null) {
          expect(b.healedAt).not.toBeNull();
          expect(worth.handled.has(id)).toBe(false);
        }
        expect(a?.exhaustedAt === null && b?.exhaustedAt !== null).toBe(false);
      }
    }),
    { numRuns: 10_000, seed: 35 },
  );
  expect(offered, 'enough that the rules were asked').toBeGreaterThan(50);
});

test('the worst alerts are those whose calls woke people most; what rang within another’s minute is the other’s', () => {
  const incidents = [
    incident({ id: 'a1', alert: 'am/A', policy: 'one' }),
    incident({ id: 'a2', alert: 'am/A', policy: 'two' }),
    incident({ id: 'a3', alert: 'am/A', policy: 'two' }),
    incident({ id: 'b', alert: 'am/B' }),
    incident({ id: 'hand', alert: null }),
  ];
  const pages = [
    page(0, { incident: 'a1' }),
    page(30_000, { incident: 'b' }),
    page(0, { incident: 'b', user: 'ben' }),
    page(10 * MINUTE, { incident: 'a2', user: 'ben' }),
    page(20 * MINUTE, { incident: 'hand' }),
    page(30 * MINUTE, { incident: 'a3', reachedAt: null }),
  ];
  expect(worstAlerts(night(pages, incidents), 10)).toEqual([
    { alert: 'am/A', wakings: 2, incidents: 3, woken: ['ann', 'ben'], policy: 'two' },
    { alert: 'am/B', wakings: 1, incidents: 1, woken: ['ben'], policy: 'sre' },
  ]);
  expect(worstAlerts(night(pages, incidents), 1)).toHaveLength(1);
});
