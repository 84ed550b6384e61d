/** Previews: the functions that decide, put to what is not there yet. */
import { draftPolicy, draftRota } from './configuration/drafts.ts';
import { preview } from '#domain/escalation/preview';
import { parsePayload } from './intake/arrivals.ts';
import type { Previews } from './ports/previews.ts';
import { assign } from './routing/assign.ts';
import { sources } from './sources/registry.ts';
import { factsFrom } from './store/facts.ts';
import type { Core } from './wire.ts';

export function wirePreviews({ configuration, directory, world, calendars, store }: Core): Previews {
  const drafts = { world, calendars, directory, objects: () => configuration.objects() };
  return {
    draftPolicy: (wire, now) => draftPolicy(drafts, wire, now),
    draftRota: (wire, now, holdsFrom) => draftRota(drafts, wire, now, holdsFrom),
    escalation: async (subject, calendar) => {
      const turns = await store.read.selectFrom('turns').selectAll().execute();
      const facts = factsFrom(directory(), new Map(turns.map(({ key, next }) => [key, next])), new Map());
      return preview(subject, calendar === null ? facts : { ...facts, calendar });
    },
    parse: (integration, body, now) => parsePayload(sources, integration, { body, receivedAt: now }),
    route: (integration, alert, at) => assign(directory(), integration, alert, at),
  };
}
