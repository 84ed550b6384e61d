/**
 * How long planning and comparing a team take, without the network: at least 40 people, 12 schedules, 30 policies and 60
 * integrations of each pager, and how long the event loop stands still meanwhile, since the wizard does the same in the
 * sidecar. Exit 1 where it takes longer than 20 s.
 */
import { importTry } from '../../backend-shim/modules/importing/client/importing.fake.ts';
import type { ImportTry } from '../../backend-shim/modules/importing/client/importing.fake.ts';
import type { PagerImport } from '../../backend-shim/modules/importing/client/pager.ts';
import { goalert } from '../../backend-shim/modules/importing/client/pagers/goalert/definition.ts';
import * as goalertFake from '../../backend-shim/modules/importing/client/pagers/goalert/fakes/content.fake.ts';
import { goalertPeer } from '../../backend-shim/modules/importing/client/pagers/goalert/fakes/peer.fake.ts';
import { jsm } from '../../backend-shim/modules/importing/client/pagers/jsm/definition.ts';
import * as jsmFake from '../../backend-shim/modules/importing/client/pagers/jsm/fakes/content.fake.ts';
import { jsmPeer } from '../../backend-shim/modules/importing/client/pagers/jsm/fakes/peer.fake.ts';
import { oncall } from '../../backend-shim/modules/importing/client/pagers/oncall/definition.ts';
import * as oncallFake from '../../backend-shim/modules/importing/client/pagers/oncall/fakes/content.fake.ts';
import { oncallPeer } from '../../backend-shim/modules/importing/client/pagers/oncall/fakes/peer.fake.ts';
import { opsgenie } from '../../backend-shim/modules/importing/client/pagers/opsgenie/definition.ts';
import * as opsgenieFake from '../../backend-shim/modules/importing/client/pagers/opsgenie/fakes/content.fake.ts';
import { opsgeniePeer } from '../../backend-shim/modules/importing/client/pagers/opsgenie/fakes/peer.fake.ts';
import { pagerduty } from '../../backend-shim/modules/importing/client/pagers/pagerduty/definition.ts';
import * as pagerdutyFake from '../../backend-shim/modules/importing/client/pagers/pagerduty/fakes/content.fake.ts';
import { pagerdutyPeer } from '../../backend-shim/modules/importing/client/pagers/pagerduty/fakes/peer.fake.ts';
import type { PagerTransport } from '../../backend-shim/modules/importing/client/reading/reader.ts';
import { enlarged } from './enlarged.ts';
import { figure, round } from './figures.ts';

const LIMIT = 20_000;

interface Subject {
  pager: PagerImport;
  now: string;
  transport: PagerTransport;
}

/** As many copies of the small pager as the team has policies, or integrations where a pager has one of each. */
const SUBJECTS: Subject[] = [
  { pager: oncall, now: oncallFake.TAKEN, transport: oncallPeer(enlarged(oncallFake.oncallContent, 30)) },
  { pager: opsgenie, now: opsgenieFake.TAKEN, transport: opsgeniePeer(enlarged(opsgenieFake.opsgenieContent, 30)) },
  { pager: jsm, now: jsmFake.TAKEN, transport: jsmPeer(enlarged(jsmFake.jsmContent, 30)) },
  {
    pager: pagerduty,
    now: pagerdutyFake.TAKEN,
    transport: pagerdutyPeer(enlarged(pagerdutyFake.pagerdutyContent, 30)),
  },
  { pager: goalert, now: goalertFake.TAKEN, transport: goalertPeer(enlarged(goalertFake.goalertContent, 60)) },
];

/** Processor time that the longest turn of the event loop took, ms: so long nothing else runs on a machine of its own. */
function longestTurn(): () => number {
  const used = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let [longest, last] = [0, used()];
  const look = () => {
    const now = used();
    [longest, last] = [Math.max(longest, now - last), now];
  };
  const timer = setInterval(look, 1);
  return () => {
    clearInterval(timer);
    look();
    return longest;
  };
}

async function timed(one: ImportTry, step: 'plan' | 'prove'): Promise<{ ms: number; processor: number; turn: number }> {
  const [before, turn, start] = [process.cpuUsage(), longestTurn(), performance.now()];
  const exit = await one.run({ step });
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  if (exit !== 0 && exit !== 4) {
    throw new Error(`${step} ended with ${exit}: ${one.progress.at(-1)}`);
  }
  return { ms: round(ms), processor: round((user + system) / 1000), turn: round(turn()) };
}

async function measure({ pager, now, transport }: Subject): Promise<number> {
  const one = await importTry({ pager, transport, now });
  try {
    await one.run({ step: 'fetch' });
    await one.run({ step: 'plan' });
    const { people } = await one.plan();
    await one.choose(Object.fromEntries(Object.keys(people).map((id) => [id, id.toLowerCase().replaceAll(':', '-')])));
    const [plan, prove] = [await timed(one, 'plan'), await timed(one, 'prove')];
    const { objects } = await one.plan();
    const { rotas } = await one.proof();
    const unexplained = rotas.flatMap(({ differences }) => differences).filter(({ cause }) => cause === 'unexplained');
    figure('importing', pager.name, {
      people: Object.keys(people).length,
      rotas: objects.rotas?.length ?? 0,
      policies: objects.escalationPolicies?.length ?? 0,
      integrations: objects.integrations?.length ?? 0,
      unexplained: unexplained.length,
      plan: plan.ms,
      planProcessor: plan.processor,
      planTurn: plan.turn,
      prove: prove.ms,
      proveProcessor: prove.processor,
      proveTurn: prove.turn,
    });
    return plan.ms + prove.ms;
  } finally {
    await one.remove();
  }
}

for (const subject of SUBJECTS) {
  if ((await measure(subject)) > LIMIT) {
    process.exitCode = 1;
  }
}
