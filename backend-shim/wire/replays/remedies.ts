/** Builds the search for remedies, and what it and replays read. */
import { createRemedyActions } from '../../actions/replays/remedies.ts';
import type { RemedyActions } from '../../actions/replays/remedies.ts';
import { heapShares } from '../../adapters/threads/memory.ts';
import type { Chore } from '../../engine/chores.ts';
import { orderSearch } from '../../replay/remedies/search.ts';
import type { ReplayServiceDeps } from '../../replay/service.ts';
import { CAPABILITIES } from '../../store/capabilities.ts';
import type { BaseServices } from '../services.ts';

export function replayDeps(base: BaseServices): ReplayServiceDeps {
  const { store, unreadable, calendars, configuration, config, channels } = base;
  const carried = [...channels.values()].flatMap(({ definition: { kind, serves = [] } }) =>
    serves.map((type) => ({ type, kind })),
  );
  const carriers = Object.fromEntries(
    [...Map.groupBy(carried, ({ type }) => type)].map(([type, all]) => [type, all.map(({ kind }) => kind)]),
  );
  const settings = { sleep: config.sleep, mail: config.smtpUrl !== null };
  const reader = { db: store.read, cap: CAPABILITIES[store.dialect], noting: unreadable };
  const objects = () => configuration.objects();
  return { reader, objects, calendars, settings, carriers, heap: heapShares().long };
}

export interface WiredRemedies {
  actions: RemedyActions;
  chores: Chore[];
}

const OFTEN = 5 * 60_000;

export function wireRemedies(base: BaseServices): WiredRemedies {
  const { store, clock, ids, log, config } = base;
  const actions = createRemedyActions({
    store,
    clock,
    log,
    transact: base.toSpare.transact,
    newId: () => ids.next(),
    start: (range, progress) => orderSearch(replayDeps(base), range, progress),
  });
  const look = (now: number): Promise<void> => {
    const looked = actions.nightly(now);
    // Where time is moved by hand, all is done before it moves on. Other chores do not wait for a month of nights.
    return config.clock === 'manual' ? looked : Promise.resolve();
  };
  return { actions, chores: [{ name: 'remedies', every: OFTEN, onlyByTime: true, run: look }] };
}
