/** Makes random histories of incidents, calls, duty and work, often around a clock change. */
import fc from 'fast-check';
import type { DutyFact, IncidentFact, TryFact, WorkFact } from '#domain/insight/facts';
import { CALLS_BEFORE, LEFT_OUT_REASONS } from '#domain/insight/facts';
import type { WrittenHistory } from '#domain/insight/history.fake';
import { DAY, HOUR, MINUTE } from '#domain/time/duration';
import { mergeSpans } from '#domain/time/span';
import type { Span } from '#domain/time/span';
import { tableOf } from './arbitrary-rota.ts';

export const INSIGHT_ZONES = ['Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'];

const PEOPLE = ['ann', 'ben', 'cleo', 'dee'];
const user = fc.constantFrom(...PEOPLE);
const channel = fc.constantFrom('sms', 'voice', 'web-push', 'ntfy', 'telegram', 'email', 'webhook');
const alert = fc.record({
  integration: fc.constantFrom('grafana', 'grafana', null),
  name: fc.constantFrom('Disk full', 'Disk full', 'Latency'),
});
/** Mostly one, so that enough people are in it. */
const part = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ team: 'sre', policy: 'p' }) },
  { weight: 1, arbitrary: fc.record({ team: fc.constantFrom('sre', 'db', null), policy: fc.constantFrom('p', 'q') }) },
);

/** From seconds to two days. */
const soon = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 200 }).map((s) => s * 1000) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 600 }).map((m) => m * MINUTE) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 48 }).map((h) => h * HOUR) },
);
/** Two months, and more often than not the days around one instant in them. */
const whenIn = (start: number, centre: number) =>
  fc.oneof(
    fc.integer({ min: 0, max: 61 * 24 * 60 }).map((m) => start + m * MINUTE),
    fc.integer({ min: -2 * 24 * 60, max: 2 * 24 * 60 }).map((m) => Math.max(start, centre + m * MINUTE)),
  );

const drawnIncident = (when: fc.Arbitrary<number>) =>
  fc.record({
    when,
    alert,
    part,
    leftOut: fc.option(fc.constantFrom(...LEFT_OUT_REASONS), { freq: 5 }),
    tries: fc.array(
      fc.record({
        after: soon,
        made: soon,
        user,
        channel,
        ok: fc.boolean(),
        delivery: fc.nat(3),
        page: fc.nat(1),
        failed: fc.option(soon, { nil: null }),
      }),
      { maxLength: 5 },
    ),
    answers: fc.array(fc.record({ after: soon, user }), { maxLength: 2, size: 'max' }),
    deeds: fc.array(fc.record({ after: soon, user }), { maxLength: 2 }),
    steps: fc.array(
      fc.record({
        after: soon,
        step: fc.constantFrom(1, 2, 3),
        users: fc.uniqueArray(user, { maxLength: 3 }),
      }),
      { maxLength: 4 },
    ),
    isExhausted: fc.boolean(),
    resolved: fc.option(fc.record({ after: soon, by: fc.constantFrom('source', 'person', 'other') }), { freq: 4 }),
    snoozed: soon,
  });

const seconds = (most: number) => fc.integer({ min: 0, max: most }).map((s) => s * 1000);

/** A page that arrives at once and is answered soon. */
const plainIncident = (when: fc.Arbitrary<number>): fc.Arbitrary<Drawn> =>
  fc.tuple(drawnIncident(when), seconds(20), seconds(180), user).map(([drawn, page, answer, who]) => ({
    ...drawn,
    leftOut: null,
    tries: [{ after: page, made: 0, user: who, channel: 'sms', ok: true, delivery: 0, page: 0, failed: null }],
    answers: [{ after: page + answer, user: who }],
    deeds: [],
  }));

type Drawn = ReturnType<typeof drawnIncident> extends fc.Arbitrary<infer T> ? T : never;

