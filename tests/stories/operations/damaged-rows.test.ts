/**
 * Whatever is kept as JSON is damaged by hand in every row: lists, pages and exports answer all the
 * same, the rest of each row is shown, and what cannot be read is named by kind, id and field.
 */
import { expect } from 'vitest';
import type { Unreadable } from '#contract/unreadable';
import { listen } from '../../support/event-stream.ts';
import { apiToken } from '../../support/sidecar.ts';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { changeRows } from '../rows.ts';

/** Column, and the kind under which it is named. */
const COLUMNS: ReadonlyArray<[table: string, column: string, kind: string]> = [
  ['timeline', 'data', 'timeline'],
  ['alerts', 'labels', 'alerts'],
  ['alerts', 'links', 'alerts'],
  ['incidents', 'labels', 'incidents'],
  ['pages', 'inner', 'pages'],
  ['deliveries', 'content', 'deliveries'],
  ['duties', 'why', 'duties'],
  ['interventions', 'history', 'interventions'],
  ['config_history', 'body', 'rotaVersions'],
  ['tokens', 'scopes', 'tokens'],
  ['calendar_states', 'said', 'calendarStates'],
  ['calendar_states', 'entries', 'calendarStates'],
];
/** Any JSON is understood here. */
const ANYTHING: ReadonlyArray<[table: string, column: string, kind: string]> = [
  ['signals', 'raw', 'signals'],
  ['audit', 'before', 'audit'],
  ['audit', 'after', 'audit'],
];

const DAMAGES: ReadonlyArray<[what: string, text: string, isJson: boolean]> = [
  ['no JSON', '{"id', false],
  ['empty', '', false],
  ['null', 'null', true],
  ['a number', '7', true],
  ['a list of other things', '[7,null,[]]', true],
];

async function breaks(story: Story, [table, column]: readonly [string, string, string], text: string): Promise<number> {
  return changeRows(story.databaseUrl, `update ${table} set "${column}" = '${text}' where "${column}" is not null`);
}

async function unreadable(story: Story): Promise<Unreadable[]> {
  return (await story.sidecar.api<{ unreadable: Unreadable[] }>('GET', 'status')).body.unreadable;
}

interface Made {
  incident: string;
  link: string;
  intervention: string;
  token: { id: string; token: string };
}

/** Something of every kind. */
async function begin(story: Story): Promise<Made> {
  const { sidecar } = story;
  await story.change({
    more: { subscriptions: [{ id: 'news', name: 'News', to: [{ user: 'dee' }, { channel: 'room' }] }] },
  });
  await story.alert({ labels: { host: 'web-1' }, links: [{ title: 'Graph', url: 'https://example.com/' }] });
  const [page] = await story.reached('ann by hook', 'room by hook');
  const { incident } = page?.hook?.body as unknown as { incident: { acknowledgeUrl: string } };
  await story.person('ann', 'acknowledge');
  const { id } = await story.incident();
  const { body } = await sidecar.api<{ items: Array<{ id: string }> }>('GET', `interventions?incident=${id}`);
  const intervention = body.items[0]?.id ?? '';
  expect((await corrects(story, intervention, 'Looked at it')).status).toBe(200);
  const rota = { id: `own-${story.scene.number}`, timeZone: 'UTC', layers: [{ id: 'l', participants: [['ann']] }] };
  await sidecar.api('POST', 'rotas', rota);
  await sidecar.api('PUT', `rotas/${rota.id}`, { ...rota, name: 'Own' });
  await sidecar.api('POST', 'rotas', { ...rota, id: `gone-${story.scene.number}` });
  await sidecar.api('DELETE', `rotas/gone-${story.scene.number}`);
  const token = await sidecar.api<{ id: string; token: string }>('POST', 'tokens', {
    name: `script-${story.scene.number}`,
    scopes: ['admin'],
  });
  await story.passes('1m');
  return {
    incident: id,
    link: sidecar.local(incident.acknowledgeUrl).replace(/\/acknowledge$/, ''),
    intervention,
    token: token.body,
  };
}

const corrects = (story: Story, id: string, note: string) =>
  story.sidecar.api<{ history: Array<{ note: string }>; note: string }>('PUT', `interventions/${id}`, {
    start: story.at('Monday 11:59'),
    end: null,
    note,
  });

const lists = (story: Story, { incident }: Made): string[] => [
  'incidents?limit=100',
  'on-call',
  `incidents/${incident}/timeline?limit=200`,
  `incidents/${incident}/alerts`,
  `incidents/${incident}/pages`,
  `incidents/${incident}/updates`,
  `incidents/${incident}/sync`,
  `integrations/${story.integration}/alerts`,
  'duties?limit=100',
  'interventions?limit=100',
  'audit?limit=100',
  'tokens',
  `rotas/own-${story.scene.number}/versions`,
  'deleted-rotas',
  'rotas',
  'users',
  'swaps',
  'heartbeats',
];
const others = (story: Story, { incident, token }: Made): string[] => [
  `incidents/${incident}`,
  'duties?format=csv',
  'interventions?format=csv',
  `tokens/${token.id}`,
  'users/ann/export',
  'rotas/sre/health',
  'rotas/sre/on-call',
  `rotas/sre/timeline?from=${story.at('Monday 00:00')}&to=${story.at('Friday 00:00')}`,
  'status',
];

