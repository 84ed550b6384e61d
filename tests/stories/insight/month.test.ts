/** A month with calls at night, a clock change, an override, a swap and an absence, as its figures say to whom. */
import { afterAll, beforeAll, expect } from 'vitest';
import type { ListPage } from '#contract/list';
import type { RotaOnTimeline } from '#contract/rotas/on-call';
import type { FigureWire, InsightWire } from '#contract/insight/insight';
import type { IncidentWire } from '#contract/incidents/incident';
import { startSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import type { FakeSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import type { Person } from '../cast.ts';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';
import {
  calm,
  daysOf,
  followLinks,
  groupsBy,
  headersOf,
  insights,
  ofPerson,
  peopleIn,
  smsWorld,
  valueOf,
} from './reading.ts';
import type { Reader } from './reading.ts';

let smsc: FakeSmsc;
beforeAll(async () => {
  smsc = await startSmsc();
});
afterAll(() => smsc.close());

/** An alert that this person answers after a time. */
async function call(story: Story, at: string, who: Person, after: string, end: 'resolve' | 'recover'): Promise<void> {
  await story.sidecar.setClock(at);
  await story.alert();
  await story.passes(after);
  await story.person(who, 'acknowledge');
  await story.passes('20m');
  if (end === 'resolve') {
    await story.person(who, 'resolve');
  } else {
    await story.recovers();
  }
}

async function dutyAt(story: Story, from: string, to: string): Promise<Person> {
  const { body } = await story.sidecar.api<ListPage<RotaOnTimeline>>('GET', `on-call/timeline?from=${from}&to=${to}`);
  return body.items.find(({ rota }) => rota === 'sre')?.segments[0]?.onCall[0]?.user as Person;
}

const MARCH = 'from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z';

/** Ann, Ben and Cleo are woken once each, one alert heals by itself, and there is a test. */
async function march(story: Story): Promise<{ giver: Person; taker: Person }> {
  await story.change(smsWorld(smsc));
  await call(story, '2026-03-03T02:00:00Z', 'ann', '2m', 'resolve');
  await call(story, '2026-03-11T02:00:00Z', 'ben', '1m', 'recover');
  await story.sidecar.api('POST', 'absences', {
    user: 'cleo',
    start: '2026-03-16T00:00:00Z',
    end: '2026-03-20T00:00:00Z',
    id: 'away',
  });
  await story.sidecar.api('POST', 'rotas/sre/overrides', {
    id: 'spring',
    start: '2026-03-28T23:00:00Z',
    end: '2026-03-29T05:00:00Z',
    set: ['cleo'],
  });
  // Whoever has the 25th gives six hours of it to the other.
  const onCall = await dutyAt(story, '2026-03-25T12:00:00Z', '2026-03-25T18:00:00Z');
  const other = onCall === 'ann' ? 'ben' : 'ann';
  const swap = { rota: 'sre', start: '2026-03-25T12:00:00Z', end: '2026-03-25T18:00:00Z', askedOf: other };
  const asked = await story.sidecar.api<{ id: string }>('POST', 'swaps', swap, {
    headers: headersOf(onCall),
  });
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
  const taken = await story.sidecar.api('POST', `swaps/${asked.body.id}/take`, undefined, {
    headers: headersOf(other),
  });
  expect(taken.status, JSON.stringify(taken.body)).toBe(200);
  await story.sidecar.setClock('2026-03-18T14:00:00Z');
  await story.alert({ id: 'latency', title: 'Latency' });
  await story.passes('30s');
  await story.recovers({ id: 'latency', title: 'Latency' });
  await story.sidecar.api('POST', `integrations/${story.integration}/test`, { send: true, page: true });
  await story.passes('1h');
  // At half past three, the first half hour of summer time.
  await call(story, '2026-03-29T01:30:00Z', 'cleo', '30s', 'recover');
  const rated = await story.sidecar.api(
    'PUT',
    `incidents/${(await story.incident()).id}/rating`,
    { rating: 'false' },
    {
      headers: headersOf('cleo'),
    },
  );
  expect(rated.status).toBe(200);
  await story.sidecar.setClock('2026-04-03T12:00:00Z');
  return { giver: onCall, taker: other };
}

loneStories('The figures of a month', (tell) => {
  tell('say to each what is theirs to read', {}, async (story) => {
    const { giver, taker } = await march(story);

    const team = await insights(story, 'cleo', `team?team=sre&${MARCH}&compare=previous`);
    expect(team.figures.map(({ key, value }) => [key, value])).toEqual(
      expect.arrayContaining([
        ['incidents', 4],
        ['selfHealed', 1],
        ['answered', 75],
        ['timeToAnswer.median', 60],
        ['timeToAnswer.mean', 70],
        ['timeToAnswer.p90', 120],
        // Two were told at night that their alert had ended.
        ['interruptions', 6],
        ['interruptions.sleep', 5],
        ['missed', 1],
        ['missed.exhausted', 0],
        ['selfHealed.before', 0],
        ['selfHealed.after', 1],
        ['interruptions.work', 1],
        ['brokenNights', 3],
        ['duty', expect.any(Number)],
        ['fairness.hours', expect.any(Number)],
      ]),
    );
    expect(team.figures.find(({ key }) => key === 'incidents')?.leftOut.test).toBe(1);
    expect(team.before?.figures.find(({ key }) => key === 'incidents')?.value).toBe(0);
    expect(peopleIn(team)).toEqual(['ann', 'ben', 'cleo']);
    // The week of the swap and the override.
    const week = await insights(story, 'cleo', 'team?team=sre&from=2026-03-23T00:00:00Z&to=2026-03-30T00:00:00Z');
    expect([giver, taker, 'cleo'].map((who) => ofPerson(week, who, 'duty'))).toEqual([168 - 6 - 6, 6, 6]);
    // The override is of a night that has only five of its six hours by the clock on the wall.
    expect(ofPerson(team, 'cleo', 'duty')).toBe(6);
    expect(ofPerson(team, 'cleo', 'duty.weekend')).toBe(6);
    // As a chart shows them; of people who are not the reader's to read there are none.
    expect(daysOf(team, 'incidents')).toEqual(['2026-03-03 1', '2026-03-11 1', '2026-03-18 1', '2026-03-29 1']);
    expect(daysOf(team, 'interruptions')).toEqual(['2026-03-03 1', '2026-03-11 2', '2026-03-18 1', '2026-03-29 2']);
    expect(team.groups.flatMap(({ figures }) => figures).filter(({ key }) => key.startsWith('timeTo'))).toEqual([]);

    // Roles open nothing of a person; how a group answers is for everybody.
    for (const who of ['ann', 'dee', 'editor', 'admin', 'token'] as const) {
      const answer = await insights(story, who, `team?team=sre&${MARCH}`);
      expect(peopleIn(answer), who).toEqual([]);
      expect(valueOf(answer.figures, 'interruptions'), who).toBeUndefined();
      expect(valueOf(answer.figures, 'effort'), who).toBeUndefined();
      expect(daysOf(answer, 'interruptions'), who).toEqual([]);
      expect(daysOf(answer, 'incidents'), who).toHaveLength(4);
      expect(valueOf(answer.figures, 'timeToAnswer.median'), who).toBe(60);
    }

    // A script that may edit all.
    const made = await story.sidecar.api<{ token: string }>('POST', 'tokens', {
      name: 'planner',
      scopes: ['edit'],
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const byScript = (path: string) =>
      story.sidecar.request<InsightWire>('GET', `/api/v1/insights/${path}`, undefined, { token: made.body.token });
    const read = (await byScript(`team?team=sre&${MARCH}`)).body;
    expect([peopleIn(read), daysOf(read, 'interruptions'), valueOf(read.figures, 'duty')]).toEqual([[], [], undefined]);
    expect((await byScript('me')).status).toBe(403);
    const metrics = (await story.sidecar.request<string>('GET', '/metrics')).body;
    const names = [...metrics.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name ?? '');
    expect(names.filter((name) => /interruption|night|effort|fairness|answer|duty_/.test(name))).toEqual([]);
    // Who is on call is for everybody to see.
    const ofPeople = [...metrics.matchAll(/^(\w+)\{[^}]*"(?:ann|ben|cleo|dee)"/gm)].map(([, name]) => name);
    expect(ofPeople.filter((name) => name !== 'vigie_on_call')).toEqual([]);

    const ann = await insights(story, 'ann', `me?${MARCH}`);
    expect([valueOf(ann.figures, 'timeToAnswer.mean'), valueOf(ann.figures, 'brokenNights')]).toEqual([120, 1]);
    expect(ann.groups.map(({ by, id }) => `${by} ${id}`)).toEqual([
      'day 2026-03-03',
      'day 2026-03-18',
      'weekHour 2-03',
      'weekHour 3-15',
    ]);
    const token = await story.sidecar.api('GET', 'insights/me');
    expect(token.status).toBe(403);

    // Three weeks of it are no group: two answers cannot be subtracted to get Ann's.
    const rest = 'from=2026-03-09T00:00:00Z&to=2026-04-01T00:00:00Z';
    for (const query of [rest, 'from=2026-03-02T00:00:00Z&to=2026-03-09T00:00:00Z', `rota=sre&${rest}`]) {
      const { figures } = await insights(story, 'cleo', `team?team=sre&${query}`);
      expect(
        figures.filter(({ key }) => /^timeTo(?:Answer|Resolve)|^answered/.test(key)).map(({ value }) => value),
      ).toEqual(new Array(7).fill(null));
    }

    const alerts = await insights(story, 'dee', `alerts?${MARCH}`);
    const told = (figures: readonly FigureWire[]) =>
      (['sleepCost', 'useless'] as const).map((key) => valueOf(figures, key));
    expect(groupsBy(alerts, 'alert').map(({ alert, figures }) => [alert?.name, ...told(figures)])).toEqual([
      ['Disk full', 5, 100],
      ['Latency', 0, null],
    ]);
    const part = await insights(story, 'dee', `alerts?${rest}`);
    expect(valueOf(groupsBy(part, 'alert')[0]?.figures ?? [], 'sleepCost')).toBeNull();

    const pager = await insights(story, 'dee', `pager?${MARCH}`);
    expect(groupsBy(pager, 'channel').map(({ id }) => id)).toEqual(['sms']);
    expect(daysOf(pager, 'firstTry')).toEqual(['2026-03-03 100', '2026-03-11 100', '2026-03-18 100', '2026-03-29 100']);
    expect(valueOf(pager.figures, 'firstTry')).toBe(100);

    // Behind the figures of the pager are its incidents; behind one's own, those that paged oneself.
    const behind = async (who: Person, had: string) => {
      const found = await story.sidecar.api<{ items: IncidentWire[] }>(
        'GET',
        `incidents?had=${had}&${MARCH}`,
        undefined,
        {
          headers: headersOf(who),
        },
      );
      return found.body.items.filter(({ test }) => !test).length;
    };
    const counts = await Promise.all(['page', 'retry', 'failover'].map((had) => behind('dee', had)));
    expect(counts).toEqual([valueOf(pager.figures, 'paged'), 0, valueOf(pager.figures, 'failovers')]);
    expect([await behind('ann', 'my-page'), await behind('dee', 'my-page')]).toEqual([2, 0]);

    // Every link opens exactly what was counted, whoever follows it, in the whole month and in parts of it.
    for (const [who, query] of [
      ...(['ann', 'dee', 'cleo'] as const).flatMap((one) => [[one, MARCH] as const, [one, rest] as const]),
      ...(['team=sre', 'rota=sre', 'severity=critical', 'urgency=urgent', 'label=a=b'] as const).map(
        (filter) => ['cleo', `${MARCH}&${filter}`] as const,
      ),
    ]) {
      for (const chapter of ['me', 'team', 'alerts', 'pager'] as const) {
        const { wrong } = await followLinks(story, who, `${chapter}?${query}`);
        expect(wrong, `${who} ${chapter} ${query}`).toEqual([]);
      }
    }
    expect((await followLinks(story, 'cleo', `pager?${MARCH}`)).links).toBeGreaterThan(20);

    const linesOf = async (query: string) => {
      const csv = await story.sidecar.request<string>('GET', `/api/v1/insights/pager?${query}&format=csv`);
      return String(csv.body).split('\r\n');
    };
    const lines = await linesOf(`${MARCH}&compare=previous`);
    expect(lines[0]).toBe('group,id,key,value,unit,n,of,why,partial,test,merged,maintenance,shadow,link,definition');
    expect(lines).toContain('asked,,zone,,,,,,,,,,,,UTC');
    expect(lines).toContainEqual(expect.stringMatching(/^before,2026-02-01T00:00:00.000Z,incidents,0,count,/));
    expect((await linesOf(MARCH)).filter((line) => line.startsWith('before'))).toEqual([]);
    expect(await linesOf('from=2024-01-01T00:00:00Z&to=2024-02-01T00:00:00Z')).toContain(
      'problem,,no-data,,,,,,,,,,,,Nothing is stored of this period.',
    );

    const none = await insights(story, 'dee', 'team?team=sre&from=2024-01-01T00:00:00Z&to=2024-02-01T00:00:00Z');
    expect(none.problems.map(({ code }) => code)).toEqual(['no-data']);
    expect((await story.sidecar.api('GET', 'insights/team?team=gone')).status).toBe(404);

    await calm(story);
  });

  tell('of a person with a work profile are for the unit’s people alone', {}, async (story) => {
    await story.change(smsWorld(smsc));
    await story.sidecar.setClock('2026-04-03T12:00:00Z');
    const profile = { user: 'ann', unit: 'ops', from: '2026-01-01', contract: 'hours' as const, schedule: [] };
    const unit = {
      id: 'ops',
      name: 'Ops',
      since: '2026-01-01',
      timeZone: 'UTC',
      managers: ['ben'],
      hr: ['dee'],
      rules: [{ from: '2026-01-01', pack: 'fr-default@1' as const }],
    };
    await story.change({ more: { ...smsWorld(smsc).more, units: [unit], workProfiles: [profile] } });
    const read = async (who: Reader) => peopleIn(await insights(story, who, `team?team=sre&${MARCH}`));
    expect(await read('cleo'), 'the team’s manager, who is none of the unit').toEqual(['ben', 'cleo']);
    // A sum of some of the people says so, and of how many.
    const { population, zone, figures } = await insights(story, 'cleo', `team?team=sre&${MARCH}`);
    expect([population, zone]).toMatchObject([
      { incidents: 'all', team: 'sre', rota: null, people: { asked: 3, counted: 2 } },
      'UTC',
    ]);
    expect(figures.filter(({ partial }) => partial).map(({ subject }) => subject)).toContain('load');
    expect(figures.filter(({ partial, subject }) => partial !== (subject === 'load'))).toEqual([]);
    expect(await read('ben'), 'the unit’s manager').toEqual(['ann', 'ben']);
    expect(await read('dee'), 'HR').toEqual(['ann']);
    for (const who of ['ann', 'editor', 'admin', 'token'] as const) {
      expect(await read(who), who).toEqual([]);
    }
    await calm(story);
  });
});
