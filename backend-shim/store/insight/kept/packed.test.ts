import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IncidentFact } from '#domain/insight/facts';
import { LEFT_OUT_REASONS } from '#domain/insight/facts';
import { RATINGS } from '#domain/incident/rating';
import { DAY } from '#domain/time/duration';
import type { KeptIncident } from './kept-incident.ts';
import { isPackedFacts, pack, packedFacts, placeList } from './packed.ts';
import type { PackedFacts } from './packed.ts';
import { unpack } from './unpack.ts';

const BEGIN = Date.UTC(2026, 9, 1);
const PEOPLE = ['ann', 'ben', 'cleo'];
const ALL = { calls: true, deeds: true, steps: true };

const user = fc.constantFrom(...PEOPLE);
const delivery = fc.constantFrom('d1', 'd2');
/** More than 25 days do not fit in four bytes, and a clock may have been set back. */
const after = fc.oneof(fc.integer({ min: -1000, max: DAY }), fc.constantFrom(-1, 0, 26 * DAY, 400 * DAY));
const some = <Item>(of: fc.Arbitrary<Item>) => fc.array(of, { maxLength: 3 });
const orNull = <Item>(of: fc.Arbitrary<Item>) => fc.option(of, { nil: null });
const deeds = some(fc.record({ at: after, user }));

const drawn = fc.record({
  opened: after,
  resolved: orNull(after),
  policy: orNull(fc.constantFrom('p', 'q')),
  deeds,
  answers: deeds,
  integration: orNull(fc.constantFrom('grafana')),
  name: fc.string(),
  snoozed: fc.nat(),
  isDeedOnly: fc.boolean(),
  leftOut: orNull(fc.constantFrom(...LEFT_OUT_REASONS)),
  resolvedBy: orNull(fc.constantFrom('source' as const, 'person' as const, 'other' as const)),
  tries: some(
    fc.record({
      page: fc.nat(2),
      delivery,
      user,
      channel: fc.constantFrom('sms', 'voice'),
      madeAt: after,
      at: after,
      ok: fc.boolean(),
      failed: orNull(after),
    }),
  ),
  steps: some(fc.record({ at: after, step: orNull(fc.nat(5)), users: some(user) })),
  stops: some(after),
  concerns: some(user),
  link: orNull(fc.webUrl()),
  ratings: some(fc.record({ user, rating: fc.constantFrom(...RATINGS) })),
  calls: some(
    fc.record({ delivery, user, at: after, channel: fc.constant('sms'), urgent: fc.boolean(), isUpdate: fc.boolean() }),
  ),
});

function incidentOf(i: number, one: typeof drawn extends fc.Arbitrary<infer T> ? T : never): KeptIncident {
  const openedAt = BEGIN + one.opened;
  const counted = <Item extends { at: number }>(list: readonly Item[]) =>
    list.map((item) => ({ ...item, at: openedAt + item.at }));
  const id = `incident-${i}`;
  // Pages are named by their place.
  const pages = placeList();
  const fact: IncidentFact = {
    id,
    openedAt,
    snoozed: one.snoozed,
    leftOut: one.leftOut,
    resolvedBy: one.resolvedBy,
    alert: { integration: one.integration, name: one.name },
    part: { team: 'sre', policy: one.policy },
    tries: counted(one.tries).map(({ page, madeAt, failed, ...rest }) => {
      const place = pages.placeOf(String(page));
      return {
        ...rest,
        page: place === 0 ? id : `${id}/${place}`,
        madeAt: openedAt + madeAt,
        failedAt: failed === null ? null : openedAt + failed,
      };
    }),
    answers: counted(one.answers),
    deeds: counted(one.isDeedOnly ? one.deeds : one.answers),
    steps: counted(one.steps),
    stops: one.stops.map((at) => openedAt + at),
    resolvedAt: one.resolved === null ? null : openedAt + one.resolved,
  };
  return {
    fact,
    concerns: one.concerns,
    link: one.link,
    calls: counted(one.calls),
    ratings: one.ratings.map((rating) => ({ ...rating, incident: id })),
  };
}

function packed(incidents: readonly KeptIncident[]): { facts: PackedFacts; people: string[] } {
  const people = placeList();
  const facts = JSON.parse(JSON.stringify(pack(incidents, people))) as PackedFacts;
  return { facts, people: people.texts };
}

describe('What is kept of a day', () => {
  test('is read as it was written, and is what its schema says', () => {
    let wide = 0;
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 5 }), (all) => {
        const incidents = all.map((one, i) => incidentOf(i, one));
        const { facts, people } = packed(incidents);
        wide += facts.width === 8 ? 1 : 0;
        expect(isPackedFacts(facts)).toBe(true);
        expect(packedFacts.parse(facts)).toEqual(facts);
        const given = { facts, team: 'sre', people };
        expect(unpack({ ...given, needed: ALL }, () => true)).toEqual(incidents);
        const about = unpack({ ...given, needed: ALL }, (head) => head.policy === 'p' && head.isAbout('ann'));
        expect(about).toEqual(
          incidents.filter(
            ({ fact, concerns, calls }) =>
              fact.part.policy === 'p' && (concerns.includes('ann') || calls.some((call) => call.user === 'ann')),
          ),
        );
      }),
      { seed: 20261129 },
    );
    expect(wide).toBeGreaterThan(10);
  });

  test('is refused where it ends within an incident, or names more deliveries than it has', () => {
    const one = incidentOf(0, fc.sample(drawn, { numRuns: 1, seed: 1 })[0] as never);
    const { facts } = packed([one]);
    const bytes = Buffer.from(facts.numbers, 'base64');
    const cut = { ...facts, numbers: bytes.subarray(0, bytes.length - facts.width).toString('base64') };
    for (const wrong of [
      cut,
      { ...facts, ids: [...facts.ids, 'another'] },
      { ...facts, ids: [] },
      { ...facts, deliveries: [...facts.deliveries, 'another'] },
      { ...facts, width: 2 },
      { ...facts, numbers: 5 },
    ]) {
      expect(isPackedFacts(wrong)).toBe(false);
      expect(packedFacts.safeParse(wrong).success).toBe(false);
    }
  });
});
