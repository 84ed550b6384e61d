/**
 * Replays: random nights of a small world, played by the stages over rows, gone through again with a draft and without, as an
 * independent model in Python says.
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alert, policy, step, user } from '#domain/incident/incident.fake';
import { onCallAt } from '#domain/rota/on-call';
import type { Rota } from '#domain/rota/model';
import { fakeIntegration } from '#domain/routing/integration.fake';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import { directoryOf, person } from '../../backend-shim/stages/outbox/people.fake.ts';
import type { Directory } from '../../backend-shim/ports/directory.ts';
import { answersAsTheyWere, knownAnswers, planAnswers } from '../../backend-shim/replay/answers.ts';
import type { PlannedAnswers } from '../../backend-shim/replay/answers.ts';
import { loadPeriod } from '../../backend-shim/replay/load.ts';
import { createMemoryPager } from '../../backend-shim/replay/memory/pager.ts';
import type { ReplayedNight } from '../../backend-shim/replay/memory/state.ts';
import { channelsOf, RealStages, worldFrom } from '../../backend-shim/replay/real-stages.fake.ts';
import type { ActorStanding, RecordedCommand, RecordedPeriod } from '../../backend-shim/replay/recorded.ts';
import { CAPABILITIES } from '../../backend-shim/store/capabilities.ts';
import { createUnreadableRegistry } from '../../backend-shim/store/stored/unreadable.ts';
import { silentLog } from '../../backend-shim/store/upkeep/silent-log.fake.ts';
import { openWork } from '../../backend-shim/store/work.fake.ts';
import type { WorkBench } from '../../backend-shim/store/work.fake.ts';
import { anySmallHistory, PEOPLE } from './arbitrary-replay.ts';
import type { SmallDeed, SmallHistory, SmallWorld } from './arbitrary-replay.ts';
import { TIME_LIMIT, batches } from './runs.ts';

type Row = Array<string | number | null>;
interface Told {
  /** Host, person, and when it began, arrived and ended. */
  pages: Row[];
  supposed: Row[];
  /** The first answer to the incident of each host. */
  answered: Row[];
}
type Nights = Record<string, Told>;

const MODES = ['never', 'median'] as const;

function oracle(histories: readonly object[]): Nights[] {
  return JSON.parse(
    execFileSync('/usr/bin/python3', ['-B', path.join(import.meta.dirname, 'replay.py')], {
      input: JSON.stringify(histories),
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    }),
  ) as Nights[];
}

function directoryWith(world: SmallWorld): Directory {
  const facts = { zones: TEST_ZONES, holidays: {}, absences: [], swaps: [], calendars: {} };
  const start = new Date(world.handoff).toISOString().slice(0, 16);
  const sre: Rota = {
    id: 'sre',
    name: 'SRE',
    team: null,
    timeZone: 'UTC',
    holidays: null,
    onAbsence: 'flag',
    overrides: [],
    layers: [
      {
        id: 'all',
        timeZone: null,
        restrictions: null,
        effectiveFrom: null,
        effectiveUntil: null,
        participants: world.participants.map((login) => [login]),
        rotation: { every: world.every, unit: 'day', start, advance: 'always' },
      },
    ],
  };
  const people = PEOPLE.map((login) => {
    const rules = [{ method: 'email', after: world.after[login] ?? 0, when: null }];
    return person(login, ['email'], { rules: { default: rules, urgent: rules } });
  });
  const steps = world.steps.map(({ to, wait }) =>
    step([to === null ? { kind: 'rota', rota: 'sre', who: 'current' } : user(to)], { wait }),
  );
  return directoryOf(people, {
    policies: new Map([['p', policy(steps, { repeat: world.repeat })]]),
    integrations: new Map([['s', fakeIntegration()]]),
    units: new Map(),
    profiles: new Map(),
    maintenances: [],
    facts,
    onCall: (_id: string, _who: string, at: number) => onCallAt(sre, facts, at).map(({ user: login }) => login),
  } as unknown as Partial<Directory>);
}

/** Plays it with the real stages. */
async function happened({ from, to, world, alerts, tries }: SmallHistory): Promise<WorkBench> {
  const bench = await openWork({ now: from, directory: directoryWith(world) });
  const stages = new RealStages(bench, channelsOf([]));
  const fires = (host: string, at: number, status: 'firing' | 'resolved') => ({
    at,
    happens: () =>
      stages.happens(
        { kind: 'alert', alert: alert({ fingerprint: host, groupKey: host, status }), integration: 's' },
        [],
      ),
  });
  const does = ({ host, user: by, at, kind, for: ms }: SmallDeed) => ({
    at,
    happens: async () => {
      const { id } = await bench.read
        .selectFrom('incidents')
        .select('id')
        .where('group_key', '=', host)
        .executeTakeFirstOrThrow();
      await stages.give(id, kind === 'snooze' ? { kind, until: at + ms, for: ms } : { kind }, by);
    },
  });
  const happenings = [
    ...alerts.flatMap(({ host, at, recovers }) => [
      fires(host, at, 'firing'),
      ...(recovers === null ? [] : [fires(host, recovers, 'resolved')]),
    ]),
    ...tries.map(does),
  ].sort((a, b) => a.at - b.at);
  for (const { at, happens } of happenings) {
    await stages.runUntil(at);
    await happens();
  }
  await stages.runUntil(to - 1);
  await stages.stop();
  return bench;
}

