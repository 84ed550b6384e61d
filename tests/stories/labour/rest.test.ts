/** Nights that cost sleep: what was worked, when the person may start, who hears of it, and when they are asked. */
import { expect } from 'vitest';
import { contextOf } from '../../support/grafana.ts';
import { loneStories } from '../harness.ts';
import type { Story, World } from '../harness.ts';
import type { Person } from '../cast.ts';

const unit = {
  id: 'ops',
  name: 'Ops',
  since: '2026-01-01',
  timeZone: 'UTC',
  teams: ['sre'],
  hr: ['dee'],
  rules: [{ from: '2026-01-01', pack: 'fr-default@1' as const }],
};
const profile = (user: Person, from = '09:00', to = '18:00') => ({
  user,
  unit: 'ops',
  from: '2026-01-01',
  contract: 'hours' as const,
  schedule: [{ days: ['workday' as const], from, to }],
});
/** Ann works from 09:00 to 18:00, Cleo, her manager, from 10:00. The unit's facts begin on Tuesday. */
const world: World = { more: { units: [unit], workProfiles: [profile('ann'), profile('cleo', '10:00')] } };

interface Worked {
  id: string;
  user: string;
  start: string;
  end: string | null;
  endedBy: string | null;
  confirmedAt: string | null;
  travelBefore: string;
  history: object[];
  /** Of an answer when somebody stopped. */
  rests?: Array<{ earliestAt: string }>;
}

function asks<Body = object>(story: Story, who: Person, method: string, path: string, body?: unknown) {
  const headers = { 'X-Grafana-Context': contextOf({ uid: `uid-${who}`, login: who, name: who }) };
  return story.sidecar.api<Body>(method, path, body, { headers });
}

async function workOf(story: Story, who: Person): Promise<Worked[]> {
  const { id } = await story.incident();
  return (await asks<{ items: Worked[] }>(story, who, 'GET', `interventions?incident=${id}&user=${who}`)).body.items;
}

/** Presses a button of the responder page. @returns the status and the text of what is shown then */
async function press(story: Story, link: string, button: string, fields: Record<string, string>): Promise<string> {
  const page = story.sidecar.local(link);
  const body = new URLSearchParams(fields);
  const answer = await fetch(`${page}/${button}`, { method: 'POST', redirect: 'manual', body });
  await story.settle();
  const to = answer.headers.get('location');
  const shown = to === null ? answer : await fetch(new URL(to, page));
  return `${answer.status} ${(await shown.text()).replace(/<style>.*?<\/style>/s, '').replace(/<[^>]+>/g, ' ')}`;
}

const clock = (at: string | null | undefined) => at?.slice(11, 16) ?? '…';

