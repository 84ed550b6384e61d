/** A **maintenance** holds paging, or sends incidents to another policy, while work goes on. */
import { tryOrNull } from '#domain/attempt';
import type { Matcher } from '#domain/routing/matcher';
import { maintenanceAt } from '#domain/routing/maintenance-times';
import type { MaintenanceTimes } from '#domain/routing/maintenance-times';
import { matchBudget, matches } from '#domain/routing/matches';
import type { AlertView, MatchBudget } from '#domain/routing/matches';
import type { Calendar } from '#domain/time/holidays';

export interface Maintenance extends MaintenanceTimes {
  id: string;
  name: string;
  /** Every matcher must hold; empty: every alert of `integrations`. */
  match: Matcher[];
  /** Empty: alerts of every integration. */
  integrations: string[];
  action: { kind: 'hold' } | { kind: 'policy'; policy: string };
}

/** The effect of a maintenance under way on an alert. */
export type MaintenanceEffect =
  /** Nobody is paged until then. Incidents still open then escalate from step 1. */
  | { kind: 'hold'; maintenance: string; until: number }
  /** This policy instead of the route's, so that somebody still looks. */
  | { kind: 'policy'; maintenance: string; policy: string };

function includes({ integrations: chosen }: Maintenance, integration: string | null): boolean {
  return chosen.length === 0 || (integration !== null && chosen.includes(integration));
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
  return tryOrNull(() => (maintenanceAt(maintenance, at, calendar), true)) ?? false;
}

/**
 * The first maintenance in the list that is under way and matches the alert decides.
 * @param integration null for an incident opened by hand, which only matchers can match
 * @param unclear told of each that is under way and may concern the alert, but whose matchers are too heavy to be tried on it
 */
export function activeMaintenance(
  maintenances: ReadonlyArray<Maintenance>,
  alert: AlertView,
  integration: string | null,
  at: number,
  calendar: Calendar,
  budget: MatchBudget = matchBudget(),
  unclear: (maintenance: Maintenance) => void = () => undefined,
): MaintenanceEffect | null {
  const possible = maintenances.filter((one) => includes(one, integration) && isReadable(one, at, calendar));
  // One whose matchers are too heavy to be tried holds nothing, either.
  const concerns = (one: Maintenance) => matches(one.match, alert, budget);
  const active = possible.find((one) => {
    const result = maintenanceAt(one, at, calendar) === null ? 'no' : concerns(one);
    if (result === 'unclear') {
      unclear(one);
    }
    return result === 'yes';
  });
  if (!active) {
    return null;
  }
  if (active.action.kind === 'policy') {
    return { kind: 'policy', maintenance: active.id, policy: active.action.policy };
  }
  const holds = possible.filter((one) => one.action.kind === 'hold' && (one === active || concerns(one) === 'yes'));
  return { kind: 'hold', maintenance: active.id, until: endOfHold(holds, at, calendar) };
}
