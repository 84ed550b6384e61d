/** Builds the engine's chores, and what keeps the past for figures. */
import { deadline } from '../adapters/threads/deadline.ts';
import { heapShares } from '../adapters/threads/memory.ts';
import { membersOfTeams } from '../actions/insight/group.ts';
import { finishErasing } from '../actions/people/users.ts';
import { createSealing } from '../configuration/sealing/sealing-chore.ts';
import { dueDigests, dueFrozenWarnings, sendDigest, sendFrozenWarning } from '../stages/duty/digest.ts';
import { adjustRotas } from '../stages/duty/handoff.ts';
import { monthBefore } from '#domain/time/month';
import { INSIGHT_SETTINGS } from '#domain/figures/settings';
import { teamMonth, toldMonth } from '#domain/insight/team-month';
import type { MonthOfFigures } from '#domain/insight/team-month';
import type { Span } from '#domain/time/span';
import { dueTeamMonths, sendTeamMonth } from '../stages/duty/team-month.ts';
import { createChores, MORE } from '../engine/chores.ts';
import type { Chore, ChoreRunner } from '../engine/chores.ts';
import { releaseFromDisabled } from '../stages/escalation/lost-owners.ts';
import { watch as watchIncidents } from '../stages/escalation/watchdog.ts';
import { createDayKeeper } from '../insight/keeper.ts';
import { createFigureReader } from '../insight/reader.ts';
import type { FigureReader } from '../insight/reader.ts';
import type { InsightReader } from '../ports/insight/reader.ts';
import { tellOutOfService } from '../pipeline/out-of-service.ts';
import { shadowSettingChore } from '../pipeline/shadow/setting-chore.ts';
import { forgetEnded } from '../store/access/devices.ts';
import { UNDO_WITHIN } from '../configuration/deletions/keep-deletion.ts';
import { forgetDeletionsBefore } from '../store/configuration/deletions.ts';
import { forgetUses } from '../store/deliveries/reach-uses.ts';
import { removeOldReceipts } from '../store/deliveries/receipts.ts';
import { CAPABILITIES } from '../store/capabilities.ts';
import { forgetOldEvents } from '../store/events.ts';
import { schemaProblem } from '../store/migrate.ts';
import { keepAlive } from '../store/upkeep/alive.ts';
import { clearDeletedUnreadable } from '../store/upkeep/gone.ts';
import { createRetention } from '../store/upkeep/retention.ts';
import type { RunTransaction, Work } from '../store/work.ts';
import { forgetPast } from '../store/stored/unclear-maintenances.ts';
import type { BaseServices } from './services.ts';
import { grafanaPeopleChore } from './people.ts';
import type { WiredRemedies } from './replays/remedies.ts';
import type { WiredWatch } from './watch.ts';

export const SIGN_OF_LIFE = 10_000;
const HOUR = 3_600_000;

export interface ChoreParts {
  base: BaseServices;
  watch: WiredWatch;
  past: Pick<WiredPast, 'chores' | 'reader'>;
  remedies: Pick<WiredRemedies, 'chores'>;
  /** Asks sources what is still open there. */
  reconcile(now: number): Promise<void>;
  /** Called if the schema has become one that this release must not use. */
  onProblem(problem: string): void;
}

export function wireChores({ base, watch, past, remedies, reconcile, onProblem }: ChoreParts): ChoreRunner {
  const { config, keyring, store, transact, spare, configuration, metrics, log, vault, machine } = base;
  const spared = { ...base, ...base.toSpare };
  const checkSchema = async () => {
    const problem = await schemaProblem(store);
    if (problem !== null) {
      onProblem(problem);
    }
  };
  return createChores(
    [
      // Otherwise the watch of writes leaves it, which waits for no chore. A start tells by it how long nobody was there.
      ...(config.clock === 'manual' ? [signOfLife(spare)] : []),
      ...watch.chores,
      { name: 'erasures', every: 60_000, run: async () => finishErasing(spare) },
      ...grafanaPeopleChore({ config, vault, transact: spare, log, changed: configuration.refresh }),
      {
        name: 'watchdog',
        every: 30_000,
        run: (now) => transact(async (work) => metrics.unattended.inc({}, await watchIncidents(work, log)), now),
      },
      {
        name: 'disabled owners',
        every: 10_000,
        run: async (now) => void (await transact((work) => releaseFromDisabled(work, log), now)),
      },
      retentionChore(spared),
      shadowSettingChore(base),
      { name: 'schema', every: 5_000, run: checkSchema },
      { name: 'sources', every: 60_000, run: reconcile },
      { name: 'letters', every: 60_000, run: (now) => sendLetters(spared, now) },
      {
        name: 'months of teams',
        every: 60_000,
        onlyByTime: true,
        run: (now) => tellTeamMonths(spared, past.reader, now),
      },
      { name: 'events', every: 60_000, onlyByTime: true, run: (now) => spare(forgetPassed, now) },
      { name: 'keyring', every: 5_000, run: () => keyring.refresh() },
      sealingChore(spared),
      ...past.chores,
      ...remedies.chores,
      ...configurationChores(base),
    ],
    { log, clock: machine },
  );
}

function signOfLife(transact: RunTransaction): Chore {
  return {
    name: 'sign of life',
    every: SIGN_OF_LIFE,
    onlyByTime: true,
    run: (now) => transact((work) => keepAlive(work), now),
  };
}

