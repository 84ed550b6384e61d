/** What a change of duty would make, shown to whoever plans it, to those in charge, and to each side of a swap. */
import { expect } from 'vitest';
import type { LabourPreviewWire } from '#contract/labour/preview';
import { contextOf } from '../../support/grafana.ts';
import { loneStories } from '../harness.ts';
import type { Story, World } from '../harness.ts';
import type { Person } from '../cast.ts';

/** Dee is in charge, and Admin, so that she may save it, too; Cleo only edits the team's rotas. Ben is on call by day alone. */
const world: World = {
  more: {
    units: [
      {
        id: 'ops',
        name: 'Ops',
        since: '2026-01-01',
        timeZone: 'UTC',
        teams: ['sre'],
        managers: ['dee'],
        hr: ['dee'],
        duties: [
          { rota: 'sre', kind: 'onCall' },
          { rota: 'desk', kind: 'onSite' },
        ],
        rules: [{ from: '2026-01-01', pack: 'fr-default@1', notice: { days: 2 } }],
      },
    ],
    workProfiles: (['ann', 'ben'] as const).map((user) => ({
      user,
      unit: 'ops',
      from: '2026-01-01',
      contract: 'hours' as const,
      onCall: user === 'ben' ? ('daytime' as const) : ('yes' as const),
      schedule: [{ days: ['workday' as const], from: '09:00', to: '17:00' }],
    })),
    rotas: [{ id: 'desk', name: 'Desk', team: 'sre', timeZone: 'UTC', layers: [] }],
  },
};

const optional: World = {
  more: {
    ...world.more,
    units: world.more?.units?.map((unit) => ({
      ...unit,
      rules: [{ from: '2026-01-01', pack: 'fr-default@1' as const, notice: { days: 2, reason: 'optional' as const } }],
    })),
  },
};

function asks<Body>(story: Story, who: Person, method: string, path: string, body: object) {
  const role = ({ cleo: 'Editor', dee: 'Admin' } as const)[who as 'cleo' | 'dee'] ?? 'Viewer';
  const headers = { 'X-Grafana-Context': contextOf({ uid: `uid-${who}`, login: who, name: who, role }) };
  return story.sidecar.api<Body>(method, path, body, { headers });
}

async function preview(story: Story, who: Person, body: object): Promise<LabourPreviewWire> {
  const answer = await asks<LabourPreviewWire>(story, who, 'POST', 'labour/preview', body);
  expect([answer.status, answer.body]).toMatchObject([200, { indicative: true }]);
  return answer.body;
}

const said = ({ items }: LabourPreviewWire) =>
  items.map(({ rule, user, change }) => `${change} ${rule} ${user}`).sort();

