/** What people are told of their duty to come, how it is proved, and why somebody was told late. */
import { expect } from 'vitest';
import type { NoticeWire } from '#contract/labour/notice';
import type { KeptStatementWire } from '#contract/labour/pay/kept-statement';
import type { LabourPreviewWire } from '#contract/labour/preview';
import { contextOf } from '../../support/grafana.ts';
import { loneStories } from '../harness.ts';
import type { Story, World } from '../harness.ts';
import type { Person } from '../cast.ts';
import { changeRows } from '../rows.ts';

const unitOf = (id: string, more: object = {}) => ({
  id,
  name: 'Ops',
  since: '2026-01-01',
  timeZone: 'UTC',
  teams: ['sre'],
  hr: ['dee'],
  duties: [{ rota: 'sre', kind: 'onCall' as const }],
  rules: [{ from: '2026-01-01', pack: 'fr-default@1' as const, notice: { days: 2 } }],
  programme: { horizon: '2w' },
  ...more,
});
const profile = (unit: string, user: Person) => ({
  id: `${unit}-${user}`,
  user,
  unit,
  from: '2026-01-01',
  contract: 'hours' as const,
  schedule: [{ days: ['workday' as const], from: '09:00', to: '18:00' }],
});
/** Each story has its own unit, whose facts begin on Tuesday. Ann is on call this week, Ben the next. */
const worldOf = (unit: string, more: object = {}): World => ({
  more: { units: [unitOf(unit, more)], workProfiles: [profile(unit, 'ann'), profile(unit, 'ben')] },
});

function asks<Body = object>(story: Story, who: Person | 'hana', method: string, path: string, body?: unknown) {
  const role = who === 'cleo' ? ('Editor' as const) : ('Viewer' as const);
  const headers = { 'X-Grafana-Context': contextOf({ uid: `uid-${who}`, login: who, name: who, role }) };
  return story.sidecar.api<Body>(method, path, body, { headers });
}

async function noticesOf(story: Story, unit: string, who: Person = 'dee'): Promise<NoticeWire[]> {
  const { body } = await asks<{ items: NoticeWire[] }>(story, who, 'GET', `notices?unit=${unit}&limit=500`);
  return body.items;
}

const shown = ({ user, state, days }: NoticeWire) => `${user} ${state} ${days}`;
const saysOf = (messages: Array<{ who: string; text: string }>, who: string) =>
  messages.filter((one) => one.who === who).map(({ text }) => text);

