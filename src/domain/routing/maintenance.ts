/** A **maintenance** holds paging, or sends incidents to another policy, while work goes on. */
import { answerOf } from '#domain/attempt';
import type { Matcher } from '#domain/routing/matcher';
import { matches } from '#domain/routing/matches';
import type { AlertView } from '#domain/routing/matches';
import type { Calendar } from '#domain/time/calendar';
import { DAY, WEEK } from '#domain/time/duration';
import { addMonths, monthsBetween, parseLocal } from '#domain/time/local';
import type { LocalDateTime } from '#domain/time/local';
import type { Span } from '#domain/time/span';
import { firstInstant, lastInstant, toLocal, zoneTable } from '#domain/time/zone';

export interface Maintenance {
  id: string;
  name: string;
  /** Every matcher must hold; empty: every alert of `integrations`. */
  match: Matcher[];
  /** Empty: alerts of every integration. */
  integrations: string[];
  /** Wall clock (`2026-02-10T20:00`) in `timeZone`; half-open. */
  start: string;
  end: string;
  timeZone: string;
  repeat: 'daily' | 'weekly' | 'monthly' | null;
  /** Wall clock after which no repetition starts; null to repeat for ever. */
  until: string | null;
  action: { kind: 'hold' } | { kind: 'policy'; policy: string };
}

/** The effect of a maintenance under way on an alert. */
export type MaintenanceEffect =
  /** Nobody is paged until then. Incidents still open then escalate from step 1. */
  | { kind: 'hold'; maintenance: string; until: number }
  /** This policy instead of the route's, so that somebody still looks. */
  | { kind: 'policy'; maintenance: string; policy: string };

const STEPS = { daily: DAY, weekly: WEEK, monthly: 0 } as const;

/** Start of repetition `k` on the wall. Months count from the first and clamp to the end of short ones. */
function startOf(maintenance: Pick<Maintenance, 'repeat'>, first: LocalDateTime, k: number): LocalDateTime {
  const { repeat } = maintenance;
  return repeat === 'monthly' ? addMonths(first, k) : first + k * (repeat === null ? 0 : STEPS[repeat]);
}

function repetitionNear(maintenance: Pick<Maintenance, 'repeat'>, first: LocalDateTime, local: LocalDateTime): number {
  const { repeat } = maintenance;
  if (repeat === null) {
    return 0;
  }
  return repeat === 'monthly' ? monthsBetween(first, local) : Math.floor((local - first) / STEPS[repeat]);
}

/**
 * The repetition under way at `local` or the next one, on the wall; the last one if none follows. Without repetition: the
 * only one.
 */
export function repetitionFrom(
  maintenance: Pick<Maintenance, 'start' | 'end' | 'repeat' | 'until'>,
  local: LocalDateTime,
): { start: LocalDateTime; end: LocalDateTime } | null {
  const [first, last] = [parseLocal(maintenance.start), parseLocal(maintenance.end)];
  if (first === null || last === null) {
    return null;
  }
  const until = maintenance.until === null ? Infinity : (parseLocal(maintenance.until) ?? Infinity);
  const near = repetitionNear(maintenance, first, Math.min(local, until));
  const all = [near - 1, near, near + 1]
    .map((k) => startOf(maintenance, first, Math.max(k, 0)))
    .filter((start) => start <= until)
    .map((start) => ({ start, end: start + last - first }));
  return all.find(({ end }) => local < end) ?? all.at(-1) ?? null;
}

/** The repetition under way at an instant, or null. Civil time as in rotas: first start, last end. */
export function maintenanceAt(maintenance: Maintenance, at: number, calendar: Calendar): Span | null {
  const zone = zoneTable(calendar.zones, maintenance.timeZone);
  const [first, last] = [parseLocal(maintenance.start), parseLocal(maintenance.end)];
  if (first === null || last === null) {
    return null;
  }
  const until = maintenance.until === null ? Infinity : (parseLocal(maintenance.until) ?? Infinity);
  const near = repetitionNear(maintenance, first, toLocal(zone, at));
  // A repetition is shorter than its period, and a change of offset moves its edges by less than one.
  for (const k of maintenance.repeat === null ? [0] : [near - 1, near, near + 1]) {
    const local = startOf(maintenance, first, k);
    const span = { start: firstInstant(zone, local), end: lastInstant(zone, local + last - first) };
    if (k >= 0 && local <= until && span.start <= at && at < span.end) {
      return span;
    }
  }
  return null;
}

function concerns(maintenance: Maintenance, alert: AlertView, integration: string | null): boolean {
  const chosen = maintenance.integrations;
  return (
    (chosen.length === 0 || (integration !== null && chosen.includes(integration))) && matches(maintenance.match, alert)
  );
}

/** Holds that follow each other without a gap are one, so that paging does not start for a moment in between. */
function endOfHold(holds: ReadonlyArray<Maintenance>, at: number, calendar: Calendar): number {
  let until = at;
  for (let round = 0; round < MAX_CHAIN; round++) {
    const ends = holds.map((hold) => maintenanceAt(hold, until, calendar)?.end ?? until);
    const next = Math.max(until, ...ends);
    if (next === until) {
      break;
    }
    until = next;
  }
  return until;
}

/** The limit for maintenances that alternate for ever. */
const MAX_CHAIN = 100;

/** A maintenance that cannot be evaluated (an invalid zone) holds nothing, so paging continues. */
function isReadable(maintenance: Maintenance, at: number, calendar: Calendar): boolean {
  return answerOf(() => (maintenanceAt(maintenance, at, calendar), true)) ?? false;
}

/**
 * The first maintenance in the list that is under way and matches the alert decides.
 * @param integration null for an incident opened by hand, which only matchers can match
 */
export function activeMaintenance(
  maintenances: ReadonlyArray<Maintenance>,
  alert: AlertView,
  integration: string | null,
  at: number,
  calendar: Calendar,
): MaintenanceEffect | null {
  const concerned = maintenances.filter((one) => concerns(one, alert, integration) && isReadable(one, at, calendar));
  const active = concerned.find((one) => maintenanceAt(one, at, calendar) !== null);
  if (!active) {
    return null;
  }
  if (active.action.kind === 'policy') {
    return { kind: 'policy', maintenance: active.id, policy: active.action.policy };
  }
  const holds = concerned.filter(({ action }) => action.kind === 'hold');
  return { kind: 'hold', maintenance: active.id, until: endOfHold(holds, at, calendar) };
}
