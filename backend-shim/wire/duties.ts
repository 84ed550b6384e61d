/** What the routes of duties and calendars are handed. */
import { addIntervention, changeIntervention } from '../duty/intervention.ts';
import { hasIncident } from '../store/incidents/details.ts';
import { shownIntervention } from '../store/duties/interventions.ts';
import { fetchNow } from '../calendar/adjust.ts';
import { exportCalendar } from '../calendar/export.ts';
import { feedBySecret, readFeed, renewFeed } from '../calendar/feeds.ts';
import { removeFeed } from '../store/duties/feeds.ts';
import { askForSwap, changeSwap, swapObjects } from '../configuration/swaps.ts';
import type { DutyDeps, FeedDeps } from '../http/duty-deps.ts';
import { isAdmin } from '../rights/who.ts';
import type { OutsideCalendarDeps } from '../http/routes/outside-calendars.ts';
import type { SwapDeps } from '../http/swap-deps.ts';
import type { Swap } from '#domain/rota/model';
import { writeAudit } from '../store/access/audit.ts';
import { saveNote } from '../store/duties/duties.ts';
import type { Core } from './core.ts';

export function dutyDeps({ transact, store }: Core): DutyDeps {
  return {
    add: (incident, user, times, by) =>
      transact(async (work) => {
        if (!(await hasIncident(store.read, incident))) {
          return {
            ok: false,
            field: 'incident',
            message: 'names no incident',
            reason: 'no-such',
            data: { kind: 'incident', name: incident, meant: null },
          };
        }
        if (!work.directory.responders.has(user)) {
          return {
            ok: false,
            field: 'user',
            message: `names no person that Vigie knows (${user})`,
            reason: 'no-such',
            data: { kind: 'user', name: user, meant: null },
          };
        }
        const result = await addIntervention(work, incident, user, { ...times, start: times.start ?? work.now });
        if (result.ok && result.before === null) {
          await writeAudit(work, [
            {
              actor: by,
              action: 'create',
              kind: 'interventions',
              subject: result.intervention.id,
              before: null,
              after: shownIntervention(result.intervention),
            },
          ]);
        }
        return result;
      }),
    change: (id, times, by, ifVersion) =>
      transact(async (work) => {
        const result = await changeIntervention(work, id, { ...times, start: times.start ?? work.now }, by, ifVersion);
        if (result.ok) {
          await writeAudit(work, [
            {
              actor: by,
              action: 'change',
              kind: 'interventions',
              subject: id,
              before: result.before && shownIntervention(result.before),
              after: shownIntervention(result.intervention),
            },
          ]);
        }
        return result;
      }),
    leaveNote: (rota, user, text) =>
      transact(async (work) => {
        await writeAudit(work, [
          { actor: user, action: 'create', kind: 'handoff-notes', subject: rota, before: null, after: { text } },
        ]);
        return saveNote(work, { rota, user, text });
      }),
  };
}

export function feedDeps({ transact, store, vault, directory, clock, config, links }: Core): FeedDeps {
  return {
    read: (subject) => readFeed(store.read, store.dialect, vault, subject),
    renew: (subject, alarm, by) =>
      transact(async (work) => {
        const feed = await renewFeed(work, vault, subject, alarm);
        await writeAudit(work, [
          {
            actor: by,
            action: 'renew',
            kind: 'calendar-links',
            subject: `${subject.kind}/${subject.id}`,
            before: null,
            after: null,
          },
        ]);
        return feed;
      }),
    remove: (subject, by) =>
      transact(async (work) => {
        await removeFeed(work, subject.kind, subject.id);
        await writeAudit(work, [
          {
            actor: by,
            action: 'delete',
            kind: 'calendar-links',
            subject: `${subject.kind}/${subject.id}`,
            before: null,
            after: null,
          },
        ]);
      }),
    export: async (secret) => {
      const feed = await feedBySecret(store.read, store.dialect, vault, secret);
      return (
        feed &&
        exportCalendar(directory(), feed, {
          now: await clock.now(),
          alarm: feed.alarm,
          link: (rota) => links.rota(rota),
        })
      );
    },
    url: (secret) => `${config.publicUrl}/ical/${secret}.ics`,
  };
}

export function outsideCalendarDeps({ transact, wake }: Core): OutsideCalendarDeps {
  return {
    look: async (calendar, actor) => {
      await transact(async (work) => {
        await fetchNow(work, calendar);
        await writeAudit(work, [
          { actor, action: 'look', kind: 'calendars', subject: calendar, before: null, after: null },
        ]);
      });
      wake();
    },
  };
}

/** @param saved makes what was saved count, and wakes the engine */
export function swapDeps({ change, vault, configuration }: Core, saved: () => Promise<void>): SwapDeps {
  async function then<T>(work: Promise<T>): Promise<T> {
    const result = await work;
    await saved();
    return result;
  }
  return {
    list: () =>
      swapObjects(configuration.objects()).map((object) => ({ swap: object.body as Swap, version: object.version })),
    ask: (rota, request, actor) => then(change((work) => askForSwap(work, vault, rota, request, actor))),
    change: (id, event, ifVersion) => then(change((work) => changeSwap(work, vault, id, event, ifVersion))),
    actsForOthers: isAdmin,
  };
}
