/** What a delivery says: of the incident as it is now, to this person or room. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { facts, incident, NOON, policy, step, user } from '#domain/incident/incident.fake';
import type { Incident } from '#domain/incident/model';
import { HOUR } from '#domain/time/duration';
import type { DeliveryRow } from '../../../store/schema/deliveries.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';
import { buildDutyMessage, dutyRota } from './duty-message.ts';
import { buildMessage, buildPlainMessage } from './message.ts';
import type { MessageLinks } from './message.ts';
import { openOutbox } from '../outbox.fake.ts';
import { directoryOf, person } from '../people.fake.ts';
import type { OutboxBench } from '../outbox.fake.ts';
import { buildStatusMessage, firstAnswers } from './status-message.ts';

const noting: UnreadableReporter = { note: () => undefined, clear: () => undefined };
const own = (id: string, login: string) => ({
  page: `/${id}/${login}`,
  acknowledge: `/${id}/${login}/ack`,
  resolve: `/${id}/${login}/res`,
});
const links: MessageLinks = {
  incident: (id) => `grafana/${id}`,
  rota: () => null,
  hours: null,
  responder: own,
  bundle: (carrier, login) => `/all/${carrier}/${login}`,
  swap: () => ({ take: '', decline: '' }),
  home: 'home',
};
const nowhere: MessageLinks = { ...links, incident: () => null };
const ann = person('ann', ['email'], { timeZone: 'Europe/Paris', language: 'fr' });
const directory = directoryOf([ann, person('ben', ['email'])], {
  rotas: new Map([
    [
      'r',
      {
        id: 'r',
        name: 'Nights',
        team: null,
        timeZone: 'UTC',
        holidays: null,
        onAbsence: 'flag',
        layers: [],
        overrides: [],
      },
    ],
  ]),
});
const row = (changes: Partial<DeliveryRow> = {}): DeliveryRow =>
  ({
    id: 'd',
    kind: 'page',
    incident: 'i1',
    user: 'ann',
    method: 'email',
    channel: null,
    rank: 0,
    content: '{}',
    ...changes,
  }) as DeliveryRow;
const build = (
  of: Partial<Incident> = {},
  by: Partial<DeliveryRow> = {},
  more: { links?: MessageLinks; bundled?: number } = {},
) =>
  buildMessage({
    row: row(by),
    incident: incident(of),
    directory,
    facts: facts(),
    links,
    now: NOON,
    bundled: 1,
    noting,
    ...more,
  });
const content = (value: object) => ({ content: JSON.stringify(value) });

describe('a message', () => {
  it('speaks the language and the hours of the person, with links that answer for them', () => {
    const message = build({ description: 'text', labels: { a: 'b' }, firing: [1, 1, 0, 0], totalAlerts: 5 });
    expect(message).toEqual({
      kind: 'page',
      at: NOON,
      language: 'fr',
      timeZone: 'Europe/Paris',
      person: { login: 'ann', name: 'ANN' },
      urgency: 'default',
      incident: {
        id: 'i1',
        number: 1,
        title: 'Disk full',
        description: 'text',
        severity: 'error',
        state: 'open',
        by: null,
        snoozedUntil: null,
        source: 'Scripts',
        labels: { a: 'b' },
        openedAt: NOON,
        alerts: { firing: 2, total: 5 },
        links: [],
        opens: 'grafana',
        url: 'grafana/i1',
        acknowledgeUrl: '/i1/ann/ack',
        resolveUrl: '/i1/ann/res',
      },
      policy: null,
      step: null,
      next: null,
      update: null,
      onCall: null,
      bundled: 1,
    });
    expect(build({}, {}, { bundled: 3 }).bundled).toBe(3);
  });

  it.each([
    ['{"urgency":"default"}', 7, 'default'],
    ['{"urgency":"urgent"}', 0, 'urgent'],
    // As 0.1 writes it.
    ['{}', 3, 'default'],
    ['{}', 4, 'urgent'],
    ['{}', 7, 'urgent'],
  ])('of content %s and rank %i is %s', (text, rank, urgency) => {
    expect(build({}, { content: text, rank }).urgency).toBe(urgency);
  });

  it('to a room speaks as its settings say, and has no links that answer', () => {
    const to = (channel: string | null) => {
      const { language, timeZone, person: who, incident: of } = build({}, { user: null, channel });
      return { language, timeZone, who, links: [of?.url, of?.acknowledgeUrl, of?.resolveUrl] };
    };
    expect(to('board')).toEqual({
      language: 'fr',
      timeZone: 'Europe/Paris',
      who: null,
      links: ['grafana/i1', null, null],
    });
    expect(to('thread')).toMatchObject({ language: 'en', timeZone: 'UTC' });
    expect([to('gone'), to(null)]).toMatchObject([
      { language: 'en', timeZone: 'UTC' },
      { language: 'en', timeZone: 'UTC' },
    ]);
  });

  it.each([
    [{ timeZone: '' }, 'UTC', 'en'],
    [{ timeZone: 7, language: 'de' }, 'UTC', 'en'],
    [{ timeZone: 'Asia/Tokyo', language: 'en' }, 'Asia/Tokyo', 'en'],
  ])('to a room with the settings %j', (settings, timeZone, language) => {
    const rooms = new Map([['x', { id: 'x', type: 'email', name: 'X', settings, secrets: {} }]]);
    expect(
      buildMessage({
        row: row({ user: null, channel: 'x' }),
        incident: incident(),
        directory: directoryOf([], { rooms }),
        facts: facts(),
        links,
        now: NOON,
        bundled: 1,
        noting,
      }),
    ).toMatchObject({ timeZone, language });
  });

  it('to somebody who is gone is in English', () => {
    expect(build({}, { user: 'gone' })).toMatchObject({
      language: 'en',
      timeZone: 'UTC',
      person: null,
      incident: { acknowledgeUrl: null, resolveUrl: null },
    });
  });

  it('points to Grafana, else to the person’s page, else home', () => {
    expect([
      build().incident?.url,
      build({}, {}, { links: nowhere }).incident?.url,
      build({}, { user: null }, { links: nowhere }).incident?.url,
    ]).toEqual(['grafana/i1', '/i1/ann', 'home']);
  });

  it('names who did it', () => {
    const by = (of: Partial<Incident>, what: object = {}) =>
      build(of, { kind: 'update', ...content(what) }).incident?.by;
    expect(by({ state: 'acknowledged', acknowledgedBy: 'ben', resolvedBy: 'ann' })).toBe('BEN');
    expect(by({ state: 'acknowledged', acknowledgedBy: null })).toBeNull();
    expect(by({ state: 'resolved', resolvedBy: 'api' })).toBe('api');
    expect(by({ state: 'snoozed', acknowledgedBy: 'ann' }, { update: 'snoozed', actor: 'ben' })).toBe('BEN');
    expect(by({ state: 'snoozed' }, { update: 'note', actor: 'ben' })).toBeNull();
    expect(by({ state: 'open', acknowledgedBy: 'ben' })).toBeNull();
  });

  it.each<[string, Partial<DeliveryRow>, object | null]>([
    ['a page', { kind: 'page' }, null],
    [
      'an update',
      { kind: 'update', ...content({ update: 'note', actor: 'ben', text: 'x' }) },
      { kind: 'note', actor: 'BEN', text: 'x' },
    ],
    [
      'an update of nobody',
      { kind: 'update', ...content({ update: 'note' }) },
      { kind: 'note', actor: null, text: null },
    ],
    ['a refresh', { kind: 'update', ...content({ refresh: true }) }, null],
    [
      'an update that cannot be read',
      { kind: 'update', content: '{' },
      { kind: 'acknowledged', actor: null, text: null },
    ],
  ])('says of %s what happened', (_, by, update) => {
    const message = build({ state: 'acknowledged' }, by);
    expect([message.update, message.kind]).toEqual([update, by.kind]);
  });

  it('of news that somebody subscribed to is a page for nobody: no links that answer', () => {
    expect(build({}, { kind: 'status' })).toMatchObject({
      kind: 'page',
      person: { login: 'ann' },
      incident: { acknowledgeUrl: null, resolveUrl: null },
    });
  });

  it('says where the policy is, from 1, and who is next', () => {
    const run = (at: number): Partial<Incident> => ({
      run: {
        policy: policy(
          [
            step([user('ann')]),
            step([user('ben'), { kind: 'channel', channel: 'board' }, { kind: 'channel', channel: 'gone' }]),
          ],
          { name: 'P' },
        ),
        step: at,
        pass: 0,
        entry: 0,
        lost: false,
        told: [],
      } as unknown as Incident['run'],
      timers: { escalate: NOON + HOUR },
    });
    expect([-1, 0, 1, 2, 5].map((at) => build(run(at)).step)).toEqual([null, 1, 2, 2, 2]);
    expect(build(run(0))).toMatchObject({
      policy: 'P',
      next: { at: NOON + HOUR, what: expect.stringMatching(/ben.*Room board.*gone/) },
    });
    expect(build({ timers: {} }).next).toBeNull();
  });
});

describe('a plain message', () => {
  const plain = (of: Partial<Incident> = {}, by: Partial<DeliveryRow> = {}, to: MessageLinks = links) =>
    buildPlainMessage({ row: row(by), incident: incident(of), links: to, now: NOON });

  it('says facts, in English, and looks at nothing that is configured', () => {
    expect(
      plain({ description: 'text', firing: [1, 0, 2, 0] as Incident['firing'], totalAlerts: 4 }, { rank: 4 }),
    ).toEqual({
      kind: 'page',
      at: NOON,
      language: 'en',
      timeZone: 'UTC',
      person: { login: 'ann', name: 'ann' },
      urgency: 'urgent',
      incident: {
        id: 'i1',
        number: 1,
        title: 'Disk full',
        description: '',
        severity: 'error',
        state: 'open',
        by: null,
        snoozedUntil: null,
        source: 'webhook',
        labels: {},
        openedAt: NOON,
        alerts: { firing: 3, total: 4 },
        links: [],
        opens: 'grafana',
        url: 'grafana/i1',
        acknowledgeUrl: '/i1/ann/ack',
        resolveUrl: '/i1/ann/res',
      },
      policy: null,
      step: null,
      next: null,
      update: null,
      onCall: null,
      bundled: 1,
    });
  });

  it('of news says how things are', () => {
    expect(plain({ state: 'resolved' }, { kind: 'status', rank: 3 })).toMatchObject({
      kind: 'update',
      urgency: 'default',
      update: { kind: 'resolved', actor: null, text: null },
      incident: { acknowledgeUrl: null, resolveUrl: null },
    });
    expect(plain({}, { kind: 'update' }).incident?.acknowledgeUrl).toBe('/i1/ann/ack');
  });

  it('points somewhere also where links cannot be made', () => {
    const broken = () => {
      throw new Error('no key');
    };
    expect(plain({}, { user: null }, nowhere)).toMatchObject({
      person: null,
      incident: { url: 'home', opens: 'home', acknowledgeUrl: null },
    });
    expect(plain({}, {}, nowhere).incident?.url).toBe('/i1/ann');
    expect(plain({}, {}, { ...links, incident: broken, responder: broken }).incident).toMatchObject({
      url: 'home',
      acknowledgeUrl: null,
      resolveUrl: null,
    });
  });
});

describe('in the database', () => {
  let bench: OutboxBench;
  beforeEach(async () => {
    bench = await openOutbox(directory);
  });
  afterEach(() => bench.close());

  const duty = (changes: object = {}) => ({
    duty: { rota: 'r', start: 1, end: 2, on: true, note: { by: 'ben', text: 'quiet' }, ...changes },
  });
  const dutyMessage = async (what: object, policies: readonly string[] = ['p'], login = 'ann') =>
    bench.transact((work) =>
      buildDutyMessage(work, row({ kind: 'onCall', user: login, ...content(what) }), policies, links),
    );

  it('a duty lists what is open of its policies, worst first, five at most', async () => {
    for (const [title, changes] of Object.entries<Partial<Incident>>({
      a: {},
      b: { severity: 'critical' },
      c: { state: 'acknowledged' },
      d: { state: 'snoozed' },
      e: {},
      f: {},
      done: { state: 'resolved' },
      test: { test: true },
      other: { policy: 'q' },
    })) {
      await bench.incident({ policy: 'p', title, ...changes });
    }
    expect(await dutyMessage(duty())).toEqual({
      kind: 'onCall',
      at: NOON,
      language: 'fr',
      timeZone: 'Europe/Paris',
      person: { login: 'ann', name: 'ANN' },
      urgency: 'default',
      incident: null,
      policy: null,
      step: null,
      next: null,
      update: null,
      bundled: 1,
      onCall: {
        rota: 'Nights',
        start: 1,
        end: 2,
        on: true,
        open: ['b', 'a', 'c', 'd', 'e'].map((title) => ({ number: expect.any(Number) as number, title })),
        more: 1,
        note: { by: 'BEN', text: 'quiet' },
      },
    });
    expect((await dutyMessage(duty({ on: false, note: null, rota: 'gone' })))?.onCall).toEqual({
      rota: 'gone',
      start: 1,
      end: 2,
      on: false,
      open: [],
      more: 0,
      note: null,
    });
    expect((await dutyMessage(duty(), []))?.onCall).toMatchObject({ open: [], more: 0 });
  });

  it('other news of duties name people, not logins', async () => {
    expect(
      (await dutyMessage({ swap: { rota: 'r', what: 'taken', by: 'ben', of: 'ann', start: 3, end: 4, note: 'n' } }))
        ?.onCall,
    ).toEqual({
      rota: 'Nights',
      start: 3,
      end: 4,
      on: false,
      swap: { what: 'taken', by: 'BEN', of: 'ANN', note: 'n' },
    });
    const finding = { kind: 'gap', users: ['ben', 'gone'], start: 1, end: 2 };
    expect((await dutyMessage({ health: { rota: 'r', score: 9, findings: [finding], more: 1 } }))?.onCall).toEqual({
      rota: 'Nights',
      start: null,
      end: null,
      on: false,
      health: { score: 9, findings: [{ ...finding, users: ['BEN', 'gone'] }], more: 1 },
    });
    expect((await dutyMessage({ lost: { text: 'Mail', detail: 'x' } }))?.onCall).toEqual({
      rota: '',
      start: null,
      end: null,
      on: false,
      lost: { method: 'Mail', detail: 'x' },
    });
    expect(
      (
        await dutyMessage({
          outage: { channel: 'c', kind: 'email', up: false, since: 1, problem: 'p', people: ['ben'] },
        })
      )?.onCall,
    ).toEqual({
      rota: '',
      start: null,
      end: null,
      on: false,
      outage: { channel: 'c', up: false, since: 1, problem: 'p', people: ['BEN'] },
    });
  });

  it('there is nothing to say to nobody, nor of what cannot be read', async () => {
    expect([await dutyMessage(duty(), [], 'gone'), await dutyMessage({})]).toEqual([null, null]);
    expect([dutyRota(row(content(duty())), noting), dutyRota(row(), noting)]).toEqual(['r', null]);
  });

  it('news tell what they carry along, and what the room answered first', async () => {
    const incidents = new Map([
      ['i1', incident({ id: 'i1' })],
      ['i2', incident({ id: 'i2', number: 2, title: 'Other', state: 'acknowledged' })],
    ]);
    const carrier = row({ kind: 'status', ...content({ update: 'opened', actor: 'ben', subscription: 'News' }) });
    const news = (bundled: DeliveryRow[], answers = new Map<string, string>(), one = carrier) =>
      buildStatusMessage({
        claimed: { carrier: one, bundled },
        incidents,
        answers,
        directory,
        facts: facts(),
        links,
        now: NOON,
        noting,
      });
    const others = [
      row({ kind: 'status', incident: 'i2', ...content({ update: 'note', actor: 'ben', text: 'x' }) }),
      row({ kind: 'status', incident: 'i2' }),
      row({ kind: 'status', incident: 'gone' }),
      row({ kind: 'status', incident: 'i2', ...content({ update: 'note', actor: 'api' }) }),
    ];
    const line = { number: 2, title: 'Other', severity: 'error' };
    expect(news(others)).toMatchObject({
      kind: 'update',
      next: null,
      bundled: 1,
      update: { kind: 'opened', actor: 'BEN' },
      answer: null,
      status: {
        subscription: 'News',
        others: [
          { ...line, update: { kind: 'note', actor: 'BEN', text: 'x' } },
          { ...line, update: { kind: 'acknowledged', actor: null, text: null } },
          { ...line, update: { kind: 'note', actor: 'api', text: null } },
        ],
      },
    });
    expect(
      news([], new Map([['board/i1', 'ticket 7']]), row({ kind: 'status', channel: 'board', user: null })),
    ).toMatchObject({ answer: 'ticket 7', status: { subscription: '', others: [] } });
    expect(news([], new Map(), row({ kind: 'status', incident: 'gone' }))).toBeNull();
    expect(news([], new Map(), row({ kind: 'status', incident: null }))).toBeNull();
  });

  it('the first answer of each room counts, of news alone', async () => {
    await bench.incident();
    await bench.incident();
    const answer = async (given: Partial<DeliveryRow>, text: string | null) => {
      const id = await bench.add({ kind: 'status', incident: 'i1', channel: 'board', ...given });
      const { claimed } = await bench.claim();
      await bench.settle(claimed, { kind: 'done', providerId: null, answer: text });
      bench.later(1);
      return { carrier: await bench.delivery(id), bundled: [] };
    };
    const first = await answer({}, 'one');
    await answer({}, 'two');
    await answer({ channel: 'mute' }, null);
    await answer({ channel: 'thread', kind: 'page' }, 'page');
    const second = await answer({ incident: 'i2' }, 'other');
    const mine = await answer({ channel: null, user: 'ann', method: 'email' }, 'x');
    const found = (claimed: Array<typeof first>) =>
      bench.transact((work) => firstAnswers(work, claimed)).then((map) => [...map]);
    expect(await found([first, mine])).toEqual([['board/i1', 'one']]);
    expect(await found([first, second]).then((all) => all.sort())).toEqual([
      ['board/i1', 'one'],
      ['board/i2', 'other'],
    ]);
    expect(await found([mine])).toEqual([]);
    expect(await found([{ ...second, carrier: { ...second.carrier, kind: 'page' } }])).toEqual([]);
  });
});
