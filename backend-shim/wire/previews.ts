/** Builds previews, which run the deciding functions on drafts. */
import { createReplayActions } from '../actions/replays/replays.ts';
import { draftPolicy, draftRota, draftRoutes } from '../configuration/drafts.ts';
import { previewChunked } from '#domain/escalation/preview';
import { withPauses } from '#domain/stretches';
import { parsePayload } from '../stages/intake/arrivals.ts';
import type { RemedyRouteDeps } from '../http/routes/insight/remedies.ts';
import type { ReplayRouteDeps } from '../http/routes/replays/replays.ts';
import type { PreviewPort } from '../ports/previews.ts';
import { orderReplay } from '../replay/service.ts';
import { figuresReadBy } from '../rights/labour/load.ts';
import { assign } from '../stages/routing/assign.ts';
import { sources } from '../sources/registry.ts';
import { factsFrom, readTurns } from '../store/incidents/facts.ts';
import type { CoreServices } from './engine.ts';
import { replayDeps } from './replays/remedies.ts';

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
    draftRoutes: (integration, routes, now) => draftRoutes(drafts, integration, routes, now),
    draftRota: (wire, now, holdsFrom, newUsers) => draftRota(drafts, wire, now, holdsFrom, newUsers),
    escalation: async (subject, calendar, breathe) => {
      const facts = factsFrom(directory(), await readTurns(store.read), new Map(), rests.current());
      const going = previewChunked(subject, calendar === null ? facts : { ...facts, calendar });
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
    route: (integration, alert, at, facts) => {
      const known = directory();
      return assign(
        facts === undefined ? known : { ...known, facts: { ...known.facts, ...facts } },
        integration,
        alert,
        at,
      );
    },
  };
}

/** Builds replays, which run the deciding functions on the past. */
export function wireReplays(core: CoreServices): ReplayRouteDeps {
  const { store, unreadable, configuration, ids, directory } = core;
  const service = replayDeps(core);
  return {
    noting: unreadable,
    readable: (caller, logins) => figuresReadBy(store.read, caller, directory(), logins),
    replays: createReplayActions({
      ...core,
      broken: () => configuration.broken(),
      newId: () => ids.next(),
      start: (order, progress) => orderReplay(service, order, progress),
    }),
  };
}

export function remedyDeps({ store, unreadable, objects, directory, remedies }: CoreServices): RemedyRouteDeps {
  return {
    noting: unreadable,
    objects,
    readable: (caller, logins) => figuresReadBy(store.read, caller, directory(), logins),
    remedies: remedies.actions,
  };
}