function incidentOf(drawn: Drawn, i: number): IncidentFact {
  const { when, alert: known, part: own, leftOut, resolved, snoozed } = drawn;
  const id = `i${i}`;
  const byDelivery = new Map<number, TryFact>();
  const tries = drawn.tries.map(({ after, made, delivery, failed, ...rest }): TryFact => {
    // All attempts of a delivery have its person, channel and page.
    const first = byDelivery.get(delivery);
    const given = first ?? {
      page: `${id}-p${rest.page}`,
      user: rest.user,
      channel: rest.channel,
      madeAt: when + Math.min(after, made),
      failedAt: failed === null ? null : when + after + failed,
    };
    const one = {
      page: given.page,
      user: given.user,
      channel: given.channel,
      madeAt: given.madeAt,
      failedAt: given.failedAt,
      delivery: `${id}-d${delivery}`,
      at: when + after,
      ok: rest.ok,
    };
    byDelivery.set(delivery, first ?? one);
    return one;
  });
  const at = ({ after, user: who }: { after: number; user: string }) => ({ at: when + after, user: who });
  const answers = drawn.answers.map(at);
  const steps = drawn.steps.map(({ after, ...step }) => ({ ...step, at: when + after }));
  const inOrder = steps.toSorted((a, b) => a.at - b.at);
  const last = inOrder.at(-1)?.at ?? when;
  const resolvedAt = resolved === null ? null : when + resolved.after;
  return {
    id,
    alert: known,
    part: own,
    openedAt: when,
    leftOut,
    tries,
    answers,
    deeds: [...answers, ...drawn.deeds.map(at)],
    steps: drawn.isExhausted ? [...inOrder, { at: last + MINUTE, step: null, users: [] }] : inOrder,
    stops: [...answers.map((answer) => answer.at), ...(resolvedAt === null ? [] : [resolvedAt])],
    resolvedAt,
    resolvedBy: (resolved?.by as IncidentFact['resolvedBy'] | undefined) ?? null,
    snoozed,
  };
}

const rota = fc.constantFrom('sre', 'net');
const dates = fc.array(fc.nat(60), { maxLength: 4 });
const leftOut = fc.option(fc.constantFrom(...LEFT_OUT_REASONS), { freq: 3 });

function dutyOf([span, who, days, of]: [Span, string, number, string]): DutyFact {
  return { user: who, rota: of, start: span.start, end: span.end + days * 12 * HOUR };
}

const clock = fc.integer({ min: 0, max: 47 }).map((half) => half * 30 * MINUTE);

