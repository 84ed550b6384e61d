/**
 * What moving a team in by the wizard costs the sidecar that pages meanwhile: how long planning and comparing take for
 * twelve and sixty copies of the small pagers, the longest turn of the event loop, and how long pages take with and
 * without it. Exit 1 where the team of twelve takes longer than 20 s.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { ImportDetail, PlanReport } from '#modules/importing/contract/wizard';
import * as goalert from '../../backend-shim/modules/importing/client/pagers/goalert/fakes/content.fake.ts';
import { goalertPeer } from '../../backend-shim/modules/importing/client/pagers/goalert/fakes/peer.fake.ts';
import * as oncall from '../../backend-shim/modules/importing/client/pagers/oncall/fakes/content.fake.ts';
import { oncallPeer } from '../../backend-shim/modules/importing/client/pagers/oncall/fakes/peer.fake.ts';
import * as opsgenie from '../../backend-shim/modules/importing/client/pagers/opsgenie/fakes/content.fake.ts';
import { opsgeniePeer } from '../../backend-shim/modules/importing/client/pagers/opsgenie/fakes/peer.fake.ts';
import * as pagerduty from '../../backend-shim/modules/importing/client/pagers/pagerduty/fakes/content.fake.ts';
import { pagerdutyPeer } from '../../backend-shim/modules/importing/client/pagers/pagerduty/fakes/peer.fake.ts';
import type { PagerTransport } from '../../backend-shim/modules/importing/client/reading/reader.ts';
import type { ImportSource } from '#modules/importing/domain/model';
import { startPager } from '../support/pager-server.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { TURN_PROBE, turnsOf } from '../support/turns.ts';
import { until } from '../support/waiting.ts';
import { startWebhookSink } from '../support/webhook-sink.ts';
import { Wizard } from '../modules/importing/wizard.ts';
import { enlarged } from './enlarged.ts';
import { figure, latencies, round } from './figures.ts';
import { cpuSeconds } from './process.ts';
import { ingestToken, withEachSidecar } from './subjects.ts';

const LIMIT = 20_000;
const TEAM = 12;
const LARGE = 60;
/** Between two alerts of the probe, ms. */
const PROBED_EVERY = 100;

interface Subject {
  source: ImportSource;
  now: string;
  copies: number;
  peer: PagerTransport;
  key: string;
}

const ofGoalert = (copies: number): Subject => ({
  source: 'goalert',
  now: goalert.TAKEN,
  copies,
  key: 'first-key\nsecond-key\nthird-key',
  peer: goalertPeer(enlarged(goalert.goalertContent, copies)),
});
const SUBJECTS: Subject[] = [
  {
    source: 'oncall',
    now: oncall.TAKEN,
    copies: TEAM,
    key: 'first-key',
    peer: oncallPeer(enlarged(oncall.oncallContent, TEAM)),
  },
  {
    source: 'opsgenie',
    now: opsgenie.TAKEN,
    copies: TEAM,
    key: 'first-key',
    peer: opsgeniePeer(enlarged(opsgenie.opsgenieContent, TEAM)),
  },
  {
    source: 'pagerduty',
    now: pagerduty.TAKEN,
    copies: TEAM,
    key: 'first-key',
    peer: pagerdutyPeer(enlarged(pagerduty.pagerdutyContent, TEAM)),
  },
  ofGoalert(TEAM),
  ofGoalert(LARGE),
];

const sink = await startWebhookSink();
const provisioning = `
apiVersion: 1
users:
  - login: bench
    name: Bench
    email: bench@example.com
    contactMethods: [{ id: hook, type: webhook, to: "${sink.url('/bench')}" }]
    notificationRules: { urgent: [{ method: hook, after: 0s }] }
teams: [{ id: bench, name: Bench, members: [bench] }]
escalationPolicies:
  - { id: bench, name: Bench, team: bench, steps: [{ notify: [{ user: bench }], urgency: urgent, wait: 1d }] }
integrations:
  - { id: bench, name: Bench, type: webhook, team: bench, token: ${ingestToken}, policy: bench }
`;

/** Posts an alert and waits for its page, again and again until told to end. @returns how long each took, ms */
function probed(sidecar: Sidecar): () => Promise<number[]> {
  const ms: number[] = [];
  let ends = false;
  const run = async () => {
    while (!ends) {
      const started = performance.now();
      const title = `Disk full ${started}`;
      await sidecar.ingest(ingestToken, { id: title, title, severity: 'critical', status: 'firing' });
      const { at } = await sink.waitFor(({ raw }) => raw.includes(title));
      ms.push(at - started);
      await pause(PROBED_EVERY);
    }
  };
  const done = run();
  return async () => {
    ends = true;
    await done;
    return ms;
  };
}

/** Everything but what the pager's own limits cost. */
async function measure(sidecar: Sidecar, subject: string, { source, now, copies, peer, key }: Subject): Promise<void> {
  const pager = await startPager(peer);
  const wizard = new Wizard(sidecar);
  await sidecar.setClock(now);
  await wizard.begin({ source, url: pager.url, key });
  const { people, failure } = await wizard.idle(600_000);
  if (failure !== null) throw new Error(`${source}: ${failure.message}`);
  await wizard.choose(Object.fromEntries(people.map(({ id }) => [id, id.toLowerCase().replaceAll(':', '-')])));
  const before = probed(sidecar);
  await pause(3_000);
  const quiet = await before();

  const longestTurn = turnsOf(sidecar);
  await longestTurn();
  const [processor, started, during] = [cpuSeconds(sidecar.pid), performance.now(), probed(sidecar)];
  await wizard.ask('plan');
  const ended = await until<ImportDetail>('plan and proof are made', async () => {
    const { body } = await wizard.read();
    return body.steps.length === 0 && body;
  });
  const ms = performance.now() - started;
  const [busy, turn] = [await during(), round(await longestTurn())];
  if (ended.failure !== null) throw new Error(`${source}: ${ended.failure.message}`);
  const { items } = (await wizard.read<PlanReport>('report')).body;
  const count = (kind: string) => items.filter((one) => one.kind === kind).length;
  figure('wizard', `${subject}, ${copies} of ${source}`, {
    people: people.length,
    rotas: count('rota'),
    policies: count('policy'),
    integrations: count('integration'),
    unexplained: ended.proof?.unexplained ?? -1,
    ms: round(ms),
    turn,
    processor: round((cpuSeconds(sidecar.pid) - processor) * 1000),
    quietP50: latencies(quiet).p50,
    quietMax: latencies(quiet).max,
    pages: busy.length,
    busyP50: latencies(busy).p50,
    busyMax: latencies(busy).max,
  });
  if (copies === TEAM && ms > LIMIT) process.exitCode = 1;
  await sidecar.api('DELETE', `imports/${wizard.id}`);
  await pager.stop();
}

for (const one of SUBJECTS) {
  await withEachSidecar(provisioning, (sidecar, subject) => measure(sidecar, subject, one), {
    clock: 'manual',
    env: { NODE_OPTIONS: TURN_PROBE },
  });
}
await sink.stop();
