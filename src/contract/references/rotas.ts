/** Checks rotas beyond their references: layers, and the order of starts and ends. */
import type { Config } from '#contract/config';
import { isReversed } from '#contract/time/local-date-time';
import type { ReferenceChecker, FieldPath } from '#contract/references/checker';
import { MAX_PARTICIPANTS, override as overrideSchema, overrideId } from '#contract/rotas/rota';
import type { LayerWire, OverrideWire, RotaWire } from '#contract/rotas/rota';
import { didYouMean, nearest } from '#contract/base/nearest';

function checkLayer(check: ReferenceChecker, layer: LayerWire, path: FieldPath): void {
  const people = layer.participants.reduce((sum, slot) => sum + slot.length, 0);
  if (people > MAX_PARTICIPANTS) {
    check.problem([...path, 'participants'], `holds ${people} names; at most ${MAX_PARTICIPANTS} are possible`, {
      reason: 'too-many',
      data: { max: MAX_PARTICIPANTS },
    });
  }
  if (
    layer.effectiveFrom !== null &&
    layer.effectiveUntil !== null &&
    isReversed(layer.effectiveFrom, layer.effectiveUntil)
  ) {
    check.problem([...path, 'effectiveUntil'], 'must be after effectiveFrom', {
      reason: 'not-after',
      data: { field: 'effectiveFrom' },
    });
  }
}

function checkOwnOverride(check: ReferenceChecker, override: OverrideWire, rota: RotaWire, path: FieldPath): void {
  const layers = rota.layers.map(({ id }) => id);
  if (override.layer !== null && !layers.includes(override.layer)) {
    check.problem(
      [...path, 'layer'],
      `names layer "${override.layer}", which rota "${rota.id}" does not have.${didYouMean(override.layer, layers)}`,
      {
        reason: 'no-such-layer',
        data: { layer: override.layer, rota: rota.id, meant: nearest(override.layer, layers) },
      },
    );
  }
  if (isReversed(override.start, override.end)) {
    check.problem([...path, 'end'], 'must be after start', { reason: 'not-after', data: { field: 'start' } });
  }
}

/** Checks an override that was made by itself, beyond what its rota states. */
export function checkOverride(check: ReferenceChecker, override: OverrideWire, rota: RotaWire, path: FieldPath): void {
  check.references(overrideSchema, override, path);
  checkOwnOverride(check, override, rota, path);
}

/** A calendar of absences says when people are away, not when they are on call. */
function checkLayerCalendars(check: ReferenceChecker, { calendars }: Config, rotas: readonly Placed[]): void {
  const forAbsences = new Set(calendars.filter(({ absences }) => absences !== null).map(({ id }) => id));
  for (const [i, { layers }] of rotas) {
    layers.forEach(({ calendar }, j) => {
      if (calendar && forAbsences.has(calendar)) {
        check.problem(
          ['rotas', i, 'layers', j, 'calendar'],
          `names calendar "${calendar}", whose events are absences; name one without \`absences\``,
          { reason: 'calendar-of-absences', data: { calendar } },
        );
      }
    });
  }
}

/** A rota, and its index among all. */
type Placed = readonly [index: number, rota: RotaWire];

/** @param only index of the only rota that is checked */
export function checkRotas(check: ReferenceChecker, config: Config, only?: number): void {
  const rotas = [...config.rotas.entries()].filter(([index]) => only === undefined || index === only);
  for (const [i, rota] of rotas) {
    const path = ['rotas', i];
    check.unique(
      rota.layers.map(({ id }) => id),
      (j) => [...path, 'layers', j, 'id'],
    );
    rota.layers.forEach((layer, j) => checkLayer(check, layer, [...path, 'layers', j]));
    check.unique(rota.overrides.map(overrideId), (j) => [...path, 'overrides', j, 'id']);
    rota.overrides.forEach((override, j) => checkOwnOverride(check, override, rota, [...path, 'overrides', j]));
  }
  checkLayerCalendars(check, config, rotas);
}
