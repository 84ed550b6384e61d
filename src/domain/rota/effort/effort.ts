/**
 * How long questions about a rota take at most, in microseconds of a usual processor, without asking them: whoever must not
 * be held up asks elsewhere what takes long. Computed from sizes alone, in far less time than the question.
 */
import { absencesByUser } from '#domain/rota/resolution/absences';
import type { AnyRota, Layer, Rota, RotaFacts, RotaVersion } from '#domain/rota/model';
import { versionsOf } from '#domain/rota/model';
import { LONGEST_RANGE, turnsADay } from '#domain/rota/validate';
import { DAY, HOUR } from '#domain/time/duration';

/** Measured, with room for a slower machine: a piece of a timeline, a person looked at for a stand-in, a name. */
const [PIECE, LOOK, NAME] = [2, 0.05, 0.2];
/** Comparing two states of the rota, before anything of them is computed. */
const COMPARISON = 50;

/** `resolve` over the range, and writing down what it answers. */
export function effortToResolve(rota: AnyRota, facts: RotaFacts, from: number, to: number): number {
  return within(rota, from, to).reduce((sum, version) => sum + effortOfState(version.rota, facts, from, to), 0);
}

/** `health` over the range: people whose turn does not come are looked for in the years that follow. */
export function effortOfHealth(
  { rota, exclusive }: { rota: AnyRota; exclusive: readonly AnyRota[] },
  facts: RotaFacts,
  from: number,
  to: number,
): number {
  const others = exclusive.reduce((sum, one) => sum + effortToResolve(one, facts, from, to), 0);
  const later = effortToResolve(rota, { ...facts, absences: [] }, from, from + LONGEST_RANGE);
  return 4 * effortToResolve(rota, facts, from, to) + later + others + effortOfNotice(rota, facts);
}

/** Each change by a person is compared with the rota before it. */
function effortOfNotice(rota: AnyRota, facts: RotaFacts): number {
  const versions = versionsOf(rota);
  const latest = versions.at(-1)?.rota;
  const made = (latest?.overrides ?? []).filter(({ origin }) => origin.kind === 'person').length;
  const oneMore = latest === undefined ? 0 : effortOfState(latest, facts, 0, DAY) + latest.overrides.length * PIECE;
  const saved = versions.reduce((sum, one) => sum + effortOfState(one.rota, facts, 0, DAY), 0);
  return 2 * (made * (oneMore + COMPARISON) + saved + versions.length * COMPARISON);
}

function within(rota: AnyRota, from: number, to: number): RotaVersion[] {
  const versions = versionsOf(rota);
  return versions.filter(
    (version, i) => (i === 0 || (version.from ?? -Infinity) < to) && (versions[i + 1]?.from ?? Infinity) > from,
  );
}

function effortOfState(rota: Rota, facts: RotaFacts, from: number, to: number): number {
  const { layers, overrides, onAbsence } = rota;
  const days = Math.max(0, to - from) / DAY + 3;
  const names = layers.reduce(
    (sum, { participants }) => sum + participants.reduce((n, slot) => n + slot.length + 1, 0),
    0,
  );
  const shifts = layers.reduce((sum, { calendar = null }) => sum + shiftsOf(calendar, facts), 0);
  const edges = onAbsence === 'flag' ? 0 : 2 * absencesOf(rota, facts);
  // Each override may split what is there, for all layers, and is looked at where another one acts.
  const swaps = facts.swaps.length;
  const split = 2 * (overrides.length + Math.min(swaps, MOST_SWAPS));
  const pieces = days * turnsADay(rota) + 2 * layers.length + 2 * shifts + edges * layers.length + split * 2;
  const joined = layers.some(({ join }) => join === true) ? layers.length : 1;
  const looks = onAbsence === 'next' && edges > 0 ? pieces * (names + shifts) * joined : 0;
  const counted = layers.reduce((sum, layer) => sum + countedBefore(layer, to), 0);
  return pieces * PIECE * joined + looks * LOOK + names * NAME + split * split * LOOK + counted * PIECE;
}

/** Taken swaps of other rotas change nothing. */
const MOST_SWAPS = 200;

function shiftsOf(calendar: string | null, { calendars = {} }: RotaFacts): number {
  return calendar === null ? 0 : (calendars[calendar]?.length ?? 0);
}

function absencesOf({ layers }: Rota, { absences, calendars = {} }: RotaFacts): number {
  const byUser = absencesByUser(absences);
  if (byUser.size === 0) {
    return 0;
  }
  const people = new Set(
    layers.flatMap(({ participants, calendar = null }) => [
      ...participants.flat(),
      ...(calendar === null ? [] : (calendars[calendar] ?? []).map(({ user }) => user)),
    ]),
  );
  // One that is entered after the rota may count as two.
  return 2 * [...people].reduce((sum, user) => sum + (byUser.get(user)?.length ?? 0), 0);
}

/** Turns that only covered slots take are counted from the first handoff on. */
function countedBefore({ rotation, restrictions }: Layer, to: number): number {
  if (rotation?.advance !== 'covered') {
    return 0;
  }
  const start = Date.parse(`${rotation.start}Z`);
  const span = Math.max(0, to - (Number.isNaN(start) ? 0 : start));
  const step = rotation.every * { hour: HOUR, day: DAY, week: 7 * DAY, month: 28 * DAY }[rotation.unit];
  return span / step + (span / DAY) * (restrictions?.length ?? 0);
}
