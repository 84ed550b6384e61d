import { afterAll, beforeAll, expect } from 'vitest';
import type { CalendarMappingWire, CalendarStateWire } from '#contract/rotas/calendar';
import type { Unreadable } from '#contract/unreadable';
import { WEEK } from '#domain/time/duration';
import { icsEvent, startCalendarServer } from '../../support/calendar-server.ts';
import type { CalendarServer } from '../../support/calendar-server.ts';
import type { World } from '../cast.ts';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { changeRows } from '../rows.ts';
import { as, does, onCall } from './rota.ts';

let server: CalendarServer;
beforeAll(async () => void (server = await startCalendarServer()));
afterAll(() => server.stop());

let number = 0;
/** Each story has a calendar of its own: what one has said stays known. */
function ownCalendar(): string {
  number += 1;
  return `ops-${number}`;
}

const reads = (id: string): World => ({ rota: { layers: [{ id: 'read', calendar: id }] } });
const stated = (id: string, more: object = {}): World => ({
  more: { calendars: [{ id, team: 'sre', url: server.url(id), refresh: '1h', ...more }] },
});

function shift(story: Story, uid: string, from: string, to: string, ...lines: string[]): string {
  return icsEvent(uid, story.at(from), story.at(to), ...lines);
}

/** The story begins with nothing stated, so that the calendar can speak of its week first. */
async function begins(story: Story, id: string, more: object = {}, world: World = {}): Promise<void> {
  await story.change({ ...reads(id), ...stated(id, more), ...world });
}

const state = async (story: Story, id: string) =>
  (await story.sidecar.api<CalendarStateWire>('GET', `calendars/${id}/state`)).body;

const named = async (story: Story) =>
  (await story.sidecar.api<{ unreadable: Unreadable[] }>('GET', 'status')).body.unreadable.map(
    ({ kind, id, field }) => `${kind} ${id} ${field}`,
  );

interface HealthBody {
  findings: Array<{ kind: string; why: string; users: string[] }>;
}
/** As messages say it: `Wed 4 Mar 00:00` of the story's week, or of one after it. */
function midnight(story: Story, day: string, weeksLater = 0): string {
  const at = Date.parse(story.at(`${day} 00:00`)) + weeksLater * WEEK;
  return `${new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(at).replace(',', '')} 00:00`;
}

const kinds = async (story: Story, rota = 'sre') =>
  (await story.sidecar.api<HealthBody>('GET', `rotas/${rota}/health`)).body.findings.map(({ kind }) => kind);

