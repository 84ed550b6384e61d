/** Builds previews, which run the deciding functions on drafts. */
import { heapShares } from '../adapters/threads/memory.ts';
import { createReplayActions } from '../actions/replays/replays.ts';
import { draftPolicy, draftRota } from '../configuration/drafts.ts';
import { previewInStretches } from '#domain/escalation/preview';
import { withPauses } from '#domain/stretches';
import { parsePayload } from '../intake/arrivals.ts';
import type { ReplayRouteDeps } from '../http/routes/replays/replays.ts';
import type { PreviewPort } from '../ports/previews.ts';
import { figuresReadBy } from '../rights/labour/load.ts';
import { assign } from '../routing/assign.ts';
import { sources } from '../sources/registry.ts';
import { orderReplay } from '../replay/service.ts';
import { CAPABILITIES } from '../store/capabilities.ts';
import { factsFrom, readTurns } from '../store/incidents/facts.ts';
import type { CoreServices } from './core.ts';

export function wirePreviews({
  configuration,
  directory,
  world,
  calendars,
  store,
  rests,
  mails,
}: CoreServices): PreviewPort {
  const drafts = {
    world,
    calendars,
    directory,
    objects: () => configuration.objects(),
    broken: () => configuration.broken(),
  };
  return {
    draftPolicy: (wire, now) => draftPolicy(drafts, wire, now),
    draftRota: (wire, now, holdsFrom, newUsers) => draftRota(drafts, wire, now, holdsFrom, newUsers),
    escalation: async (subject, calendar, breathe) => {
      const facts = factsFrom(directory(), await readTurns(store.read), new Map(), rests.current());
      const going = previewInStretches(subject, calendar === null ? facts : { ...facts, calendar });
      return withPauses(going, async () => breathe());
    },
    parse: async (integration, body, now) => {
      const decoded =
        sources[integration.type].decode !== undefined && typeof body === 'string'
          ? await mails.decode(Buffer.from(body, 'utf8'), [integration.token])
          : { ok: true as const, body };
      return decoded.ok
        ? parsePayload(sources, integration, { body: decoded.body, receivedAt: now })
        : { ok: false, reason: `payload: ${decoded.reason}` };
    },
    route: (integration, alert, at) => assign(directory(), integration, alert, at),
  };
}

/** Builds replays, which run the deciding functions on the past. */
export function wireReplays(core: CoreServices): ReplayRouteDeps {
  const { store, unreadable, calendars, objects, configuration, ids, config, channels, directory } = core;
  const carried = [...channels.values()].flatMap(({ definition: { kind, serves = [] } }) =>
    serves.map((type) => ({ type, kind })),
  );
  const carriers = Object.fromEntries(
    [...Map.groupBy(carried, ({ type }) => type)].map(([type, all]) => [type, all.map(({ kind }) => kind)]),
  );
  const settings = { sleep: config.sleep, mail: config.smtpUrl !== null };
  const reader = { db: store.read, cap: CAPABILITIES[store.dialect], noting: unreadable };
  return {
    noting: unreadable,
    readable: (caller, logins) => figuresReadBy(store.read, caller, directory(), logins),
    replays: createReplayActions({
      ...core,
      broken: () => configuration.broken(),
      newId: () => ids.next(),
      start: (order, progress) =>
        orderReplay({ reader, objects, calendars, settings, carriers, heap: heapShares().long }, order, progress),
    }),
  };
}
