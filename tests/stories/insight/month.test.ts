/** A month with calls at night, a clock change, an override and an absence, as its figures say to whom. */
import { afterAll, beforeAll, expect } from 'vitest';
import type { FigureWire, InsightWire } from '#contract/insight/insight';
import type { FigureKey } from '#domain/insight/figure';
import { startSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import type { FakeSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import { contextOf } from '../../support/grafana.ts';
import type { Person, World } from '../cast.ts';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';

let smsc: FakeSmsc;
beforeAll(async () => {
  smsc = await startSmsc();
});
afterAll(() => smsc.close());

const bySms = (number: string) => ({
  timeZone: 'Europe/Paris',
  contactMethods: [{ id: 'sms', type: 'sms', to: number }],
  notificationRules: { default: [{ method: 'sms' }], urgent: [{ method: 'sms' }] },
});

function world(): World {
  const operator = {
    id: 'operator',
    type: 'smpp',
    settings: { host: '127.0.0.1', port: smsc.port, systemId: 'vigie', from: 'Vigie' },
    secrets: { password: 'hush' },
  };
  return {
    ann: bySms('+33612345601'),
    ben: bySms('+33612345602'),
    cleo: bySms('+33612345603'),
    dee: bySms('+33612345604'),
    more: { channels: [operator] },
  };
}

type Reader = Person | 'admin' | 'editor' | 'token';

function headersOf(who: Reader): Record<string, string> {
  const role = who === 'admin' ? 'Admin' : who === 'editor' ? 'Editor' : 'Viewer';
  return who === 'token' ? {} : { 'X-Grafana-Context': contextOf({ uid: `uid-${who}`, login: who, name: who, role }) };
}

async function insights(story: Story, who: Reader, path: string): Promise<InsightWire> {
  const answer = await story.sidecar.api<InsightWire>('GET', `insights/${path}`, undefined, {
    headers: headersOf(who),
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

const valueOf = (figures: readonly FigureWire[], key: FigureKey) => figures.find((one) => one.key === key)?.value;
const peopleIn = ({ groups }: InsightWire) => groups.filter(({ by }) => by === 'person').map(({ id }) => id);
const ofPerson = ({ groups }: InsightWire, id: string, key: FigureKey) =>
  valueOf(groups.find((one) => one.by === 'person' && one.id === id)?.figures ?? [], key);

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

const MARCH = 'from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z';

/** Ann, Ben and Cleo are woken once each, one alert heals by itself, and there is a test. */
async function march(story: Story): Promise<void> {
  await story.change(world());
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
}

/** Mail and rooms are not what this is about. */
async function calm(story: Story): Promise<void> {
  for (const { id } of await story.incidents('state=open,acknowledged')) {
    await story.script('resolve', {}, id);
  }
  await story.pagesOfAnybody();
  await story.updatesOfAnybody();
  await story.onCallMessages();
}

loneStories('The figures of a month', (tell) => {
  tell('say to each what is theirs to read', {}, async (story) => {
    await march(story);

    const team = await insights(story, 'cleo', `team?team=sre&${MARCH}&compare=previous`);
    expect(team.figures.map(({ key, value }) => [key, value])).toEqual(
      expect.arrayContaining([
        ['incidents', 4],
        ['selfHealed', 1],
        ['answered', 75],
        ['timeToAnswer.median', 60],
        ['timeToAnswer.mean', 70],
        ['timeToAnswer.p90', 120],
        ['interruptions', 4],
        ['interruptions.sleep', 3],
        ['interruptions.work', 1],
        ['brokenNights', 3],
        ['duty', expect.any(Number)],
        ['fairness.hours', expect.any(Number)],
      ]),
    );
    expect(team.figures.find(({ key }) => key === 'incidents')?.leftOut.test).toBe(1);
    expect(team.before?.figures.find(({ key }) => key === 'incidents')?.value).toBe(0);
    expect(peopleIn(team)).toEqual(['ann', 'ben', 'cleo']);
    // The override is of a night that has only five of its six hours by the clock on the wall.
    expect(ofPerson(team, 'cleo', 'duty')).toBe(6);
    expect(ofPerson(team, 'cleo', 'duty.weekend')).toBe(6);
    expect(team.groups.flatMap(({ figures }) => figures).filter(({ key }) => key.startsWith('timeTo'))).toEqual([]);

    // Roles open nothing of a person; how a group answers is for everybody.
    for (const who of ['ann', 'dee', 'editor', 'admin', 'token'] as const) {
      const answer = await insights(story, who, `team?team=sre&${MARCH}`);
      expect(peopleIn(answer), who).toEqual([]);
      expect(valueOf(answer.figures, 'interruptions'), who).toBeUndefined();
      expect(valueOf(answer.figures, 'effort'), who).toBeUndefined();
      expect(valueOf(answer.figures, 'timeToAnswer.median'), who).toBe(60);
    }

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
    expect(alerts.groups.map(({ alert, figures }) => [alert?.name, ...told(figures)])).toEqual([
      ['Disk full', 3, 100],
      ['Latency', 0, null],
    ]);
    const part = await insights(story, 'dee', `alerts?${rest}`);
    expect(valueOf(part.groups[0]?.figures ?? [], 'sleepCost')).toBeNull();

    const pager = await insights(story, 'dee', `pager?${MARCH}`);
    expect(pager.groups.map(({ by, id }) => `${by} ${id}`)).toEqual(['channel sms']);
    expect(valueOf(pager.figures, 'firstTry')).toBe(100);

    const csv = await story.sidecar.request<string>('GET', `/api/v1/insights/pager?${MARCH}&format=csv`);
    expect(String(csv.body).split('\r\n')[0]).toBe(
      'group,id,key,value,unit,n,test,merged,maintenance,shadow,definition',
    );

    const none = await insights(story, 'dee', 'team?team=sre&from=2024-01-01T00:00:00Z&to=2024-02-01T00:00:00Z');
    expect(none.problems.map(({ code }) => code)).toEqual(['no-data']);
    expect((await story.sidecar.api('GET', 'insights/team?team=gone')).status).toBe(404);

    await calm(story);
  });

  tell('of a person with a work profile are for the unit’s people alone', {}, async (story) => {
    await story.change(world());
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
    await story.change({ more: { ...world().more, units: [unit], workProfiles: [profile] } });
    const read = async (who: Reader) => peopleIn(await insights(story, who, `team?team=sre&${MARCH}`));
    expect(await read('cleo'), 'the team’s manager, who is none of the unit').toEqual(['ben', 'cleo']);
    expect(await read('ben'), 'the unit’s manager').toEqual(['ann', 'ben']);
    expect(await read('dee'), 'HR').toEqual(['ann']);
    for (const who of ['ann', 'editor', 'admin', 'token'] as const) {
      expect(await read(who), who).toEqual([]);
    }
    await calm(story);
  });
});