loneStories('A rota is read from a calendar', (tell) => {
  tell('Ben is paged, because the calendar names him', {}, async (story) => {
    const id = ownCalendar();
    server.says(
      id,
      shift(story, 'a', 'Monday 00:00', 'Monday 13:00', 'SUMMARY:Ann Martin on call'),
      shift(story, 'b', 'Monday 13:00', 'Wednesday 00:00', 'SUMMARY:On call', 'ATTENDEE;CN=Ben:mailto:BEN@example.com'),
    );
    await begins(story, id);
    expect([
      await onCall(story, 'Monday 12:00'),
      await onCall(story, 'Monday 13:00'),
      await onCall(story, 'Wednesday 00:00'),
    ]).toEqual([['ann'], ['ben'], []]);
    await story.until('Monday 14:00');
    await story.alert();
    await story.reached('ben by mail');
    await story.script('resolve');
    await story.told('ben by mail: Resolved by api');
    await story.toldOfDuties(
      'ann by hook: You are on call for SRE primary until 13:00.',
      'ann by hook: Your duty for SRE primary ended at 12:00.',
      'ann by hook: Your duty for SRE primary ended at 13:00.',
      `ben by mail: You are on call for SRE primary until ${midnight(story, 'Wednesday')}.`,
    );
  });

  tell('a shift that is cancelled there is gone here, and what has been stays', {}, async (story) => {
    const id = ownCalendar();
    const [ann, ben] = [
      shift(story, 'a', 'Monday 00:00', 'Tuesday 00:00', 'SUMMARY:ann'),
      shift(story, 'b', 'Tuesday 00:00', 'Thursday 00:00', 'SUMMARY:ben'),
    ];
    server.says(id, ann, ben);
    await begins(story, id);
    server.says(id, ann);
    await story.passes('1h');
    expect([await onCall(story, 'Monday 12:00'), await onCall(story, 'Tuesday 12:00')]).toEqual([['ann'], []]);
    server.says(id, ben);
    await story.until('Tuesday 12:00');
    // Taken out while it was running, it ended then; put back later, it began then.
    expect([
      await onCall(story, 'Monday 13:30'),
      await onCall(story, 'Monday 15:00'),
      await onCall(story, 'Tuesday 12:00'),
    ]).toEqual([['ann'], [], ['ben']]);
    server.says(id);
    await story.until('Friday 12:00');
    expect([
      await onCall(story, 'Monday 12:00'),
      await onCall(story, 'Tuesday 12:30'),
      await onCall(story, 'Wednesday 12:00'),
    ]).toEqual([['ann'], ['ben'], []]);
    await story.toldOfDuties(
      `ann by hook: You are on call for SRE primary until ${midnight(story, 'Tuesday')}.`,
      'ann by hook: Your duty for SRE primary ended at 12:00.',
      'ann by hook: Your duty for SRE primary ended at 14:00.',
      `ben by mail: You are on call for SRE primary until ${midnight(story, 'Thursday')}.`,
      'ben by mail: Your duty for SRE primary ended at 13:00.',
    );
  });

  tell(
    'while the calendar fails, what it said last counts, and everybody can see that it is old',
    {},
    async (story) => {
      const id = ownCalendar();
      server.says(id, shift(story, 'a', 'Monday 00:00', 'Sunday 00:00', 'SUMMARY:ann'));
      await begins(story, id, { staleAfter: '6h' });
      expect(await kinds(story)).not.toContain('calendarStale');
      for (const [status, text] of [
        [500, 'Sorry'],
        [200, '<!doctype html><title>Sign in</title>'],
        [200, ''],
        [200, 'BEGIN:VCALENDAR\r\nhalf'],
        [302, ''],
        [404, 'gone'],
      ] as const) {
        server.answers(id, status, text);
        await story.passes('1h');
        expect(await state(story, id)).toMatchObject({
          stale: false,
          knownAt: story.at('Monday 12:00'),
          failure: { detail: expect.any(String) as string },
        });
        expect(await onCall(story, 'Wednesday 12:00')).toEqual(['ann']);
      }
      await story.passes('1h');
      const known = await state(story, id);
      expect(known).toMatchObject({
        stale: true,
        age: 7 * 3600,
        failure: { reason: 'http', detail: 'it answers 404' },
      });
      expect(JSON.stringify(known)).not.toContain('secret-of');
      const { body } = await story.sidecar.api<HealthBody>('GET', 'rotas/sre/health');
      expect(body.findings.find(({ kind }) => kind === 'calendarStale')?.why).toBe(
        `the calendar "${id}" was last read 7 hours ago; what it said then still counts (it answers 404)`,
      );
      const { body: metrics } = await story.sidecar.request<string>('GET', '/metrics');
      expect(metrics).toContain(`vigie_ical_age_seconds{calendar="${id}"} ${7 * 3600}`);
      await story.alert();
      await story.reached('ann by hook');
      await story.script('resolve');
      server.says(id, shift(story, 'a', 'Monday 00:00', 'Sunday 00:00', 'SUMMARY:ben'));
      await story.passes('1h');
      expect(await state(story, id)).toMatchObject({ stale: false, failure: null });
      expect(await onCall(story, 'Wednesday 12:00')).toEqual(['ben']);
      await story.told('ann by hook: Resolved by api');
      await story.toldOfDuties(
        `ann by hook: You are on call for SRE primary until ${midnight(story, 'Sunday')}.`,
        'ann by hook: Your duty for SRE primary ended at 12:00.',
        'ann by hook: Your duty for SRE primary ended at 19:05.',
        `ben by mail: You are on call for SRE primary until ${midnight(story, 'Sunday')}.`,
      );
    },
  );

  for (const text of ['[{', '[{"user":7,"summary":7,"spans":"x"}]']) {
    tell(
      `what is kept of it is ${text}: it is named, the page goes on, and the next look makes it well`,
      {},
      async (story) => {
        story.expectError(({ msg }) => /cannot be read/.test(msg));
        const id = ownCalendar();
        server.says(id, shift(story, 'a', 'Monday 00:00', 'Sunday 00:00', 'SUMMARY:ann'));
        await begins(story, id);
        // It answers no more, so that nothing is well before it should be.
        server.answers(id, 500, 'Sorry');
        const damage = async (column: string) => {
          expect(
            await changeRows(
              story.databaseUrl,
              `update calendar_states set ${column} = '${text}' where calendar = '${id}'`,
            ),
          ).toBe(1);
          // Any other change of the configuration.
          await story.change({ dee: { name: `Dee ${column}` } });
        };
        for (const column of ['said', 'ignored']) {
          await damage(column);
          expect((await named(story)).filter((one) => one.startsWith(`calendarStates ${id} ${column}`))).toHaveLength(
            1,
          );
          await story.alert({ id: column });
          await story.reached('ann by hook');
        }
        await damage('entries');
        await story.alert({ id: 'nobody' });
        await story.reached('ben by mail');
        server.says(id, shift(story, 'a', 'Monday 00:00', 'Sunday 00:00', 'SUMMARY:ann'));
        await story.passes('1h');
        expect((await named(story)).filter((one) => one.includes(id))).toEqual([]);
        await story.pagesOfAnybody();
        await story.alert({ id: 'well' });
        await story.reached('ann by hook');
        await story.onCallMessages();
      },
    );
  }

  tell('a name that nobody knows is shown, and one alias puts it right', {}, async (story) => {
    const id = ownCalendar();
    const calendar = { id, team: 'sre', url: server.url(id), refresh: '1h' };
    server.says(
      id,
      shift(story, 'a', 'Monday 00:00', 'Wednesday 00:00', 'SUMMARY:Benny the second'),
      shift(story, 'b', 'Wednesday 00:00', 'Friday 00:00', 'SUMMARY:ann'),
    );
    await story.sidecar.api('POST', 'calendars', calendar);
    await does(story, 'cleo', 'POST', 'rotas', {
      id: 'outside',
      team: 'sre',
      timeZone: 'UTC',
      layers: [{ id: 'read', calendar: id }],
    });
    const mapping = async () =>
      (await story.sidecar.api<CalendarMappingWire>('GET', `calendars/${id}/mapping`)).body.items.map(
        ({ title, users, by }) => `${title}: ${users.join('+') || '?'} (${by})`,
      );
    expect(await mapping()).toEqual(['Benny the second: ? (null)', 'ann: ann (title)']);
    expect(await kinds(story, 'outside')).toContain('calendarUnmatched');
    expect((await as(story, 'dee', 'GET', `calendars/${id}/mapping`)).status).toBe(403);
    expect((await as(story, 'dee', 'PUT', `calendars/${id}`, { ...calendar, url: null })).status).toBe(403);
    await does(story, 'cleo', 'PUT', `calendars/${id}`, {
      ...calendar,
      url: null,
      people: { 'Benny the Second': 'ben' },
    });
    expect(await mapping()).toEqual(['Benny the second: ben (title)', 'ann: ann (title)']);
    expect([
      await onCall(story, 'Monday 11:59', 'outside'),
      await onCall(story, 'Monday 12:00', 'outside'),
      await onCall(story, 'Wednesday 12:00', 'outside'),
    ]).toEqual([[], ['ben'], ['ann']]);
    expect(await kinds(story, 'outside')).not.toContain('calendarUnmatched');
    expect(
      (await as<{ error: { message: string } }>(story, 'cleo', 'DELETE', `calendars/${id}`)).body.error.message,
    ).toContain('still in use');
    await does(story, 'cleo', 'DELETE', 'rotas/outside');
    await does(story, 'cleo', 'DELETE', `calendars/${id}`);
    await story.toldOfDuties(`ben by mail: You are on call for outside until ${midnight(story, 'Wednesday')}.`);
  });

  tell('it is asked whether anything is new, and read whole once a day', {}, async (story) => {
    const id = ownCalendar();
    server.says(id, shift(story, 'a', 'Monday 00:00', 'Friday 00:00', 'SUMMARY:ann'));
    await begins(story, id);
    await story.until('Tuesday 13:00');
    const seen = server.requests.filter(({ name }) => name === id).map(({ status }) => status);
    expect(seen).toEqual([200, ...Array.from({ length: 23 }, () => 304), 200, 304]);
    expect(await state(story, id)).toMatchObject({ age: 0, failure: null, events: 1 });
    await story.toldOfDuties(
      'ann by hook: Your duty for SRE primary ended at 12:00.',
      `ann by hook: You are on call for SRE primary until ${midnight(story, 'Friday')}.`,
    );
  });
});