/** Deletes rows that are not needed any more. */
async function forgetPassed(work: Work): Promise<typeof MORE | void> {
  if (await forgetOldEvents(work)) {
    return MORE;
  }
  await forgetEnded(work);
  await forgetUses(work);
  await clearDeletedUnreadable(work);
  await removeOldReceipts(work, work.now - HOUR);
  await forgetDeletionsBefore(work, work.now - UNDO_WITHIN);
}

/** Objects out of service are checked after a start and after each change of the configuration. */
function configurationChores({
  configuration,
  transact,
  toSpare,
  rotaRefreshQueue,
  wake,
  unreadable,
}: BaseServices): Chore[] {
  let looked: number | null = null;
  const outOfService = async () => {
    const { revision } = configuration.directory();
    if (revision !== looked) {
      await toSpare.change((work) => tellOutOfService(work));
      looked = revision;
    }
  };
  const refresh = async () => {
    await configuration.refresh();
    // Whoever made the change may have died since, or looked elsewhere; and not every change adjusts what derives from it.
    if (rotaRefreshQueue.isAnyOpen()) {
      await transact((work) => adjustRotas(work, rotaRefreshQueue));
      wake();
    }
  };
  const forgetUnclear = async (now: number) => forgetPast(unreadable, configuration.directory(), now);
  return [
    { name: 'configuration', every: 1_000, run: refresh },
    { name: 'out of service', every: 5_000, run: outOfService },
    { name: 'maintenances that are over', every: 60_000, onlyByTime: true, run: forgetUnclear },
  ];
}

async function sendLetters({ transact, change }: BaseServices['toSpare'], now: number): Promise<void> {
  for (const rota of await transact((work) => dueDigests(work), now)) {
    await change((work) => sendDigest(work, rota));
  }
  for (const rota of await transact((work) => dueFrozenWarnings(work), now)) {
    await change((work) => sendFrozenWarning(work, rota));
  }
}

/** The past is read outside of the transactions, and much of it beside this thread, so that paging continues. */
async function tellTeamMonths(
  { transact, change, config }: BaseServices,
  reader: InsightReader,
  now: number,
): Promise<void> {
  const due = await transact((work) => dueTeamMonths(work), now);
  const keptSince = now - config.retention.incidents;
  // Of nobody's load, since nobody is readable.
  const members = await transact((work) => Promise.resolve(membersOfTeams(work.directory)), now);
  const nobody = {
    duties: [],
    people: [],
    coverage: [],
    readable: [],
    holidays: new Map(),
    members,
    keptSince,
    settings: INSIGHT_SETTINGS,
  };
  for (const team of due) {
    const read = (month: Span): Promise<MonthOfFigures> =>
      reader.read(
        {
          chapter: 'team',
          period: month,
          team,
          policies: null,
          attributes: null,
          user: null,
          callsOf: [],
          workOf: [],
          now,
        },
        async (past) => ({ month, figures: (await past.figures(nobody)).figures }),
      );
    const told = toldMonth(now);
    const [last, before] = [await read(told), await read(monthBefore(told))];
    await change((work) => sendTeamMonth(work, team, teamMonth(last, before, keptSince)));
  }
}

/** How long old rows are removed before the other chores have their turn. */
const REMOVES_FOR = 500;

function retentionChore({ config, clock, transact, log }: BaseServices): Chore {
  const retention = createRetention(config.retention);
  return {
    name: 'retention',
    every: HOUR,
    onlyByTime: true,
    run: async (now) => {
      const began = clock.monotonic();
      let more = true;
      while (more && clock.monotonic() - began < REMOVES_FOR) {
        const { more: isMore, ...removed } = await retention.removeSome(transact, now);
        more = isMore;
        if (Object.values(removed).some((count) => count > 0)) {
          log.info(removed, 'old rows removed');
        }
      }
      return more ? MORE : undefined;
    },
  };
}

/** After each change of the configuration, since a release before 0.2 may have made it. */
function sealingChore({ vault, transact, log, keyring, directory }: BaseServices): Chore {
  const sealSome = createSealing({
    vault,
    transact,
    log,
    refresh: () => keyring.refresh(),
    revision: () => directory().revision,
  });
  return { name: 'sealing', every: 5 * 60_000, run: async (now) => ((await sealSome(now)) ? MORE : undefined) };
}

const [OFTEN, SELDOM] = [20_000, 5 * 60_000];

export interface WiredPast {
  reader: FigureReader;
  chores: Chore[];
  close(): Promise<void>;
}

/** Builds what reads the past for figures, and what keeps of it what they need. */
/** ms. A year of a million incidents takes seconds. */
const LONGEST_READING = 60_000;

export function wirePast({ config, store, spare, ids, log, unreadable }: BaseServices): WiredPast {
  const sources = { db: store.read, cap: CAPABILITIES[store.dialect], noting: unreadable };
  const reader = createFigureReader(store, sources, { heap: heapShares().long, deadline: deadline(LONGEST_READING) });
  const keeper = createDayKeeper({ read: store.read, reader, transact: spare, ids, log });
  const isManual = config.clock === 'manual';
  let isStarting = !isManual;
  const keep = (now: number): Promise<void> => {
    if (isStarting) {
      isStarting = false;
      return Promise.resolve();
    }
    const kept = keeper.keep(now);
    // Where time is moved by hand, all is done before it moves on. Other chores do not wait for a year of days.
    return isManual ? kept : Promise.resolve();
  };
  return {
    reader,
    chores: [
      { name: 'past days', every: OFTEN, onlyByTime: true, run: keep },
      { name: 'reader of the past', every: SELDOM, onlyByTime: true, run: async () => reader.rest() },
    ],
    close: async () => {
      await Promise.all([keeper.stop(), reader.close()]);
    },
  };
}
