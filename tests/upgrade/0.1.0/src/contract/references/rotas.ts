/** References within rotas: people, layers, zones, and intervals the right way round. */
import type { Config } from '#contract/config';
import { isReversed } from '#contract/local-date-time';
import type { Checker, Path } from '#contract/references/checker';
import { MAX_PARTICIPANTS, overrideId } from '#contract/rota';
import type { LayerWire, OverrideWire, RotaWire } from '#contract/rota';
import { didYouMean } from '#contract/base/nearest';

/** One that tells absences says when people are away, not when they are on call. */
function checkLayerCalendar(check: Checker, calendar: string | null, forAbsences: ReadonlySet<string>, path: Path): void {
  check.reference('calendar', calendar, path);
  if (calendar !== null && forAbsences.has(calendar)) {
    check.problem(path, `names calendar "${calendar}", whose events are absences; name one without \`absences\``);
  }
}

function checkLayer(check: Checker, layer: LayerWire, path: Path): void {
  check.zone(layer.timeZone, [...path, 'timeZone']);
  layer.participants.forEach((slot, i) => slot.forEach((login, j) => check.reference('user', login, [...path, 'participants', i, j])));
  const people = layer.participants.reduce((sum, slot) => sum + slot.length, 0);
  if (people > MAX_PARTICIPANTS) {
    check.problem([...path, 'participants'], `holds ${people} names; at most ${MAX_PARTICIPANTS} are possible`);
  }
  if (layer.effectiveFrom !== null && layer.effectiveUntil !== null && isReversed(layer.effectiveFrom, layer.effectiveUntil)) {
    check.problem([...path, 'effectiveUntil'], 'must be after effectiveFrom');
  }
}

/** Checks one override of a rota, also one that was made by itself through the API. */
export function checkOverride(check: Checker, override: OverrideWire, rota: RotaWire, path: Path): void {
  const layers = rota.layers.map(({ id }) => id);
  if (override.layer !== null && !layers.includes(override.layer)) {
    check.problem([...path, 'layer'], `names layer "${override.layer}", which rota "${rota.id}" does not have.${didYouMean(override.layer, layers)}`);
  }
  for (const kind of ['set', 'add', 'remove'] as const) {
    (override[kind] ?? []).forEach((login, i) => check.reference('user', login, [...path, kind, i]));
  }
  for (const kind of ['replace', 'with'] as const) {
    check.reference('user', override[kind] ?? null, [...path, kind]);
  }
  if (isReversed(override.start, override.end)) {
    check.problem([...path, 'end'], 'must be after start');
  }
}

function checkCalendars(check: Checker, calendars: Config['calendars']): void {
  check.unique('id', calendars.map(({ id }) => id), (i) => ['calendars', i, 'id']);
  calendars.forEach(({ team, timeZone, people }, i) => {
    check.reference('team', team, ['calendars', i, 'team']);
    check.zone(timeZone, ['calendars', i, 'timeZone']);
    Object.entries(people).forEach(([text, login]) => check.reference('user', login, ['calendars', i, 'people', text]));
  });
}

export function checkRotas(check: Checker, { rotas, calendars }: Config): void {
  checkCalendars(check, calendars);
  const forAbsences = new Set(calendars.filter(({ absences }) => absences !== null).map(({ id }) => id));
  check.unique('id', rotas.map(({ id }) => id), (i) => ['rotas', i, 'id']);
  rotas.forEach((rota, i) => {
    const path = ['rotas', i];
    check.reference('team', rota.team, [...path, 'team']);
    check.zone(rota.timeZone, [...path, 'timeZone']);
    check.region(rota.holidays, [...path, 'holidays']);
    check.reference('timeWindow', rota.expected ?? null, [...path, 'expected']);
    check.unique('id', rota.layers.map(({ id }) => id), (j) => [...path, 'layers', j, 'id']);
    rota.layers.forEach((layer, j) => {
      checkLayer(check, layer, [...path, 'layers', j]);
      checkLayerCalendar(check, layer.calendar ?? null, forAbsences, [...path, 'layers', j, 'calendar']);
    });
    check.unique('id', rota.overrides.map(overrideId), (j) => [...path, 'overrides', j, 'id']);
    rota.overrides.forEach((override, j) => checkOverride(check, override, rota, [...path, 'overrides', j]));
  });
}
