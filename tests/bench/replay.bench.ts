/**
 * What a replay costs: 50,000 alerts of a month, gone through three times (as it was, without the draft, and with it), and how
 * long pages take meanwhile; exit 1 where the processor time is over its limit.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { alert, policy, step, user } from '#domain/incident/incident.fake';
import type { Directory } from '../../backend-shim/ports/directory.ts';
import { directoryOf, person } from '../../backend-shim/stages/outbox/people.fake.ts';
import { createMemoryPager } from '../../backend-shim/replay/memory/pager.ts';
import { channelsOf, worldFrom } from '../../backend-shim/replay/real-stages.fake.ts';
import type { ReplayQuestion } from '../../backend-shim/replay/run.ts';
import { startReplay } from '../../backend-shim/replay/thread.ts';
import type { RecordedPeriod, RecordedSignal } from '../../backend-shim/replay/recorded.ts';
import { fakeIntegration } from '#domain/routing/integration.fake';
import type { Route } from '#domain/routing/integration';
import { DAY, MINUTE } from '#domain/time/duration';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import { INSIGHT_SETTINGS } from '#domain/figures/settings';
import { measurePagesBeside } from './beside-replay.ts';
import { figure, round } from './figures.ts';

const FROM = Date.UTC(2026, 9, 1);
const ALERTS = 50_000;
/** Seconds. */
const LIMIT = 20;

const route = (index: number): Route => ({
  match: [{ name: 'team', operator: '=' as const, value: `t${index}` }],
  when: null,
  policy: null,
  urgency: null,
  severity: null,
  labels: {},
  drop: false,
  heartbeat: null,
});
const integration = fakeIntegration({ routes: Array.from({ length: 20 }, (_, index) => route(index)) });
/** Nobody answers: each incident pages four times before it recovers. */
const directory = directoryOf([person('ann', ['chat', 'phone']), person('ben', ['email'])], {
  policies: new Map([['p', policy([step([user('ann')]), step([user('ben')])], { repeat: 2 })]]),
  integrations: new Map([['s', integration]]),
  units: new Map(),
  profiles: new Map(),
  maintenances: [],
  facts: { zones: TEST_ZONES, holidays: {}, absences: [], swaps: [], calendars: {} },
} as unknown as Partial<Directory>);

const signals = Array.from({ length: ALERTS }, (_, index): RecordedSignal => {
  const key = `g${(index >> 1) % 5000}`;
  const status = index % 2 === 0 ? 'firing' : 'resolved';
  return {
    id: String(index),
    integration: 's',
    incident: null,
    decision: '',
    pageTest: false,
    at: FROM + Math.floor((index * 30 * DAY) / ALERTS) + (index % 2) * 15 * MINUTE,
    alert: alert({ fingerprint: key, groupKey: key, status, labels: { team: `t${index % 40}` } }),
  };
}).sort((a, b) => a.at - b.at);
const period: RecordedPeriod = {
  from: FROM,
  to: FROM + 31 * DAY,
  signals,
  commands: [],
  deliveries: [],
  pages: [],
  downtimes: [],
  rests: new Map(),
  turns: new Map(),
};

const NOBODY = { commands: [], onArrival: () => [], onCommand: () => undefined };

const before = process.cpuUsage();
const started = performance.now();
for (const night of ['as it was', 'without the draft', 'with it']) {
  const worlds = [worldFrom(FROM, directory)];
  const pager = createMemoryPager({ channels: channelsOf([]), period, worlds, ...NOBODY });
  pager.runUntil(period.to);
  const { incidents, pages, deliveries } = pager.night();
  figure('replay', night, { incidents: incidents.size, pages: pages.length, deliveries: deliveries.length });
}
const { user: used, system } = process.cpuUsage(before);
const seconds = (used + system) / 1e6;
const clock = (performance.now() - started) / 1000;
figure('replay', `${ALERTS} alerts, three nights`, { processor: round(seconds), clock: round(clock), limit: LIMIT });
process.exitCode = seconds > LIMIT ? 1 : 0;

/** As many deliveries as pages, handed to the thread: how long paging waits meanwhile, and at once for comparison. */
const deliveries = Array.from({ length: 2 * ALERTS }, (_, index) => ({
  id: String(index),
  incident: `i${index}`,
  user: 'ann',
  channel: null,
  method: 'chat',
  state: 'done',
  outcome: null,
  createdAt: FROM + index,
  doneAt: FROM + index + 9,
  attempts: [{ at: FROM + index + 9, tookMs: 9, outcome: 'done' as const, reason: null }],
}));
const question: ReplayQuestion = {
  period: { ...period, deliveries },
  parts: {
    versions: [],
    history: [],
    beside: [],
    known: new Map(),
    carriers: {},
    calendars: { zones: TEST_ZONES, holidays: {} },
    settings: { sleep: INSIGHT_SETTINGS.sleep, mail: true },
  },
  drafts: [[]],
  answers: 'median',
};
const atOnce = performance.now();
structuredClone(question);
const whole = performance.now() - atOnce;
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const begun = process.cpuUsage();
const { outcomes } = startReplay(question, { old: 976, young: 48 }, () => undefined);
await outcomes;
delay.disable();
figure('replay', `${ALERTS} alerts and ${deliveries.length} deliveries handed over`, {
  atOnceMs: round(whole),
  longestTurnMs: round(delay.max / 1e6),
  turnP99Ms: round(delay.percentile(99) / 1e6),
  processorMs: round((process.cpuUsage(begun).user + process.cpuUsage(begun).system) / 1000),
});

await measurePagesBeside(ALERTS);