async function lengths(story: Story, made: Made): Promise<Record<string, number>> {
  const found = await Promise.all(
    lists(story, made).map(async (path) => {
      const answer = await story.sidecar.api<{ items: unknown[] }>('GET', path);
      return [
        path,
        answer.status === 200 ? answer.body.items.length : `${answer.status} ${JSON.stringify(answer.body)}`,
      ] as const;
    }),
  );
  return Object.fromEntries(found) as Record<string, number>;
}

async function answers(story: Story, made: Made): Promise<void> {
  for (const path of others(story, made)) {
    const answer = await story.sidecar.api('GET', path);
    expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBe(200);
  }
  const responder = await story.sidecar.request<string>('GET', made.link, undefined, { token: null });
  expect(responder.status, responder.body).toBe(200);
  expect(responder.body).toContain('Disk full');
}

loneStories('Rows that cannot be read', (tell) => {
  for (const [what, text, isJson] of DAMAGES) {
    tell(
      `${what}, everywhere: everything is listed and shown as far as it goes, and named`,
      {
        steps: [
          { notify: [{ rota: 'sre' }, { channel: 'room' }], wait: '5m' },
          { notify: [{ user: 'ben' }], wait: '10m' },
        ],
      },
      async (story) => {
        story.expectError(({ msg }) => /cannot be read/.test(msg));
        const made = await begin(story);
        const before = await lengths(story, made);
        expect(
          Object.values(before).every((length) => typeof length === 'number'),
          JSON.stringify(before),
        ).toBe(true);
        const columns = isJson ? COLUMNS : [...COLUMNS, ...ANYTHING];
        const damaged: string[] = [];
        for (const column of columns) {
          damaged.push(...((await breaks(story, column, text)) > 0 ? [column[2]] : []));
        }
        expect(await lengths(story, made)).toEqual(before);
        await answers(story, made);
        expect([...new Set((await unreadable(story)).map(({ kind }) => kind))]).toEqual(
          expect.arrayContaining([
            ...new Set(damaged.filter((kind) => kind !== 'rotaVersions' && kind !== 'calendarStates')),
          ]),
        );
        // What a token may do is not known: nothing.
        const asScript = { token: made.token.token };
        for (const path of ['incidents', 'me', 'audit']) {
          expect(await story.sidecar.api('GET', path, undefined, asScript), path).toMatchObject({
            status: 503,
            body: {
              error: { reason: 'object-unreadable', data: { kind: 'tokens', id: made.token.id, field: 'scopes' } },
            },
          });
        }
        // What is written anew is whole again, and nothing that was recorded is thrown away.
        const corrected = await corrects(story, made.intervention, 'Looked again');
        expect(corrected.status, JSON.stringify(corrected.body)).toBe(200);
        expect(corrected.body.history.map(({ note }) => note)).toEqual(['Looked at it']);
        await story.person('ben', 'note', { text: 'still here' });
        await story.sidecar.api('POST', `incidents/${made.incident}/unacknowledge`);
        await story.passes('20m');
        expect((await story.pagesOfAnybody()).map(({ who }) => who)).toEqual(expect.arrayContaining(['ben']));
        expect((await story.updatesOfAnybody()).length).toBeGreaterThan(0);
        await story.onCallMessages();
        // What is gone is listed no longer, whoever removed it.
        expect((await story.sidecar.api('DELETE', `tokens/${made.token.id}`)).status).toBe(204);
        expect((await unreadable(story)).filter(({ id }) => id === made.token.id)).toEqual([]);
        await changeRows(story.databaseUrl, 'delete from timeline');
        await story.passes('1m');
        expect((await unreadable(story)).filter(({ kind }) => kind === 'timeline')).toEqual([]);
        await story.pagesOfAnybody();
        await story.updatesOfAnybody();
      },
    );
  }

  tell('an event that cannot be read makes open pages look at everything again', {}, async (story) => {
    // What the stories before damaged is still there.
    story.expectError(({ msg }) => /cannot be read/.test(msg));
    const headers = { Authorization: `Bearer ${apiToken}` };
    const page = await listen(`${story.sidecar.url}/api/v1/events`, headers);
    await story.alert();
    const { id } = await page.events.waitFor(({ event }) => event === 'incident');
    page.close();
    await story.recovers();
    await changeRows(story.databaseUrl, `update events set subjects = '{"x'`);
    const later = await listen(`${story.sidecar.url}/api/v1/events`, { ...headers, 'Last-Event-ID': id ?? '' });
    await later.events.waitFor(({ event }) => event === 'reset');
    await story.alert({ id: 'other' });
    await later.events.waitFor(({ event }) => event === 'incident');
    later.close();
    await story.pagesOfAnybody();
    await story.told('ann by hook: Resolved by Scripts');
  });
});
