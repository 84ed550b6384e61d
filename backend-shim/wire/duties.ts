/** Builds the actions of duties, swaps, calendars and working time. */
import { createLabourActions } from '../actions/labour/labour.ts';
import { createCalendarLinkActions } from '../actions/rotas/calendar-links.ts';
import { createHandoffNoteActions } from '../actions/rotas/handoff-notes.ts';
import { createInterventionActions } from '../actions/rotas/interventions.ts';
import { createOutsideCalendarActions } from '../actions/rotas/outside-calendars.ts';
import { createOverrideActions } from '../actions/rotas/override-actions.ts';
import { createSwapActions } from '../actions/rotas/swaps.ts';
import { feedBySecret } from '../stages/calendar/feeds.ts';
import { feedOf } from '../heavy/feed-question.ts';
import type { FeedDeps } from '../http/routes/rotas/feeds.ts';
import type { ServerDeps } from '../http/server.ts';
import type { CoreServices } from './engine.ts';

type RotaDeps = Pick<
  ServerDeps,
  'feeds' | 'handoffNotes' | 'interventions' | 'labour' | 'outsideCalendars' | 'overrides' | 'swaps'
>;

export function rotaDeps(core: CoreServices): RotaDeps {
  return {
    feeds: feedDeps(core),
    handoffNotes: createHandoffNoteActions(core),
    interventions: createInterventionActions(core),
    labour: createLabourActions(core, core),
    outsideCalendars: createOutsideCalendarActions(core),
    overrides: createOverrideActions(core, core),
    swaps: createSwapActions(core),
  };
}

function feedDeps(core: CoreServices): FeedDeps {
  const { store, vault, directory, clock, config, links } = core;
  return {
    links: createCalendarLinkActions(core),
    export: async (secret) => {
      const feed = await feedBySecret(store.read, store.dialect, vault, secret);
      if (!feed) {
        return null;
      }
      const question = feedOf(directory(), feed, {
        now: await clock.now(),
        alarm: feed.alarm,
        link: (rota) => links.rota(rota),
      });
      return core.rotaAnswers.feed(`feed of ${feed.kind} ${feed.id}`, question);
    },
    url: (secret) => `${config.publicUrl}/ical/${secret}.ics`,
  };
}