loneStories('The programme', (tell) => {
  tell('whoever takes a shift themselves needs no reason', worldOf('p4'), async (story) => {
    await story.until('Thursday 12:00');
    await story.onCallMessages();
    expect((await asks(story, 'ben', 'POST', 'rotas/sre/take-over', { user: 'ann' })).status).toBe(201);
    await story.onCallMessages();
    const taken = (await noticesOf(story, 'p4')).find(({ voluntary }) => voluntary !== null);
    expect(taken).toMatchObject({ user: 'ben', voluntary: 'take-over', reason: null });
    const findings = await asks<{ items: object[] }>(
      story,
      'dee',
      'GET',
      `labour/findings?unit=p4&rule=notice&user=ben&from=${story.at('Thursday 00:00')}&to=${story.at('Friday 00:00')}`,
    );
    expect(findings.body.items).toMatchObject([{ severity: 'note' }]);
  });

  tell('tells what begins before the next one at once, then each Monday what comes', worldOf('p1'), async (story) => {
    await story.onCallMessages();
    const made = await noticesOf(story, 'p1');
    expect(made.map(shown)).toEqual(['ann told 1', 'ben told 7']);
    expect(made[0]).toMatchObject({
      madeBy: 'vigie',
      channel: 'email',
      handedAt: story.at('Monday 12:00'),
      seenAt: null,
    });

    const seen = await asks<{ items: NoticeWire[] }>(story, 'ann', 'POST', 'notices/seen', {
      ids: made.map(({ id }) => id),
    });
    expect(seen.body.items.map(({ id, seenAt }) => [id, seenAt])).toEqual([[made[0]?.id, story.at('Monday 12:00')]]);
    expect((await noticesOf(story, 'p1', 'ann')).map(shown)).toEqual(['ann told 1']);
    expect(await noticesOf(story, 'p1', 'cleo')).toHaveLength(2);
    const file = await asks<string>(story, 'ann', 'GET', 'notices?unit=p1&format=csv');
    expect(String(file.body)).toMatch(/^user,unit,rota,start,.*\r\nann,p1,sre,/);

    // Nothing changes that concerns duty, so nothing is told again.
    await story.change({ more: { ...worldOf('p1').more, timeWindows: [] } });
    await story.until('Sunday 12:00');
    await story.toldOfDuties();
    await story.until('Sunday 23:59');
    await story.onCallMessages();
    const told = await asks<{ people: number; notices: number }>(story, 'cleo', 'POST', 'notices/publish', {
      unit: 'p1',
    });
    expect(told.body).toEqual({ people: 1, notices: 1 });
    expect((await asks(story, 'ann', 'POST', 'notices/publish', { unit: 'p1' })).status).toBe(403);
    expect((await noticesOf(story, 'p1')).at(-1)).toMatchObject({ user: 'ann', madeBy: 'cleo', state: 'waiting' });
    // It waits for Ann's next hours.
    await story.passes('541m');
    const text = saysOf(await story.onCallMessages(), 'ann').join('\n');
    const last = (await noticesOf(story, 'p1')).at(-1);
    expect(last).toMatchObject({ user: 'ann', state: 'told', days: 7 });
    expect(text).toContain('Ops has planned you on call until');
    expect(text).toContain('told 7 days ahead');
    expect(text).toContain(`Keep this mail: it proves what you were told (${last?.sha256})`);
  });

  tell('a method that refuses takes the notice back: it goes out by the next', worldOf('p2'), async (story) => {
    await story.onCallMessages();
    story.breaks('ann@example.com', '5xx');
    const monday = Date.parse(story.at('Monday 00:00')) + 7 * 86_400_000;
    const [start, end] = [monday, monday + 6 * 3_600_000].map((at) => new Date(at).toISOString());
    const more = { id: 'p2', start, end, set: ['ann'] };
    expect((await asks(story, 'cleo', 'POST', 'rotas/sre/overrides', more)).status).toBe(201);
    const told = await story.onCallMessages();
    expect(told.map(({ who, by }) => `${who} by ${by}`).sort()).toEqual(['ann by hook', 'ben by mail']);
    expect(saysOf(told, 'ben').join()).toContain('No longer on call: ');
    const notices = await noticesOf(story, 'p2');
    // What is left of Ben's week is still told as before.
    expect(notices.map(shown).sort()).toEqual(['ann told 1', 'ann told 7', 'ben told 7', 'ben withdrawn 7']);
    expect(notices.find(({ user, days }) => user === 'ann' && days === 7)?.channel).toBe('webhook');
    await story.refused();
  });

  const listed = ['sre', 'night'].map((rota) => ({ rota, kind: 'onCall' as const }));
  tell(
    'late duty needs a reason, which the person and those in charge read',
    worldOf('p3', { duties: listed }),
    async (story) => {
      await story.until('Thursday 12:00');
      await story.onCallMessages();
      const late = { id: 'p3', start: story.at('Thursday 18:00'), end: story.at('Thursday 22:00'), set: ['ben'] };
      const preview = await asks<LabourPreviewWire>(story, 'cleo', 'POST', 'labour/preview', {
        override: { rota: 'sre', change: late },
      });
      expect(preview.body).toMatchObject({ indicative: true, exceptional: true });
      expect(
        preview.body.items.map(({ rule, severity, user, change }) => [rule, severity, user, change]),
      ).toContainEqual(['notice', 'outside', 'ben', 'made']);
      const refused = await asks<{ error: { details: object[] } }>(story, 'cleo', 'POST', 'rotas/sre/overrides', late);
      expect([refused.status, refused.body.error.details]).toMatchObject([
        400,
        [{ path: 'exceptional', reason: 'late-notice', data: { user: 'ben', days: 0, rule: 2 } }],
      ]);
      const exceptional = 'Ann fell ill this morning.';
      // A new rota that the unit lists already is no way around it.
      const night = {
        id: 'night',
        name: 'Night',
        team: 'sre',
        timeZone: 'UTC',
        layers: [{ id: 'a', participants: [['ben']] }],
      };
      expect((await asks(story, 'cleo', 'POST', 'rotas', night)).body).toMatchObject({
        error: { details: [{ path: 'exceptional', reason: 'late-notice' }] },
      });
      expect((await asks(story, 'cleo', 'POST', 'rotas', { ...night, exceptional })).status).toBe(201);
      expect((await asks<object>(story, 'cleo', 'GET', 'rotas/night')).body).not.toHaveProperty('exceptional');
      expect((await asks(story, 'cleo', 'DELETE', 'rotas/night')).status).toBe(204);
      const before = await asks<{ items: object[] }>(story, 'dee', 'GET', 'decisions?unit=p3');
      expect(before.body.items).toMatchObject([{ rota: 'night', user: 'ben', by: 'cleo', reason: exceptional }]);
      await story.onCallMessages();
      expect((await asks(story, 'cleo', 'POST', 'rotas/sre/overrides', { ...late, exceptional })).status).toBe(201);
      expect(JSON.stringify((await asks(story, 'cleo', 'GET', 'rotas/sre/overrides')).body)).not.toContain('fell ill');
      const decisions = await asks<{ items: object[] }>(story, 'dee', 'GET', 'decisions?unit=p3');
      const made = { kind: 'exceptional', user: 'ben', by: 'cleo', reason: exceptional };
      expect(decisions.body.items).toMatchObject([made, { ...made, rota: 'sre' }]);
      const [text = ''] = saysOf(await story.onCallMessages(), 'ben');
      expect(text).toContain(`why so late: ${exceptional}`);
      const findings = await asks<{ items: object[] }>(
        story,
        'dee',
        'GET',
        `labour/findings?unit=p3&rule=notice&user=ben&from=${story.at('Thursday 17:00')}&to=${story.at('Friday 00:00')}`,
      );
      // Nobody was told a day before: it is saved, and stays outside.
      expect(findings.body.items).toMatchObject([{ severity: 'outside', data: { measured: 0, limit: 2 } }]);
    },
  );

  const layers = ['ben', 'ann'].map((user) => ({ id: user, participants: [[user]] }));
  tell(
    'two short nights and more to come: the manager reads who could take one',
    { ...worldOf('p5'), rota: { layers } },
    async (story) => {
      const sleepsBadly = async () => {
        for (const id of ['one', 'two']) {
          await story.alert({ id });
          await story.reached('ann by hook');
          await story.person('ann', 'resolve');
          await story.passes('24h');
        }
      };
      const advised = async () =>
        saysOf(await story.onCallMessages(), 'cleo').filter((text) => text.includes('began late twice'));
      await story.until('Wednesday 02:10');
      await sleepsBadly();
      await story.until('Sunday 12:00');
      await story.onCallMessages();
      await story.passes('21h');
      const [advice] = await advised();
      expect(advice).toContain('Ann Martin began late twice last week and is on call until');
      expect(advice).toMatch(/Ben Petit \(\d+ h in 12 weeks\) could take a night\./);

      // The next time Vigie is down from Sunday until Tuesday.
      await story.passes('41h10m');
      await sleepsBadly();
      await story.passes('72h');
      expect(await advised()).toEqual([]);
      await story.sidecar.kill9();
      const tuesday = Date.parse(story.at('Tuesday 11:00')) + 2 * 7 * 86_400_000;
      expect(await changeRows(story.databaseUrl, `update meta set value = '${tuesday}' where key = 'clock'`)).toBe(1);
      await story.sidecar.start();
      await story.settle();
      expect(await advised()).toHaveLength(1);
      await story.change({ more: { ...worldOf('p5').more, timeWindows: [] } });
      await story.passes('24h');
      expect(await advised()).toEqual([]);
    },
  );
});

