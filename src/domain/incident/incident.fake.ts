/** Makes incidents, alerts and facts for unit tests, small and always the same unless a test says otherwise. */
import type { Policy, Step, StepTarget } from '#domain/escalation/policy';
import { advance } from '#domain/incident/advance';
import type { AdvanceResult, IncidentEvent } from '#domain/incident/advance';
import type { Alert } from '#domain/incident/signal/alert';
import type { DecisionFacts } from '#domain/incident/draft';
import type { Effect } from '#domain/incident/effects';
import type { Actor, Incident } from '#domain/incident/model';
import { newIncident } from '#domain/incident/signal/open';
import type { KnownAlert } from '#domain/incident/signal/placement';
import type { Responder } from '#domain/notify/responder';
import { MINUTE } from '#domain/time/duration';

export const NOON = Date.UTC(2026, 2, 2, 12);
export const ANN: Actor = { name: 'ann', kind: 'person', via: 'grafana' };
export const BEN: Actor = { name: 'ben', kind: 'person', via: 'link' };
export const SCRIPT: Actor = { name: 'api', kind: 'script', via: 'api' };

export function step(notify: StepTarget[], changes: Partial<Step> = {}): Step {
  return { notify, urgency: null, wait: 5 * MINUTE, when: null, requireAcks: 1, onlyNew: false, ...changes };
}

export function policy(steps: Step[], changes: Partial<Policy> = {}): Policy {
  return { id: 'p', name: 'Policy', team: 'sre', repeat: 0, ackTimeout: null, steps, onExhausted: null, ...changes };
}

export const user = (login: string): StepTarget => ({ kind: 'user', user: login });

export function responder(login: string, changes: Partial<Responder> = {}): Responder {
  return {
    login,
    name: login,
    email: `${login}@example.com`,
    timeZone: 'UTC',
    language: 'en',
    admin: false,
    disabled: false,
    contactMethods: [{ id: 'email', type: 'email', to: `${login}@example.com`, secret: null, verified: true }],
    rules: { default: [], urgent: [] },
    quietHours: null,
    mute: [],
    handoffAhead: null,
    ...changes,
  };
}

/** Ann is on call, Ben is second, Cleo manages the team. */
export function facts(changes: Partial<DecisionFacts> = {}): DecisionFacts {
  const logins = ['ann', 'ben', 'cleo', 'dee'];
  return {
    calendar: { zones: { UTC: { changes: [], offsets: [0] } }, holidays: {} },
    onCall: (rota, who) =>
      rota !== 'sre' ? null : who === 'everyone' ? ['ann', 'ben'] : who === 'next' ? ['ben'] : ['ann'],
    policy: () => null,
    team: (id) =>
      id === 'sre' ? { id, name: 'SRE', members: ['ann', 'ben'], managers: ['cleo'], grafanaTeam: null } : null,
    responder: (login) => (logins.includes(login) ? responder(login) : null),
    admins: () => ['dee'],
    turn: () => 0,
    signalsSince: () => 0,
    tellsSilences: () => false,
    sourceName: () => 'Scripts',
    ...changes,
  };
}

export function incident(changes: Partial<Incident> = {}): Incident {
  const seed = newIncident({
    id: 'i1',
    number: 1,
    integration: 'scripts',
    source: 'webhook',
    groupKey: 'disk',
    title: 'Disk full',
    description: '',
    severity: 'error',
    urgency: null,
    team: 'sre',
    policy: 'p',
    labels: {},
    links: [],
    test: false,
    now: NOON,
  });
  return { ...seed, version: 1, ...changes };
}

/** An open incident with its first alert, after step 1 was entered. */
export function running(steps: Step[], changes: Partial<Policy> = {}, given: DecisionFacts = facts()): Incident {
  const opened = apply(
    incident({ version: 0 }),
    NOON,
    [
      {
        kind: 'open',
        opening: {
          actor: SCRIPT,
          reason: 'a test',
          policy: policy(steps, changes),
          users: [],
          holdUntil: null,
          pageTest: false,
        },
      },
      signal(alert()),
    ],
    given,
  ).incident;
  return apply(opened, NOON, [{ kind: 'timers' }], given).incident;
}

export function apply(
  from: Incident,
  now: number,
  events: IncidentEvent[],
  given: DecisionFacts = facts(),
): AdvanceResult {
  return advance(from, events, now, given);
}

export function alert(changes: Partial<Alert> = {}): Alert {
  return {
    fingerprint: 'disk',
    groupKey: 'disk',
    status: 'firing',
    severity: 'error',
    title: 'Disk full',
    description: null,
    labels: {},
    links: [],
    startsAt: null,
    problemId: null,
    actor: null,
    note: null,
    wholeGroup: false,
    test: false,
    raw: null,
    ...changes,
  };
}

export function known(changes: Partial<KnownAlert> = {}): KnownAlert {
  return { fingerprint: 'disk', status: 'firing', severity: 'error', startsAt: null, problemId: null, ...changes };
}

export function signal(
  of: Alert,
  knownAs: KnownAlert | null = null,
  settings: { resolveDelay?: number; autoResolve?: number | null; reopenWindow?: number } = {},
  reopen = false,
): IncidentEvent {
  return {
    kind: 'signal',
    signal: {
      alert: of,
      known: knownAs,
      reopen,
      settings: { resolveDelay: 0, autoResolve: null, reopenWindow: 10 * MINUTE, ...settings },
    },
  };
}

/** The people paged, with the urgency: `ann default`. */
export function paged(effects: readonly Effect[]): string[] {
  return effects.flatMap((effect) => (effect.kind === 'page' ? [`${effect.user} ${effect.urgency}`] : []));
}

export function texts(effects: readonly Effect[]): string[] {
  return effects.flatMap((effect) => (effect.kind === 'timeline' ? [effect.entry.text] : []));
}
