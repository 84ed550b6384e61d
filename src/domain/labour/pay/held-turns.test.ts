/** Turns of real rotas: handoff to handoff of the layer, of the lowest one for an override, else civil weeks. */
import { describe, expect, it } from 'vitest';
import type { SourcedDuty } from '#domain/labour/pay/held-turns';
import { heldTurns } from '#domain/labour/pay/held-turns';
import type { AnyRota, Rota } from '#domain/rota/model';
import { at, every, layer, noFacts, on, override, rota } from '#domain/rota/rota.fixture';
import { resolve } from '#domain/rota/resolve';
import { formatInstant, zoneTable } from '#domain/time/zone';
import { TEST_ZONES } from '#domain/time/zones.fixture';

const ZONE = 'Europe/Paris';
const zone = zoneTable(TEST_ZONES, ZONE);
const [from, to] = [at('2026-10-05T07:00'), at('2026-11-02T08:00')];

function worked(of: AnyRota): SourcedDuty[] {
  return resolve(of, noFacts, from, to).flatMap(({ start, end, onCall }) =>
    onCall.map(({ user, source }) => ({ user, source, start, end })),
  );
}

function shares(of: Rota | null, user: string, duties = of === null ? [] : worked(of)) {
  return heldTurns({ id: 'sre', rota: of, duties, zones: TEST_ZONES, zone }, user).map((turn) => {
    const hours = (spans: ReadonlyArray<{ start: number; end: number }>) =>
      spans.reduce((sum, { start, end }) => sum + (end - start) / 3_600_000, 0);
    return [formatInstant(zone, turn.start), hours(turn.held), hours(turn.covered)];
  });
}

const weekly = { rotation: every(1, 'week', '2026-10-05T09:00') };
const main = layer('main', 'ann, ben', weekly);

describe('a turn', () => {
  it('is a shift of the layer, an hour longer in autumn', () => {
    expect(shares(rota(ZONE, [main]), 'ann')).toEqual([
      ['2026-10-05T09:00+02:00', 168, 168],
      ['2026-10-19T09:00+02:00', 169, 169],
    ]);
  });

  it('is shared by those who swap', () => {
    const swap = override('2026-10-08T09:00', '2026-10-12T09:00', { kind: 'replace', user: 'ann', with: 'ben' });
    const swapped = rota(ZONE, [main], { overrides: [swap] });
    expect(shares(swapped, 'ann')[0]).toEqual(['2026-10-05T09:00+02:00', 72, 168]);
    expect(shares(swapped, 'ben')[0]).toEqual(['2026-10-05T09:00+02:00', 96, 168]);
  });

  it('of a higher layer is its own, and no hour of the lower one counts in it', () => {
    const weekends = layer('weekends', 'ben', { ...weekly, restrictions: [on('weekend', '00:00', '00:00')] });
    const both = rota(ZONE, [layer('main', 'ann', weekly), weekends]);
    expect(shares(both, 'ann')[0]).toEqual(['2026-10-05T09:00+02:00', 120, 168]);
    expect(shares(both, 'ben')[0]).toEqual(['2026-10-05T09:00+02:00', 48, 168]);
  });

  it('is a civil week where no layer rotates, or the rota is gone', () => {
    const still = rota(ZONE, [layer('always', 'ann')]);
    const weeks = shares(still, 'ann');
    expect(weeks.slice(0, 2)).toEqual([
      ['2026-10-05T00:00+02:00', 159, 159],
      ['2026-10-12T00:00+02:00', 168, 168],
    ]);
    expect(shares(null, 'ann', worked(still))).toEqual(weeks);
  });

  it('begins when the layer hands over in its own zone', () => {
    const far = layer('far', 'ann, ben', { ...weekly, timeZone: 'Australia/Lord_Howe' });
    expect(shares(rota(ZONE, [far]), 'ann')).toEqual([
      ['2026-10-05T00:00+02:00', 159, 159],
      ['2026-10-19T00:00+02:00', 168, 168],
      ['2026-11-01T23:00+01:00', 10, 10],
    ]);
  });

  it('nobody holds whom the rota does not name', () => {
    expect(shares(rota(ZONE, [main]), 'dee')).toEqual([]);
  });
});