// Of its own, since a unit of the stories above has statements by then, and cannot be deleted.
loneStories('Disconnecting', (tell) => {
  tell('at night only duty that begins before the next hours is told', worldOf('p6'), async (story) => {
    await story.onCallMessages();
    await story.until('Wednesday 23:00');
    await story.onCallMessages();
    const plans = (id: string, hours: readonly [string, string], user: Person, more = {}) =>
      asks(story, 'cleo', 'POST', 'rotas/sre/overrides', {
        id,
        start: story.at(hours[0]),
        end: story.at(hours[1]),
        set: [user],
        ...more,
      });
    const days = ['Saturday 08:00', 'Saturday 20:00'] as const;
    expect((await plans('p6-day', days, 'ben')).status).toBe(201);
    await story.until('Thursday 02:00');
    expect(await story.onCallMessages(), 'nobody hears of Saturday at night').toEqual([]);

    const exceptional = 'Ann fell ill tonight.';
    expect((await plans('p6-night', ['Thursday 04:00', 'Thursday 08:00'], 'ben', { exceptional })).status).toBe(201);
    const atOnce = await story.onCallMessages();
    expect(atOnce.map(({ who }) => who)).toEqual(['ben']);
    expect(atOnce[0]?.text).toContain(`why so late: ${exceptional}`);
    expect(atOnce[0]?.text).not.toContain('Saturday');
    await story.until('Thursday 08:59');
    await story.toldOfDuties(
      'ann by hook: Your duty for SRE primary ended at 04:00.',
      'ann by hook: You are on call for SRE primary until Sat 7 Mar 08:00.',
      'ben by mail: You are on call for SRE primary until 08:00.',
      'ben by mail: Your duty for SRE primary ended at 08:00.',
    );

    await story.until('Thursday 09:00');
    const inTheMorning = await story.onCallMessages();
    expect(inTheMorning.map(({ who, by }) => `${who} by ${by}`).sort()).toEqual(['ann by mail', 'ben by mail']);
    expect(saysOf(inTheMorning, 'ann').join()).toContain('No longer on call: ');
    expect(saysOf(inTheMorning, 'ben').join()).toMatch(/Sat.* 08:00/);
  });

  const teams = (shadow: boolean) => [{ id: 'sre', name: 'SRE', members: ['ann', 'ben'], managers: ['cleo'], shadow }];
  const shadowed = (shadow: boolean): World => ({ more: { ...worldOf('p7').more, teams: teams(shadow) } });
  tell(
    'what was told in shadow counts as not told, and is told when the shadow ends',
    shadowed(true),
    async (story) => {
      await story.until('Wednesday 10:00');
      await story.toldOfDuties();
      const waiting = await noticesOf(story, 'p7');
      expect(waiting.map(({ user, state, toldAt }) => [user, state, toldAt])).toEqual([
        ['ann', 'waiting', null],
        ['ben', 'waiting', null],
      ]);
      expect(await story.metric('vigie_notices_untold')).toBe(0);

      // April has begun meanwhile, and the document of March was made.
      await story.passes('28d');
      const document = () =>
        asks<{ items: KeptStatementWire[] }>(story, 'dee', 'GET', 'statements?unit=p7&month=2026-03&user=ann');
      expect((await document()).body.items).toMatchObject([{ told: 'waiting', handed: null }]);
      await story.toldOfDuties();
      const now = await noticesOf(story, 'p7');
      const ahead = now.filter(({ end }) => Date.parse(end) > Date.parse(waiting[0]?.start ?? '') + 30 * 86_400_000);
      expect(ahead.length).toBeGreaterThan(0);

      await story.change(shadowed(false));
      const text = (await story.onCallMessages()).map((message) => message.text).join('\n');
      for (const { id, sha256 } of ahead) {
        const told = (await noticesOf(story, 'p7')).find((one) => one.id === id);
        expect(told).toMatchObject({ state: 'told', channel: 'email', sha256 });
        expect(text).toContain(sha256);
      }
      expect((await document()).body.items).toMatchObject([{ told: 'done', handed: { how: 'message' } }]);
      await story.passes('1d');
      expect((await story.onCallMessages()).filter((message) => message.text.includes('Keep this mail'))).toEqual([]);
    },
  );
});