loneStories('The address of a calendar is a secret', (tell) => {
  tell('it is shown to nobody, and kept where it is not sent', {}, async (story) => {
    const id = ownCalendar();
    server.says(id, shift(story, 'a', 'Monday 00:00', 'Friday 00:00', 'SUMMARY:ann'));
    const made = await story.sidecar.api<{ url: null }>('POST', 'calendars', { id, team: 'sre', url: server.url(id) });
    expect([made.status, made.body.url]).toEqual([201, null]);
    await story.settle();
    expect((await story.sidecar.api<object>('PUT', `calendars/${id}`, { ...made.body, name: 'Ops' })).status).toBe(200);
    await story.settle();
    expect(await state(story, id)).toMatchObject({ failure: null, host: new URL(server.url(id)).host });
    const seen = await Promise.all(
      ['calendars', `calendars/${id}`, 'audit', `calendars/${id}/state`, `calendars/${id}/mapping`].map(async (path) =>
        JSON.stringify((await story.sidecar.api('GET', path)).body),
      ),
    );
    expect(seen.join()).not.toContain('secret-of');
    expect(story.sidecar.log.map((line) => JSON.stringify(line)).join()).not.toContain('secret-of');
    await story.sidecar.api('DELETE', `calendars/${id}`);
  });

  tell('an Editor’s address may not lie inside, an Admin’s may', {}, async (story) => {
    const inside = { team: 'sre', url: 'http://10.255.255.1:1/x.ics' };
    await does(story, 'cleo', 'POST', 'calendars', { id: 'inside', ...inside });
    expect(await state(story, 'inside')).toMatchObject({ knownAt: null, stale: true, failure: { reason: 'address' } });
    await story.sidecar.api('DELETE', 'calendars/inside');
    const missing = await as<{ error: { message: string } }>(story, 'cleo', 'POST', 'calendars', {
      id: 'none',
      team: 'sre',
    });
    expect([missing.status, missing.body.error.message]).toEqual([
      400,
      'url is missing; give the address of the calendar in iCalendar format (.ics)',
    ]);
  });
});