loneStories('Rest after a call at night', (tell) => {
  tell(
    'the start moves, Ann and her manager hear of it, and it moves again when she says when she stopped',
    world,
    async (story) => {
      await story.until('Wednesday 00:10');
      await story.alert();
      await story.reached('ann by hook');
      await story.person('ann', 'acknowledge');
      await story.until('Wednesday 00:40');
      await story.recovers();
      await story.told('ann by hook: Resolved by Scripts');
      expect(
        (await workOf(story, 'ann')).map(({ start, end, endedBy }) => [clock(start), clock(end), endedBy]),
      ).toEqual([['00:10', '00:40', 'incident']]);
      await story.until('Wednesday 07:29');
      await story.toldOfDuties();
      await story.until('Wednesday 07:30');
      const [message] = await story.onCallMessages();
      expect([message?.who, message?.by]).toEqual(['ann', 'mail']);
      expect(message?.text).toContain('You may not start before 11:25: 11 h of rest after 00:25.');
      expect(message?.text).toContain('Cleo Roux will know at 10:00.');
      expect(message?.text).toMatch(/You answered #\d+ at 00:10. When did you stop\?/);

      const [work] = await workOf(story, 'ann');
      const confirm = (end: string, who: Person = 'ann') =>
        asks<{ error: { details: object[] } } & Worked>(story, who, 'POST', `interventions/${work?.id}/confirm`, {
          end: story.at(end),
          travelBefore: '0s',
          travelAfter: '15m',
        });
      expect((await confirm('Wednesday 08:00')).body.error.details).toMatchObject([
        { path: 'end', reason: 'in-future' },
      ]);
      expect((await confirm('Wednesday 00:05')).body.error.details).toMatchObject([
        { path: 'end', reason: 'not-after', data: { field: 'start' } },
      ]);
      expect((await confirm('Wednesday 00:50', 'cleo')).status).toBe(403);
      const confirmed = await confirm('Wednesday 00:45');
      expect(confirmed.status).toBe(200);
      expect(confirmed.body).toMatchObject({
        endedBy: 'person',
        travelAfter: '15m',
        confirmedAt: story.at('Wednesday 07:30'),
      });
      expect(confirmed.body.history).toHaveLength(1);
      expect(confirmed.body.rests?.map(({ earliestAt }) => clock(earliestAt))).toEqual(['12:00']);
      await story.toldOfDuties('ann by mail: You may not start before 12:00: 11 h of rest after 01:00.');
      const log = await story.sidecar.api<{ items: object[] }>('GET', `audit?kind=interventions&subject=${work?.id}`);
      expect(log.body.items).toMatchObject([
        { action: 'confirm', before: { user: 'ann' }, after: { user: 'ann', changed: ['end', 'travel'] } },
      ]);
      expect(JSON.stringify(log.body.items)).not.toContain('00:4');
      await story.until('Wednesday 09:59');
      await story.toldOfDuties();
      await story.until('Wednesday 10:00');
      await story.toldOfDuties('cleo by mail: Ann Martin starts at 12:00 at the earliest.');
    },
  );

  tell('a night that Ann answers with Resolve alone earns its rest, and she is asked once', world, async (story) => {
    await story.until('Wednesday 02:10');
    await story.alert();
    await story.reached('ann by hook');
    await story.person('ann', 'resolve');
    await story.person('ann', 'note', { text: 'It was the backup.' });
    expect((await workOf(story, 'ann')).map(({ start, end }) => [clock(start), clock(end)])).toEqual([
      ['02:10', '02:10'],
    ]);
    await story.until('Wednesday 07:30');
    await story.toldOfDuties('ann by mail: You may not start before 13:25: 11 h of rest after 02:25.');
    const [work] = await workOf(story, 'ann');
    const answer = await asks(story, 'ann', 'POST', `interventions/${work?.id}/confirm`, {
      end: story.at('Wednesday 02:11'),
    });
    expect(answer.status).toBe(200);
    // Ten minutes earlier than she was told: nothing new.
    await story.toldOfDuties();
    await story.until('Wednesday 10:00');
    await story.toldOfDuties('cleo by mail: Ann Martin starts at 13:11 at the earliest.');
    await story.until('Thursday 12:00');
    await story.toldOfDuties();
  });

  tell('nobody is asked in the evening, and whoever has no work profile never', world, async (story) => {
    await story.until('Tuesday 19:00');
    await story.alert();
    await story.reached('ann by hook');
    await story.person('ann', 'acknowledge');
    await story.person('ben', 'note', { text: 'I know this one.' });
    await story.until('Tuesday 19:10');
    await story.recovers();
    await story.told('ann by hook: Resolved by Scripts');
    await story.until('Wednesday 08:59');
    await story.toldOfDuties();
    await story.until('Wednesday 09:00');
    const [message, ...others] = await story.onCallMessages();
    expect([message?.who, others]).toEqual(['ann', []]);
    expect(message?.says).toMatch(/You answered #\d+ at Tue \d+ \w+ 19:00. When did you stop\?/);
    expect(await workOf(story, 'ben')).toEqual([]);
    const [link = ''] = /https?:\/\/[^\s"]+?\/r\/[A-Za-z0-9_-]+/.exec(message?.text ?? '') ?? [];
    const entered = { at: story.at('Tuesday 19:05').slice(0, 16), before: '0', after: '30' };
    expect(await press(story, link, 'at-time', entered)).toMatch(/^303 .*Your work on it ended when you said/s);
    expect(await workOf(story, 'ann')).toMatchObject([
      { end: story.at('Tuesday 19:05'), endedBy: 'person', travelBefore: '0s', travelAfter: '30m' },
    ]);
  });

  tell(
    'a sidecar that is killed right after an acknowledgement makes the release all the same',
    world,
    async (story) => {
      await story.until('Wednesday 02:10');
      await story.alert();
      const [page] = await story.reached('ann by hook');
      // A mail scanner follows links, and presses nothing.
      const [link = ''] = /https?:\/\/[^\s"]+?\/r\/[A-Za-z0-9_-]+/.exec(page?.hook?.raw ?? '') ?? [];
      for (const path of ['', '/acknowledge', '/resolve']) {
        expect((await fetch(story.sidecar.local(link) + path)).status).toBe(200);
      }
      expect(await workOf(story, 'ann')).toEqual([]);
      const { id } = await story.incident();
      expect((await asks(story, 'ann', 'POST', `incidents/${id}/acknowledge`)).status).toBe(200);
      await story.sidecar.kill9();
      await story.sidecar.start();
      await story.until('Wednesday 07:30');
      await story.toldOfDuties('ann by mail: You may not start before 13:25: 11 h of rest after 02:25.');
      await story.until('Wednesday 10:00');
      await story.toldOfDuties('cleo by mail: Ann Martin starts at 13:25 at the earliest.');
      await story.script('resolve');
      await story.told('ann by hook: Resolved by api');
    },
  );

  tell('the page behind the message asks when Ann stopped, and says when she may start', world, async (story) => {
    await story.until('Wednesday 00:10');
    await story.alert();
    const [page] = await story.reached('ann by hook');
    const [link = ''] = /https?:\/\/[^\s"]+?\/r\/[A-Za-z0-9_-]+/.exec(page?.hook?.raw ?? '') ?? [];
    const presses = (button: string, fields = {}) => press(story, link, button, fields);
    expect(await presses('acknowledge')).not.toContain('You may not start');
    await story.until('Wednesday 00:40');
    await story.recovers();
    await story.told('ann by hook: Resolved by Scripts');
    const says = (time: string) => ({ at: story.at(time).slice(0, 16) });
    expect(await presses('at-time')).toMatch(/^409 .*the time you entered is not complete/s);
    expect(await presses('at-time', says('Wednesday 00:50'))).toMatch(/^409 .*the time you entered is still to come/s);
    expect(await presses('at-time', says('Wednesday 00:05'))).toMatch(/^409 .*you had not begun yet at the time/s);
    expect(await presses('at-resolution')).toMatch(
      /^303 .*ended with the incident.*You may not start before 11:40: 11 h of rest after 00:40\./s,
    );
    expect((await workOf(story, 'ann')).map(({ start, end, endedBy }) => [clock(start), clock(end), endedBy])).toEqual([
      ['00:10', '00:40', 'person'],
    ]);
    expect(await presses('right-away')).toMatch(/^409 .*known already when you stopped/s);
    await story.until('Wednesday 07:30');
    await story.toldOfDuties('ann by mail: You may not start before 11:40: 11 h of rest after 00:40.');
    await story.until('Wednesday 10:00');
    await story.toldOfDuties('cleo by mail: Ann Martin starts at 11:40 at the earliest.');
  });

  tell('a schedule that changes moves or ends a release; a profile that goes ends it', world, async (story) => {
    await story.until('Wednesday 02:10');
    await story.alert();
    await story.reached('ann by hook');
    await story.person('ann', 'resolve');
    await story.change({
      more: { ...world.more, workProfiles: [profile('ann', '14:00', '18:00'), profile('cleo', '10:00')] },
    });
    await story.until('Wednesday 12:30');
    // Her rest is complete before 14:00; she is only asked when she begins.
    await story.toldOfDuties();
    await story.until('Wednesday 14:00');
    const [question] = await story.onCallMessages();
    expect(question?.says).toMatch(/You answered #\d+ at 02:10/);
    await story.until('Thursday 05:00');
    await story.alert({ id: 'other' });
    await story.reached('ann by hook');
    await story.person('ann', 'resolve');
    await story.change({ more: { ...world.more, workProfiles: [profile('cleo', '10:00')] } });
    await story.until('Thursday 14:00');
    await story.toldOfDuties();
  });

  tell('a rules entry that comes overnight decides on the start of its first day', world, async (story) => {
    const longer = { from: story.at('Thursday 00:00').slice(0, 10), pack: 'fr-default@1' as const };
    const rules = [...unit.rules, { ...longer, restDaily: { rest: '12h' } }];
    await story.change({ more: { ...world.more, units: [{ ...unit, rules }] } });
    await story.until('Tuesday 23:50');
    await story.alert();
    await story.reached('ann by hook');
    await story.person('ann', 'resolve');
    await story.until('Wednesday 07:30');
    const [before] = await story.onCallMessages();
    expect(before?.text).toContain('You may not start before 11:05: 11 h of rest after 00:05.');
    await story.until('Wednesday 23:50');
    await story.alert({ id: 'other' });
    await story.reached('ann by hook');
    await story.person('ann', 'resolve');
    await story.until('Thursday 07:30');
    const after = await story.onCallMessages();
    expect(after.at(-1)?.text).toContain('You may not start before 12:05: 12 h of rest after 00:05.');
  });

  const leave = { user: 'cleo' as const, start: '2026-03-01T00:00', end: '2027-03-01T00:00', timeZone: 'UTC' };
  tell(
    'HR hears at nine where the only manager is on leave, and Ann reads who will know',
    { ...world, more: { ...world.more, absences: [leave] } },
    async (story) => {
      await story.until('Wednesday 02:10');
      await story.alert();
      await story.reached('ann by hook');
      await story.person('ann', 'resolve');
      await story.until('Wednesday 07:30');
      const [message] = await story.onCallMessages();
      expect([message?.who, message?.text]).toEqual(['ann', expect.stringContaining('Dee Noir will know at 09:00.')]);
      await story.until('Wednesday 09:00');
      await story.toldOfDuties('dee by mail: Ann Martin starts at 13:25 at the earliest.');
    },
  );

  tell(
    'managers hear at once where the unit does not wait',
    { ...world, more: { ...world.more, units: [{ ...unit, disconnect: false }] } },
    async (story) => {
      await story.until('Wednesday 02:00');
      await story.alert();
      await story.reached('ann by hook');
      await story.person('ann', 'acknowledge');
      await story.toldOfDuties('cleo by mail: Ann Martin starts at 13:15 at the earliest.');
      await story.script('resolve');
      await story.told('ann by hook: Resolved by api');
    },
  );

  tell(
    'a release that turns out not to be needed is taken back, once',
    { ...world, more: { ...world.more, units: [{ ...unit, disconnect: false }] } },
    async (story) => {
      await story.until('Tuesday 21:50');
      await story.alert();
      await story.reached('ann by hook');
      await story.person('ann', 'acknowledge');
      await story.until('Tuesday 22:30');
      await story.person('ann', 'note', { text: 'Still at it.' });
      await story.recovers();
      await story.told('ann by hook: Resolved by Scripts');
      await story.onCallMessages();
      await story.until('Wednesday 07:30');
      await story.toldOfDuties('ann by mail: You may not start before 09:30: 11 h of rest after Tue 5 May 22:30.');
      const [work] = await workOf(story, 'ann');
      const confirmed = await asks<Worked>(story, 'ann', 'POST', `interventions/${work?.id}/confirm`, {
        end: story.at('Tuesday 21:55'),
      });
      expect([confirmed.status, confirmed.body.rests]).toEqual([200, []]);
      await story.toldOfDuties(
        'ann by mail: You may start as planned, at 09:00: the later start at 09:30 no longer applies.',
        'cleo by mail: Ann Martin may start as planned, at 09:00.',
      );
      await story.until('Wednesday 10:00');
      await story.toldOfDuties();
    },
  );
});