const inOrder = (rows: Row[]) => rows.map((row) => row.join(' ')).sort();

function toldOf({ incidents, pages, deliveries, invented, answered }: ReplayedNight): Told {
  const hostOf = (id: string) => incidents.get(id)?.groupKey ?? id;
  const arrivedAt = (page: string) => deliveries.find((one) => one.page === page && one.state === 'done')?.done_at;
  return {
    pages: pages.map((row) => [
      ...[hostOf(row.incident), row.user, row.started_at, arrivedAt(row.id) ?? null, row.ended_at],
    ]),
    supposed: invented.map(({ incident, at }) => [hostOf(incident), at]),
    answered: [...answered].map(([incident, at]) => [hostOf(incident), at]),
  };
}

async function pagesIn(bench: WorkBench): Promise<Row[]> {
  const deliveries = await bench.read.selectFrom('deliveries').selectAll().where('state', '=', 'done').execute();
  const pages = await bench.read
    .selectFrom('pages')
    .innerJoin('incidents', 'incidents.id', 'pages.incident')
    .select(['pages.id', 'pages.user', 'pages.started_at', 'pages.ended_at', 'incidents.group_key'])
    .execute();
  return pages.map((row) => [
    ...[row.group_key, row.user, row.started_at],
    ...[deliveries.find(({ page }) => page === row.id)?.done_at ?? null, row.ended_at],
  ]);
}

function replays({ from, to, world, draft }: SmallHistory, period: RecordedPeriod): Nights {
  const gone = (directory: Directory, answers: PlannedAnswers) => {
    const pager = createMemoryPager({
      channels: channelsOf([]),
      period,
      worlds: [worldFrom(from, directory)],
      ...answers,
    });
    pager.runUntil(to - 1);
    return pager.night();
  };
  const standings = new Map<RecordedCommand, ActorStanding>();
  const was = gone(directoryWith(world), answersAsTheyWere(period, standings));
  const known = knownAnswers(period, was, standings);
  const again = MODES.flatMap((mode) =>
    Object.entries({ without: world, draft }).map(([name, tried]) => [
      `${name} ${mode}`,
      toldOf(gone(directoryWith(tried), planAnswers(known, mode))),
    ]),
  );
  return { was: toldOf(was), ...(Object.fromEntries(again) as Nights) };
}

/** What was recorded of it, for the oracle; and what ours says. */
async function ours(history: SmallHistory): Promise<{ history: object; truth: string[]; nights: Nights }> {
  const bench = await happened(history);
  try {
    const reader = { db: bench.read, cap: CAPABILITIES.sqlite, noting: createUnreadableRegistry(silentLog) };
    const { period } = await loadPeriod(reader, history);
    const rows = await bench.read.selectFrom('incidents').select(['id', 'group_key']).execute();
    const hosts = new Map(rows.map(({ id, group_key: host }) => [id, host]));
    const deeds = period.commands.map(({ at, incident, actor, command }) => ({
      at,
      host: hosts.get(incident),
      user: actor.name,
      kind: command.kind,
      for: command.kind === 'snooze' ? command.for : null,
    }));
    return {
      history: { ...history, deeds },
      truth: inOrder(await pagesIn(bench)),
      nights: replays(history, period),
    };
  } finally {
    await bench.close();
  }
}

const readable = (nights: Nights) =>
  Object.fromEntries(
    Object.entries(nights).map(([name, { pages, supposed, answered }]) => [
      name,
      { pages: inOrder(pages), supposed: inOrder(supposed), answered: inOrder(answered) },
    ]),
  );

/** 40 nights in `npm test`, 2,000 in `npm run test:deep`. */
test(
  'random nights are gone through again as the definition says',
  async () => {
    let [drafted, supposed] = [0, 0];
    for (const batch of batches(0.002, 40)) {
      const played = [];
      for (const history of fc.sample(anySmallHistory, batch)) {
        played.push(await ours(history));
      }
      const theirs = oracle(played.map(({ history }) => history));
      played.forEach(({ history, truth, nights }, i) => {
        const told = readable(theirs[i] as Nights);
        expect({ history, ...readable(nights) }, `seed ${batch.seed}`).toEqual({ history, ...told });
        expect(told['was']?.pages, 'as it happened').toEqual(truth);
        for (const mode of MODES) {
          expect(told[`without ${mode}`], 'without a draft').toEqual(told['was']);
          drafted += told[`draft ${mode}`]?.pages.join() === truth.join() ? 0 : 1;
        }
        supposed += told['draft median']?.supposed.length ?? 0;
      });
    }
    expect(drafted, 'drafts do something').toBeGreaterThan(20);
    expect(supposed, 'answers are supposed').toBeGreaterThan(5);
  },
  TIME_LIMIT,
);
