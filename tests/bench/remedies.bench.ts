/**
 * What a search for remedies costs of a month with 2,000 incidents and ten alerts that wake people, each of which is tried with
 * every remedy: processor time of the thread that pages, and of all others; exit 1 where one is over its limit.
 */
import { alert } from '#domain/incident/incident.fake';
import { INSIGHT_SETTINGS } from '#domain/figures/settings';
import { REMEDIES } from '#domain/replay/remedy/judge';
import type { KnownWorth } from '#domain/replay/remedy/judge';
import { DAY, HOUR, MINUTE } from '#domain/time/duration';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import type { StoredObject } from '../../backend-shim/ports/configuration.ts';
import type { RecordedPeriod, RecordedSignal } from '../../backend-shim/replay/recorded.ts';
import { startSearch } from '../../backend-shim/replay/thread.ts';
import { figure, round } from './figures.ts';

const FROM = Date.UTC(2026, 9, 1);
const [ALERTS, TIMES] = [10, 200];
/** Seconds of processor time: of the thread that pages, and of the search. */
const [PAGING_LIMIT, LIMIT] = [1, 60];

const person = (login: string, to: string) => ({
  login,
  name: login,
  email: `${login}@example.com`,
  timeZone: 'UTC',
  contactMethods: [{ id: 'sms', type: 'sms', to, verified: true }],
  notificationRules: { default: [{ method: 'sms' }], urgent: [{ method: 'sms' }] },
});
const steps = [
  { notify: [{ user: 'ann' }], wait: '15m' },
  { notify: [{ user: 'ben' }], wait: '1h' },
];
const bodies: ReadonlyArray<[kind: string, id: string, body: object]> = [
  ['users', 'ann', person('ann', '+33612345601')],
  ['users', 'ben', person('ben', '+33612345602')],
  ['escalationPolicies', 'sre', { id: 'sre', name: 'SRE', steps }],
  ['integrations', 's', { id: 's', name: 'Hook', type: 'webhook', policy: 'sre', routes: [] }],
];
const today = bodies.map(([kind, id, body]): StoredObject => ({
  kind,
  id,
  body,
  origin: 'api',
  version: 1,
  createdAt: 0,
  updatedAt: 0,
}));
const versions = bodies.map(([kind, id, body]) => ({
  kind,
  id,
  number: 1,
  at: 0,
  origin: 'api' as const,
  body: JSON.stringify(body),
  created_at: 0,
}));

/** Eight times a night each, three minutes apart; half of them heal before the second step. */
const signals = Array.from({ length: ALERTS * TIMES }, (_, n): RecordedSignal[] => {
  const [name, time] = [n % ALERTS, Math.floor(n / ALERTS)];
  const at = FROM + Math.floor(time / 8) * DAY + 22 * HOUR + (time % 8) * HOUR + name * 3 * MINUTE;
  const one = alert({ fingerprint: `a${name}`, groupKey: `a${name}`, title: `Alert ${name}`, labels: {} });
  const signal = { integration: 's', incident: `i${n}`, decision: '', pageTest: false };
  return [
    { ...signal, id: `${n}-fires`, at, alert: one },
    { ...signal, id: `${n}-heals`, at: at + (time % 2 === 0 ? 4 : 25) * MINUTE, alert: { ...one, status: 'resolved' } },
  ];
})
  .flat()
  .sort((a, b) => a.at - b.at);
const period: RecordedPeriod = {
  from: FROM,
  to: FROM + 30 * DAY,
  signals,
  commands: [],
  deliveries: [],
  pages: [],
  downtimes: [],
  rests: new Map(),
  turns: new Map(),
};
const parts = {
  versions,
  history: [],
  beside: [],
  known: new Map(),
  carriers: {},
  calendars: { zones: TEST_ZONES, holidays: {} },
  settings: { sleep: INSIGHT_SETTINGS.sleep, mail: true },
};
const known: KnownWorth = { critical: new Set(), useful: new Set(), worked: new Map(), handled: new Set() };

const [paging, all, started] = [process.threadCpuUsage(), process.cpuUsage(), performance.now()];
const question = { period, parts, today, known };
const found = await startSearch(question, { old: 976, young: 48 }, () => undefined).findings;
const secondsOf = ({ user, system }: { user: number; system: number }) => (user + system) / 1e6;
const own = secondsOf(process.threadCpuUsage(paging));
const search = secondsOf(process.cpuUsage(all)) - own;
const tried = found?.alerts.reduce((sum, one) => sum + one.tried.length, 0) ?? 0;
if (tried !== ALERTS * REMEDIES.length || found?.failures !== 0) {
  throw new Error(`${tried} remedies of ${found?.alerts.length} alerts were tried, ${found?.failures} failures`);
}
figure('remedies', `${ALERTS * TIMES} incidents, ${tried} remedies`, {
  pagingThread: round(own),
  search: round(search),
  clock: round((performance.now() - started) / 1000),
  pagingLimit: PAGING_LIMIT,
  limit: LIMIT,
});
process.exitCode = own > PAGING_LIMIT || search > LIMIT ? 1 : 0;