export const anyHistory: fc.Arbitrary<WrittenHistory> = fc
  .tuple(fc.constantFrom(...INSIGHT_ZONES), fc.nat(60))
  .chain(([zone, month]) => {
    const start = Date.UTC(2025, month, 1);
    const end = Date.UTC(2025, month + 2, 1);
    const centre =
      tableOf(zone).changes.find((change) => change > start + DAY && change < end - DAY) ?? start + 20 * DAY;
    const when = whenIn(start, centre);
    const span = fc
      .tuple(when, soon)
      .map(([from, length]) => ({ start: from, end: from + MINUTE + length - (length % MINUTE) }));
    return fc.record({
      start: fc.constant(start),
      end: fc.constantFrom(end, end - 10 * DAY, end - 31 * DAY, end + 40 * DAY),
      begin: fc.constantFrom(start, start + 5 * DAY),
      late: fc.constantFrom(0, DAY, 20 * DAY, 20 * DAY),
      kept: fc.constantFrom(0, 0, 0, start + 1),
      incidents: fc.array(fc.oneof(drawnIncident(when), plainIncident(when)), {
        minLength: 2,
        maxLength: 24,
        size: 'max',
      }),
      calls: fc.array(
        fc.record({
          user,
          at: fc.tuple(when, soon),
          channel,
          urgent: fc.boolean(),
          kind: fc.constantFrom('page', 'page', 'update'),
          isAsked: fc.constantFrom(true, true, true, false),
          of: fc.nat(11),
          test: fc.constantFrom(false, false, false, true),
        }),
        { maxLength: 25 },
      ),
      duties: fc.array(fc.tuple(span, user, fc.nat(5), rota), { maxLength: 8 }),
      otherDuties: fc.array(fc.tuple(span, user, fc.nat(5), rota), { maxLength: 4 }),
      openings: fc.array(fc.tuple(alert, fc.integer({ min: 0, max: 40 })), { maxLength: 6 }),
      members: fc.record({ sre: fc.subarray(PEOPLE, { minLength: 2 }), db: fc.subarray(PEOPLE) }),
      isFiltered: fc.constantFrom(false, false, false, true),
      work: fc.array(fc.record({ user, span, isOpen: fc.boolean(), of: fc.nat(11), travel: soon, leftOut }), {
        maxLength: 5,
      }),
      zones: fc.tuple(fc.constant(zone), fc.constantFrom(...INSIGHT_ZONES), fc.constant(zone), fc.constant(zone)),
      holidays: fc.record({ sre: dates, net: dates }),
      absences: fc.array(fc.tuple(span, user), { maxLength: 4 }),
      coverage: fc.array(fc.tuple(fc.array(span, { maxLength: 4 }), fc.array(span, { maxLength: 4 })), {
        maxLength: 2,
      }),
      ratings: fc.array(
        fc.record({
          of: fc.nat(11),
          user,
          rating: fc.constantFrom('useful', 'nothing-to-do', 'too-late', 'not-ours', 'false'),
        }),
        { maxLength: 8 },
      ),
      readable: fc.subarray(PEOPLE),
      sleep: fc.oneof(fc.constant({ from: 22 * HOUR, to: 8 * HOUR }), fc.record({ from: clock, to: clock })),
    });
  })
  .map((drawn): WrittenHistory => {
    const period = { start: drawn.begin, end: drawn.end };
    const now = drawn.end + drawn.late;
    const all = drawn.incidents.map(incidentOf).filter(({ openedAt }) => openedAt < period.end);
    const incidents = all.filter(({ openedAt }) => openedAt >= period.start);
    const place = (of: number) => all[of % Math.max(1, all.length)];
    const days = drawn.start / DAY;
    return {
      period,
      now,
      incidents,
      calls: drawn.calls
        .map(({ of, at: [at, later], ...call }) => {
          const about = place(of);
          return {
            ...call,
            // Many lie close together.
            at: at + (later % (2 * MINUTE)),
            incident: about?.id ?? 'earlier',
            alert: about?.alert ?? { integration: null, name: 'Latency' },
            part: about?.part ?? { team: null, policy: null },
          };
        })
        .filter(({ at }) => at >= period.start - CALLS_BEFORE && at < period.end)
        .toSorted((a, b) => a.at - b.at),
      duties: drawn.duties.map(dutyOf),
      otherDuties: drawn.otherDuties.map(dutyOf),
      isFiltered: drawn.isFiltered,
      earlier: all.filter(({ openedAt }) => openedAt < period.start),
      openings: drawn.openings.map(([of, halfDays]) => ({
        alert: of,
        openedAt: period.start + (halfDays - 14) * 12 * HOUR,
      })),
      members: drawn.members,
      holidays: {
        sre: drawn.holidays.sre.map((day) => days + day),
        net: drawn.holidays.net.map((day) => days + day),
      },
      work: drawn.work.map(({ user: who, span, isOpen, of, travel, leftOut: why }): WorkFact => ({
        user: who,
        incident: place(of)?.id ?? 'earlier',
        start: span.start,
        end: isOpen ? null : span.end,
        travel,
        leftOut: why,
      })),
      people: PEOPLE.map((login, i) => ({
        login,
        zone: drawn.zones[i] as string,
        absences: mergeSpans(drawn.absences.filter(([, who]) => who === login).map(([span]) => span)),
      })),
      coverage: drawn.coverage.map(([expected, covered], i) => ({
        rota: `r${i}`,
        expected: mergeSpans(expected),
        covered: mergeSpans(covered),
      })),
      ratings: drawn.ratings.map(({ of, ...rating }) => ({
        ...rating,
        incident: place(of)?.id ?? 'earlier',
      })) as NonNullable<WrittenHistory['ratings']>,
      readable: drawn.readable,
      keptSince: drawn.kept,
      sleep: drawn.sleep,
    };
  });
