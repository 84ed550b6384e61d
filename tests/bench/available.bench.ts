/** What entering a step costs more while somebody must rest: 1 of its 2 people, 200 work profiles; exit 1 over the limit. */
import type { Policy, StepTarget } from '#domain/escalation/policy';
import { advance } from '#domain/incident/advance';
import type { DecisionFacts } from '#domain/incident/draft';
import type { Incident } from '#domain/incident/model';
import { newIncident } from '#domain/incident/signal/open';
import type { Unit } from '#domain/labour/facts/unit';
import { HOUR, MINUTE } from '#domain/time/duration';
import { zonesFor } from '../../backend-shim/adapters/zones.ts';
import type { Directory } from '../../backend-shim/ports/directory.ts';
import { factsFrom } from '../../backend-shim/store/incidents/facts.ts';
import { NO_RESTS } from '../../backend-shim/store/labour/resting.ts';
import { figure, latencies } from './figures.ts';

/** ms */
const LIMIT = 0.1;
const ROUNDS = 5000;
const PEOPLE = 200;
/** Wednesday 7 October 2026, 09:30 in Paris. */
const NOW = Date.UTC(2026, 9, 7, 7, 30);

const logins = Array.from({ length: PEOPLE }, (_, i) => `person${i}`);
const schedule = [
  { days: ['workday' as const], from: '09:00', to: '12:30' },
  { days: ['workday' as const], from: '14:30', to: '18:00' },
];
const profileOf = (user: string) => ({ user, unit: 'ops', from: 0, until: null, contract: 'hours', schedule });
const duties = ['sre', 'db', 'net'].map((rota) => ({ rota, kind: 'onCall', level: 'primary', from: 0, until: null }));
const unit = { id: 'ops', timeZone: 'Europe/Paris', holidays: 'FR', restPaging: 'hold', duties } as unknown as Unit;
const responder = (login: string) => ({ login, name: login, timeZone: 'Europe/Paris', disabled: false });
const directory = {
  units: new Map([['ops', unit]]),
  profiles: new Map(logins.map((login) => [login, [profileOf(login)]])),
  responders: new Map(logins.map((login) => [login, responder(login)])),
  facts: { zones: (await zonesFor(['Europe/Paris'])).zones, holidays: { FR: ['2026-11-11'] }, absences: [], swaps: [] },
  onCall: (_rota: string, who: string) => (who === 'current' ? ['person0'] : ['person1']),
  teams: new Map(),
  policies: new Map(),
  integrations: new Map(),
  admins: [],
} as unknown as Directory;

const user = (login: string): StepTarget => ({ kind: 'user', user: login });
const steps = [[{ kind: 'rota' as const, rota: 'sre', who: 'current' as const }, user('person2')], [user('person3')]];
const policy: Policy = {
  id: 'p',
  name: 'p',
  team: null,
  repeat: 0,
  ackTimeout: null,
  onExhausted: null,
  steps: steps.map((notify) => ({
    notify,
    urgency: null,
    wait: 5 * MINUTE,
    when: null,
    requireAcks: 2,
    onlyNew: false,
  })),
};
const seed = newIncident({
  id: 'i',
  number: 1,
  integration: null,
  source: 'manual',
  groupKey: 'g',
  title: 'Disk full',
  description: '',
  severity: 'error',
  urgency: null,
  team: null,
  policy: 'p',
  labels: {},
  links: [],
  test: false,
  now: NOW,
});
const waiting: Incident = {
  ...seed,
  run: { policy, pass: 0, passStartedAt: NOW, step: -1, entry: 0, paged: [] },
  timers: { escalate: NOW },
};

function pagedBy(facts: DecisionFacts): string[] {
  const { effects } = advance(waiting, [{ kind: 'timers' }], NOW, facts);
  return effects.flatMap((effect) => (effect.kind === 'page' ? [effect.user] : []));
}

function medianOf(subject: string, facts: DecisionFacts): number {
  const times = Array.from({ length: ROUNDS + 500 }, () => {
    const start = performance.now();
    pagedBy(facts);
    return performance.now() - start;
  });
  const { p50, p99 } = latencies(times.slice(500));
  figure('available', subject, { p50, p99, limit: LIMIT, paged: pagedBy(facts).join(' ') });
  return p50;
}

const rest = { user: 'person0', unit: 'ops', planned_at: NOW - HOUR, earliest_at: NOW + 2 * HOUR, started_at: null };
const factsOf = (rests: typeof NO_RESTS) => factsFrom(directory, new Map(), new Map(), rests);
const without = medianOf('without rest', factsOf(NO_RESTS));
const withRest = medianOf('with rest', factsOf(new Map([['person0', [rest]]])));
process.exitCode = withRest - without > LIMIT ? 1 : 0;