loneStories('A dry run', (tell) => {
  tell('shows planners short notice and who is not available, and those in charge all of it', world, async (story) => {
    // The programme of what begins soon; the rule counts from the third day of the unit on.
    await story.until('Thursday 12:00');
    await story.onCallMessages();
    const late = { id: 'o', start: story.at('Thursday 20:00'), end: story.at('Thursday 23:00'), set: ['ben'] };
    const onCall = { override: { rota: 'sre', change: late } };
    const [planner, manager] = [await preview(story, 'cleo', onCall), await preview(story, 'dee', onCall)];
    expect(said(planner)).toEqual(['made eligible ben', 'made notice ben']);
    expect(said(manager)).toEqual(expect.arrayContaining(['made eligible ben', 'made notice ben']));
    const eligible = ({ items }: LabourPreviewWire) => items.find(({ rule }) => rule === 'eligible');
    // Why Ben is not available, and for how long, is not for planners.
    expect(eligible(planner)).toMatchObject({
      severity: 'outside',
      article: null,
      data: { measured: null, limit: 0 },
      remedy: { kind: 'chooseAnother' },
    });
    expect(eligible(manager)?.data).toMatchObject({ measured: 180 });
    expect([planner.exceptional, planner.tellBy.map(({ user }) => user)]).toEqual([true, ['ben']]);

    const night = { ...late, start: story.at('Thursday 23:30'), end: story.at('Friday 05:00') };
    const onSite = { override: { rota: 'desk', change: night } };
    expect(said(await preview(story, 'dee', onSite))).toContain('made restDaily ben');
    expect(said(await preview(story, 'cleo', onSite))).toEqual([]);
    expect((await asks(story, 'ann', 'POST', 'labour/preview', { override: null })).status).toBe(400);
  });

  tell('of a rota that is being written says who would be told too late', world, async (story) => {
    await story.until('Thursday 12:00');
    await story.onCallMessages();
    const rota = {
      id: 'sre',
      name: 'SRE primary',
      team: 'sre',
      timeZone: 'UTC',
      layers: [{ id: 'a', participants: [['ben']] }],
    };
    const draft = await preview(story, 'cleo', { rota });
    expect(said(draft)).toContain('made notice ben');
    expect(draft).toMatchObject({ exceptional: true });
    const far = await preview(story, 'cleo', {
      rota,
      holdsFrom: new Date(Date.parse(story.at('Monday 00:00')) + 14 * 86_400_000),
    });
    expect([said(far).includes('made notice ben'), far.exceptional]).toEqual([false, false]);
    const wrong = await asks(story, 'cleo', 'POST', 'labour/preview', { rota: { ...rota, timeZone: 'No/Where' } });
    expect(wrong).toMatchObject({ status: 400, body: { error: { details: [{ path: 'rota.timeZone' }] } } });
  });

  tell('asks why where somebody is put on duty late, however that is done', world, async (story) => {
    await story.until('Thursday 12:00');
    await story.onCallMessages();
    const refusalOf = ({ status, body }: { status: number; body: unknown }) => [
      status,
      (body as { error?: { details: Array<{ path: string; reason: string }> } }).error?.details[0]?.reason,
    ];
    const post = (path: string, body: object) => asks(story, 'cleo', 'POST', `rotas/sre/${path}`, body);
    const late = { id: 'late', start: story.at('Friday 10:00'), end: story.at('Friday 12:00'), set: ['ben'] };
    const far = { ...late, start: story.at('Sunday 10:00'), end: story.at('Sunday 12:00') };
    const exceptional = 'Ann is at the dentist.';
    expect(refusalOf(await post('overrides', late))).toEqual([400, 'late-notice']);
    // Told in time it needs no reason, but moved to tomorrow it does.
    expect((await post('overrides', far)).status).toBe(201);
    const put = (body: object) => asks(story, 'cleo', 'PUT', 'rotas/sre/overrides/late', body);
    expect(refusalOf(await put(late))).toEqual([400, 'late-notice']);
    expect((await put({ ...late, exceptional })).status).toBe(200);
    const relieved = { user: 'ann', by: 'ben' };
    const takeOver = (more = {}) => asks(story, 'dee', 'POST', 'rotas/sre/take-over', { ...relieved, ...more });
    expect(refusalOf(await takeOver())).toEqual([400, 'late-notice']);
    expect((await takeOver({ exceptional })).status).toBe(201);
    const { body } = await story.sidecar.api<{ items: object[] }>('GET', 'decisions?unit=ops', undefined, {
      headers: { 'X-Grafana-Context': contextOf({ uid: 'uid-dee', login: 'dee', name: 'dee', role: 'Viewer' }) },
    });
    const made = { kind: 'exceptional', user: 'ben', reason: exceptional };
    expect(body.items).toMatchObject([
      { ...made, by: 'cleo' },
      { ...made, by: 'dee' },
    ]);
    await story.onCallMessages();
  });

  tell('asks nothing where the agreement does not ask', optional, async (story) => {
    await story.until('Thursday 12:00');
    await story.onCallMessages();
    const late = { id: 'any', start: story.at('Friday 10:00'), end: story.at('Friday 12:00'), set: ['ben'] };
    expect((await preview(story, 'cleo', { override: { rota: 'sre', change: late } })).exceptional).toBe(false);
    expect((await asks(story, 'cleo', 'POST', 'rotas/sre/overrides', late)).status).toBe(201);
    await story.onCallMessages();
  });

  tell('of a swap shows each side their own', world, async (story) => {
    const [start, end] = [story.at('Thursday 19:00'), story.at('Friday 07:00')];
    const swap = { rota: 'sre', start, end, inReturn: null, askedOf: 'ben' };
    const own = await preview(story, 'ann', { swap });
    expect(own.items.filter(({ user }) => user !== 'ann')).toEqual([]);
    const asked = await asks<{ id: string }>(story, 'ann', 'POST', 'swaps', swap);
    expect(asked.status).toBe(201);
    const taking = await preview(story, 'ben', { swap: asked.body.id });
    expect(said(taking)).toContain('made eligible ben');
    expect(taking.items.every(({ user }) => user === 'ben')).toBe(true);
    // It is his own wish, so no reason is asked for.
    expect(taking.exceptional).toBe(false);
    await story.settle();
    expect((await story.onCallMessages()).map(({ who }) => who)).toEqual(['ben']);
  });
});
