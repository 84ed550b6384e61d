/**
 * Tries remedies for the alerts that woke people most: goes through the period once without any, and once with each. Runs in
 * the thread of replays.
 */
import { alertKey } from '#domain/insight/incident/quality';
import { judge, remedyNight, REMEDIES } from '#domain/replay/remedy/judge';
import type { RemedyVerdict, KnownWorth, AlertRemedy, RemedyIncident, RemedyNight } from '#domain/replay/remedy/judge';
import { worstAlerts } from '#domain/replay/remedy/worst-alerts';
import type { WorstAlert } from '#domain/replay/remedy/worst-alerts';
import { LONGEST_MATCHER } from '#domain/routing/regex/limits';
import { formatMatcher } from '#domain/routing/matcher';
import type { Alert } from '#domain/incident/signal/alert';
import type { StoredObject } from '../../ports/configuration.ts';
import { nameLabel, nameOfAlert } from '../../store/incidents/list/alert-name.ts';
import { settingsNow } from '../worlds.ts';
import type { WorldParts } from '../worlds.ts';
import { beginNights } from '../run.ts';
import type { GoneThrough } from '../run.ts';
import type { RecordedPeriod } from '../recorded.ts';
import { bodyOf, changesOf } from './changes.ts';
import type { ChangedKind, RemedyChange, RemedySubject } from './changes.ts';
import { partsWith } from './versions.ts';

/** Plain values, which another thread can be given. */
export interface RemedyQuestion {
  period: RecordedPeriod;
  parts: Omit<WorldParts, 'draft'>;
  known: KnownWorth;
  /** Objects as they are now. */
  today: readonly StoredObject[];
}

/** An object as the remedy would have it. Of an integration only its routes. */
interface RemedyObject {
  kind: ChangedKind;
  id: string;
  /** The version that was changed; null: the object is new. */
  version: number | null;
  body: object;
}

interface TriedRemedy extends RemedyVerdict {
  remedy: AlertRemedy;
  /** In the order in which they can be saved. */
  objects: RemedyObject[];
}

export interface TriedAlert extends Omit<WorstAlert, 'alert' | 'policy'> {
  integration: string;
  name: string;
  tried: TriedRemedy[];
}

export interface RemedyFindings {
  alerts: TriedAlert[];
  /** Parts that failed unexpectedly and were left out. */
  failures: number;
}

/** Alerts for which remedies are tried. */
const MOST_ALERTS = 10;
/** Wakings that say something about an alert. */
export const ENOUGH = 3;

/** @param progress from 0 to 1 */
export function tryRemedies(question: RemedyQuestion, progress: (done: number) => void): RemedyFindings {
  const { period, parts, known, today } = question;
  // Nobody answers who did not in truth: nothing rests on what the model supposes.
  const { before: was, again } = beginNights({ period, parts, answers: 'never' }, (done) => progress(done / 20));
  const before = nightOf(was);
  const worst = worstAlerts(before, MOST_ALERTS).filter(({ wakings }) => wakings >= ENOUGH);
  let { failures } = was.replayed;
  const each = 1 / Math.max(1, worst.length * REMEDIES.length);
  const alerts = worst.map(({ alert, policy, ...more }, nth): TriedAlert => {
    const identity = identityOf(alert);
    const subject = policy === null ? null : subjectOf(question, identity, alert, policy);
    const tried = REMEDIES.flatMap((remedy, index): TriedRemedy[] => {
      const told = (done: number) => progress(0.05 + 0.95 * each * (nth * REMEDIES.length + index + done));
      const changes = subject && changesOf(remedy, subject, today);
      if (changes === null) {
        return [];
      }
      const { after } = again(partsWith(parts, changes), told);
      failures += after.replayed.failures;
      return [{ remedy, ...judge(before, nightOf(after), known), objects: objectsOf(changes, today) }];
    });
    return { ...identity, ...more, tried };
  });
  return { alerts, failures };
}

function nightOf({ night, replayed }: GoneThrough): RemedyNight {
  const incidents = [...replayed.incidents.values()].filter(({ test }) => !test);
  const pages = night.pages.filter(({ incident }) => replayed.incidents.get(incident)?.test === false);
  return remedyNight(
    { pages, invented: night.invented },
    incidents.map((one): RemedyIncident => ({
      id: one.id,
      alert: one.integration && alertKey({ integration: one.integration, name: nameOfAlert(one) }),
      policy: one.policy,
      critical: one.severity === 'critical',
      answeredAt: replayed.answered.get(one.id) ?? null,
      exhaustedAt: replayed.exhausted.get(one.id) ?? null,
      healedAt: one.resolution === 'source' ? one.resolvedAt : null,
    })),
  );
}

function identityOf(alert: string): { integration: string; name: string } {
  const slash = alert.indexOf('/');
  return { integration: alert.slice(0, slash), name: alert.slice(slash + 1) };
}

/** null: no matcher finds the alert. */
function subjectOf(
  { period, parts, today }: RemedyQuestion,
  { integration, name }: { integration: string; name: string },
  alert: string,
  policy: string,
): RemedySubject | null {
  const signal = period.signals.find(
    (one) =>
      one.incident !== null && alertKey({ integration: one.integration, name: nameOfSignal(one.alert) }) === alert,
  );
  if (signal === undefined) {
    return null;
  }
  const match = formatMatcher({ name: nameLabel(signal.alert) ?? 'title', operator: '=', value: name });
  const { sleep } = settingsNow(parts);
  const timeZone = zoneOf(today, policy);
  return match.length > LONGEST_MATCHER ? null : { integration, policy, match, sleep, timeZone };
}

function nameOfSignal({ labels, title }: Alert): string {
  return nameOfAlert({ labels, title: title ?? '' });
}

/** Of the first rota that the policy pages. */
function zoneOf(today: readonly StoredObject[], policy: string): string {
  const { steps = [] } = (bodyOf(today, 'escalationPolicies', policy) ?? {}) as {
    steps?: ReadonlyArray<{ notify: ReadonlyArray<{ rota?: string; user?: string }> }>;
  };
  const zones = steps
    .flatMap(({ notify }) => notify)
    .flatMap(({ rota, user }) => today.filter((one) => isOf(one, 'rotas', rota) || isOf(one, 'users', user)))
    .flatMap(({ body }) => (body as { timeZone?: string | null }).timeZone ?? []);
  return zones[0] ?? 'UTC';
}

function isOf(one: StoredObject, kind: string, id: string | undefined): boolean {
  return one.kind === kind && one.id === id;
}

function objectsOf(changes: readonly RemedyChange[], today: readonly StoredObject[]): RemedyObject[] {
  return changes.flatMap(({ kind, id, from, change }): RemedyObject[] => {
    const body = change(from === null ? null : bodyOf(today, kind, from));
    const version = today.find((one) => isOf(one, kind, id))?.version ?? null;
    return body === null ? [] : [{ kind, id, version, body: kind === 'integrations' ? routesOf(body) : body }];
  });
}

/** Nothing that lets alerts in leaves the thread. */
function routesOf(body: object): object {
  const { id, routes } = body as { id?: string; routes?: unknown };
  return { id, routes };
}