loneStories('Absences are read from a calendar', (tell) => {
  tell('Ann is on leave there, so Ben stands in here', {}, async (story) => {
    const id = ownCalendar();
    server.says(id, shift(story, 'x', 'Monday 18:00', 'Wednesday 00:00', 'SUMMARY:Leave: Ann Martin'));
    await story.change({ rota: { onAbsence: 'next' }, ...stated(id, { absences: 'leave' }) });
    expect([
      await onCall(story, 'Monday 17:59'),
      await onCall(story, 'Monday 18:00'),
      await onCall(story, 'Wednesday 00:00'),
    ]).toEqual([['ann'], ['ben'], ['ann']]);
    await story.until('Monday 18:00');
    server.says(id);
    await story.passes('1h');
    expect([await onCall(story, 'Monday 18:30'), await onCall(story, 'Monday 19:00')]).toEqual([['ben'], ['ann']]);
    const refused = await story.sidecar.api<{ error: { message: string } }>('POST', 'rotas', {
      id: 'other',
      timeZone: 'UTC',
      layers: [{ id: 'a', calendar: id }],
    });
    expect(refused.body.error.message).toContain(`names calendar "${id}", whose events are absences`);
    await story.toldOfDuties(
      `ann by hook: You are on call for SRE primary until ${midnight(story, 'Monday', 1)}.`,
      'ann by hook: Your duty for SRE primary ended at 18:00.',
      `ben by mail: You are on call for SRE primary until ${midnight(story, 'Wednesday')}.`,
      'ben by mail: Your duty for SRE primary ended at 19:00.',
    );
  });

  tell('why Ann is away is read by those who plan for her, in the events as anywhere else', {}, async (story) => {
    const id = ownCalendar();
    server.says(
      id,
      shift(story, 'x', 'Monday 18:00', 'Wednesday 00:00', 'SUMMARY:Ann Martin: chemotherapy'),
      shift(story, 'y', 'Monday 18:00', 'Wednesday 00:00', 'SUMMARY:Zoe Noir: chemotherapy'),
    );
    await story.change({
      more: {
        ...stated(id, { absences: 'sick' }).more,
        teams: [
          { id: 'sre', name: 'SRE', members: ['ann', 'cleo', 'zoe'] },
          { id: 'db', name: 'DB', members: ['ben', 'zoe'] },
        ],
        users: [{ login: 'zoe', name: 'Zoe Noir' }],
      },
    });
    const seenBy = async (who: 'ann' | 'ben' | 'cleo' | 'dee') => {
      const { status, body } = await as<CalendarMappingWire>(story, who, 'GET', `calendars/${id}/mapping`);
      return status === 200 ? body.items.map(({ title }) => title).sort() : status;
    };
    // Ben is an Editor of another team, and Zoe is in both.
    expect([await seenBy('cleo'), await seenBy('ben'), await seenBy('ann'), await seenBy('dee')]).toEqual([
      ['Ann Martin: chemotherapy', 'Zoe Noir: chemotherapy'],
      403,
      403,
      403,
    ]);
    // A person who has left the team is not theirs to know about.
    await story.change({
      more: {
        ...stated(id, { absences: 'sick' }).more,
        teams: [{ id: 'sre', name: 'SRE', members: ['ann', 'cleo'] }],
        users: [{ login: 'zoe', name: 'Zoe Noir' }],
      },
    });
    expect(await seenBy('cleo')).toEqual(['Ann Martin: chemotherapy']);
  });
});
