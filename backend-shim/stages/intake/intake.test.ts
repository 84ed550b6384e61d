/** Tests intake: grouping, duplicates, answers, rejections, and heartbeats. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alert, NOON } from '#domain/incident/incident.fake';
import type { Alert } from '#domain/incident/signal/alert';
import type { HeartbeatSettings, Integration } from '#domain/routing/integration';
import { fakeIntegration } from '#domain/routing/integration.fake';
import { HOUR, MINUTE } from '#domain/time/duration';
import type { Directory } from '../../ports/directory.ts';
import type { Log } from '../../ports/log.ts';
import type { PayloadOrigin, ParseResult } from '../../ports/source.ts';
import { openWork } from '../../store/work.fake.ts';
import type { WorkBench } from '../../store/work.fake.ts';
import { parsePayload, regroup } from './arrivals.ts';
import type { SourceParsers } from './arrivals.ts';
import { adjustHeartbeats, beat, shiftHeartbeats, silences } from './heartbeat.ts';
import { withOrigin } from './origins.ts';
import { keepRejected } from './rejected.ts';

const integration = (changes: Partial<Integration> = {}) =>
  fakeIntegration({ id: 'w', name: 'Webhook', token: 't', reopenWindow: 0, ...changes });

let bench: WorkBench;
beforeEach(async () => {
  bench = await openWork({ now: NOON });
});
afterEach(() => bench.close());

describe('a payload', () => {
  const parse = (result: ParseResult, changes: Partial<Integration> = {}) =>
    parsePayload({ webhook: { parse: () => result } } as unknown as SourceParsers, integration(changes), {} as never);

  it('that cannot be read is refused as its source says', () => {
    expect(parse({ ok: false, reason: 'no' })).toEqual({ ok: false, reason: 'no' });
  });

  it('is cleaned of what no database holds, and of nothing else', () => {
    const dirty: Alert = {
      ...alert(),
      fingerprint: 'a\u0000',
      groupKey: 'b\uD800',
      title: 'c\u0000',
      description: 'd\u0000',
      labels: { 'e\u0000': 'f\uDC00' },
      links: [{ title: 'g\u0000', url: 'h\u0000' }],
      problemId: 'i\u0000',
      actor: 'j\u0000',
      note: 'k\u0000\uD83D\uDE00',
    };
    const clean: Alert = {
      ...alert(),
      fingerprint: 'a\uFFFD',
      groupKey: 'b\uFFFD',
      title: 'c\uFFFD',
      description: 'd\uFFFD',
      labels: { 'e\uFFFD': 'f\uFFFD' },
      links: [{ title: 'g\uFFFD', url: 'h\uFFFD' }],
      problemId: 'i\uFFFD',
      actor: 'j\uFFFD',
      note: 'k\uFFFD\uD83D\uDE00',
    };
    expect(parse({ ok: true, alerts: [dirty] })).toEqual({ ok: true, alerts: [clean] });
    const texts: Array<keyof Alert> = Object.keys(dirty).filter(
      (name) => dirty[name as keyof Alert] !== alert()[name as keyof Alert],
    ) as never;
    expect(texts.length).toBeGreaterThanOrEqual(9);
    for (const only of texts) {
      const one = { ...alert(), [only]: dirty[only] };
      const expected = { ...alert(), [only]: clean[only] };
      expect(parse({ ok: true, alerts: [one] }), only).toEqual({ ok: true, alerts: [expected] });
    }
    const [link] = dirty.links;
    for (const part of [
      { title: link?.title ?? '', url: 'u' },
      { title: 't', url: link?.url ?? '' },
    ]) {
      const { alerts } = parse({ ok: true, alerts: [alert({ links: [part] })] }) as { alerts: Alert[] };
      expect(JSON.stringify(alerts[0]?.links)).toContain('\uFFFD');
    }
    const bare = alert({ title: null, description: null, problemId: null, actor: null, note: '' });
    expect(parse({ ok: true, alerts: [bare] })).toEqual({ ok: true, alerts: [bare] });
  });

  it('is grouped as its source says, or by the labels that are chosen', () => {
    const one = alert({ groupKey: 'own', labels: { a: 'x"', b: 'y' } });
    expect(regroup(one, integration())).toBe(one);
    expect(regroup(one, integration({ groupBy: ['b', 'a', 'gone'] })).groupKey).toBe('b="y",a="x\\"",gone=""');
    expect(regroup(one, integration({ groupBy: [] }))).toMatchObject({ groupKey: '', ownKey: 'own' });
    expect(parse({ ok: true, alerts: [one] }, { groupBy: ['b'] })).toMatchObject({ alerts: [{ groupKey: 'b="y"' }] });
  });
});

describe('where a payload came from', () => {
  const take = (origin: PayloadOrigin | undefined, alerts: Alert[], changes: Partial<Integration> = {}) =>
    bench.transact((work) =>
      withOrigin(work, { integration: integration(changes), alerts, pageTest: false, ...(origin && { origin }) }),
    );
  const origin = (changes: Partial<PayloadOrigin> = {}): PayloadOrigin => ({
    once: 'm1',
    name: 'n1',
    answers: [],
    ...changes,
  });
  const [first, second] = [alert({ fingerprint: 'f1', groupKey: 'g1' }), alert({ fingerprint: 'f2', groupKey: 'g2' })];

  it('is not always known', async () => {
    expect([await take(undefined, [first]), await take(undefined, [first])]).toEqual([[first], [first]]);
  });

  it('is kept: what comes twice is taken once, from each integration', async () => {
    expect(await take(origin(), [first, second])).toEqual([first, second]);
    expect(await bench.read.selectFrom('origins').selectAll().execute()).toEqual([
      { integration: 'w', id: 'm1', name: 'n1', fingerprint: 'f1', group_key: 'g1', at: NOON },
    ]);
    expect(await take(origin(), [first])).toBeNull();
    expect(await take(origin(), [first], { id: 'other' })).toEqual([first]);
  });

  it('is not kept of what cannot be told apart, or says nothing', async () => {
    expect([await take(origin({ once: null }), [first]), await take(origin({ once: null }), [first])]).toEqual([
      [first],
      [first],
    ]);
    expect([await take(origin(), []), await take(origin(), [])]).toEqual([[], []]);
    expect(await bench.read.selectFrom('origins').selectAll().execute()).toEqual([]);
  });

  it('says what it answers: it belongs to that alert', async () => {
    await take(origin(), [first]);
    expect(await take(origin({ once: 'm2', name: 'n2', answers: ['gone', 'n1'] }), [second, second])).toEqual(
      Array(2).fill({ ...second, fingerprint: 'f1', groupKey: 'g1', keyKept: true }),
    );
    expect(
      await take(origin({ once: 'm3', name: 'n3', answers: ['n2'] }), [alert({ fingerprint: 'f3' })]),
      'an answer to an answer',
    ).toMatchObject([{ fingerprint: 'f1', groupKey: 'g1' }]);
    expect(await take(origin({ once: 'm4', answers: ['gone'] }), [second])).toEqual([second]);
    expect(await take(origin({ once: 'm5', answers: ['n1'] }), [second], { id: 'other' })).toEqual([second]);
  });

  it('answers the latest payload of a name, and the first name that is known', async () => {
    await take(origin({ once: 'm1', name: 'n1' }), [first]);
    bench.now += HOUR;
    await take(origin({ once: 'm2', name: 'n1' }), [second]);
    bench.now -= HOUR / 2;
    await take(origin({ once: 'm3', name: 'n3' }), [alert({ fingerprint: 'f3', groupKey: 'g3' })]);
    const answering = async (...answers: string[]) =>
      (await take(origin({ once: null, answers }), [alert()]))?.map(({ fingerprint }) => fingerprint);
    expect([await answering('n1'), await answering('n3', 'n1'), await answering('gone', 'n1', 'n3')]).toEqual([
      ['f2'],
      ['f3'],
      ['f2'],
    ]);
  });
});

describe('what was refused', () => {
  const keep = (of: string, body: string) =>
    bench.transact((work) => keepRejected(work, { integration: of, reason: 'bad', contentType: 'text/plain', body }));
  const kept = () => bench.read.selectFrom('rejected').selectAll().orderBy('id').execute();

  it('is kept to be looked at', async () => {
    const id = await keep('w', 'a\u0000b');
    expect(await kept()).toEqual([
      {
        id,
        integration: 'w',
        at: NOON,
        reason: 'bad',
        content_type: 'text/plain',
        body: 'a\uFFFDb',
        replayed_at: null,
      },
    ]);
  });

  it('is kept fifty times for each integration, the latest', async () => {
    await keep('other', 'x');
    for (let n = 1; n <= 51; n++) {
      await keep('w', `${n}`);
    }
    const rows = await kept();
    expect(rows.map(({ body }) => body)).toEqual(['x', ...Array.from({ length: 50 }, (_, i) => `${i + 2}`)]);
  });
});

describe('a heartbeat', () => {
  const settings: HeartbeatSettings = { every: HOUR, grace: MINUTE, arm: 'first' };
  const DUE = HOUR + MINUTE;
  const of = (changes: Partial<HeartbeatSettings> = {}) =>
    integration({ id: 'h', name: 'Backup', type: 'heartbeat', heartbeat: { ...settings, ...changes } });
  const use = (...all: Integration[]) =>
    (bench.directory = { integrations: new Map(all.map((one) => [one.id, one])) } as unknown as Directory);
  beforeEach(() => use(of()));

  const told: string[] = [];
  const log = { info: (_: object, text: string) => told.push(text) } as unknown as Log;
  const signal = (from = of()) => bench.transact((work) => beat(work, from));
  const listen = () => bench.transact((work) => silences(work, log));
  const adjust = (down = 0) => bench.transact((work) => adjustHeartbeats(work, down));
  const row = () => bench.read.selectFrom('heartbeats').selectAll().execute();
  const timer = async () =>
    (await bench.read.selectFrom('timers').selectAll().execute()).map(({ kind, subject, due_at, rank }) => [
      kind,
      subject,
      due_at - NOON,
      rank,
    ]);

  it('is armed by its first signal; each one moves the time by which the next must come', async () => {
    expect(await signal()).toEqual({ news: [], isExpected: false });
    expect([await row(), await timer()]).toEqual([
      [{ integration: 'h', last_at: NOON, armed: 1, silent: 0 }],
      [['heartbeat', 'h', DUE, 2]],
    ]);
    bench.now += HOUR;
    expect(await signal()).toEqual({ news: [], isExpected: true });
    expect(await timer()).toEqual([['heartbeat', 'h', HOUR + DUE, 2]]);
  });

  it('is one only where the integration has one', async () => {
    expect([await signal(integration()), await row()]).toEqual([{ news: [], isExpected: false }, []]);
  });

  it('is missed once, and reports it', async () => {
    await signal();
    bench.now += DUE - 1;
    expect(await listen()).toEqual([]);
    bench.now += 1;
    told.length = 0;
    expect(await listen()).toMatchObject([
      {
        integration: { id: 'h' },
        alert: {
          fingerprint: 'heartbeat',
          groupKey: 'heartbeat',
          keyKept: true,
          status: 'firing',
          severity: 'critical',
          title: 'No signal from Backup',
          description: 'Expected a signal every 1h, 1m grace; none came.',
          labels: { heartbeat: 'h' },
          links: [],
          startsAt: null,
          note: null,
          wholeGroup: false,
          test: false,
          raw: { heartbeat: 'h', expected: 'a signal every 1h, 1m grace' },
        },
      },
    ]);
    expect([told, await timer(), await row()]).toMatchObject([
      ['heartbeat missed'],
      [],
      [{ silent: 1, armed: 1, last_at: NOON }],
    ]);
    expect(await listen()).toEqual([]);
  });

  it('that comes back resolves what its silence was, and is expected again', async () => {
    await signal();
    bench.now += DUE;
    await listen();
    expect(await signal()).toMatchObject({
      news: [{ integration: { id: 'h' }, alert: { status: 'resolved', note: 'the signal came back' } }],
      isExpected: false,
    });
    expect(await row()).toMatchObject([{ silent: 0, last_at: NOON + DUE }]);
    expect(await signal()).toEqual({ news: [], isExpected: true });
  });

  it('that came while its time ran out is not missed', async () => {
    await signal();
    bench.now += DUE;
    await bench.transact(({ tx }) =>
      tx
        .updateTable('heartbeats')
        .set({ last_at: NOON + 1 })
        .execute(),
    );
    expect([await listen(), (await timer()).length]).toEqual([[], 1]);
    await bench.transact(({ tx }) => tx.updateTable('heartbeats').set({ last_at: NOON }).execute());
    expect([(await listen()).length, await timer()]).toEqual([1, []]);
  });

  it.each<[string, () => unknown]>([
    ['is gone', () => use()],
    ['is none any more', () => use(integration({ id: 'h' }))],
    ['was never armed', () => bench.transact(({ tx }) => tx.deleteFrom('heartbeats').execute())],
    ['is silent already', () => bench.transact(({ tx }) => tx.updateTable('heartbeats').set({ silent: 1 }).execute())],
  ])('whose integration %s says nothing, and its timer ends', async (_, change) => {
    await signal();
    await change();
    bench.now += DUE;
    expect([await listen(), await timer()]).toEqual([[], []]);
  });

  it('whose first signal never came is missed, too', async () => {
    use(of({ arm: 'now' }));
    await adjust();
    expect([await row(), await timer()]).toEqual([
      [{ integration: 'h', last_at: null, armed: 1, silent: 0 }],
      [['heartbeat', 'h', DUE, 2]],
    ]);
    bench.now += MINUTE;
    expect((await signal(of({ arm: 'now' }))).isExpected, 'the first one').toBe(false);
    bench.now += DUE;
    expect(await listen()).toHaveLength(1);
  });

  it('that nobody has heard yet and that waits for its first signal is not armed', async () => {
    await adjust();
    expect([await row(), await timer()]).toEqual([[], []]);
  });

  it('that never came says so at its time', async () => {
    use(of({ arm: 'now' }));
    await adjust();
    bench.now += DUE;
    expect(await listen()).toHaveLength(1);
  });

  describe('after a change or a start', () => {
    it('is expected as its settings say now', async () => {
      await signal();
      bench.now += 1000;
      use(of({ every: 2 * HOUR }));
      await adjust();
      expect(await timer()).toEqual([['heartbeat', 'h', 2 * HOUR + MINUTE, 2]]);
    });

    it('gets a whole time again where Vigie was away, and never a shorter one', async () => {
      await signal();
      bench.now += HOUR;
      await adjust(1);
      expect(await timer()).toEqual([['heartbeat', 'h', HOUR + DUE, 2]]);
      await bench.transact(({ tx }) =>
        tx
          .updateTable('heartbeats')
          .set({ last_at: NOON + 5 * HOUR })
          .execute(),
      );
      await adjust(1);
      expect(await timer()).toEqual([['heartbeat', 'h', 5 * HOUR + DUE, 2]]);
    });

    it('that was never heard counts from now', async () => {
      use(of({ arm: 'now' }));
      await adjust();
      bench.now += 7;
      await adjust();
      expect(await timer()).toEqual([['heartbeat', 'h', DUE + 7, 2]]);
    });

    it.each([[{ silent: 1 }], [{ armed: 0 }]])('that is %j is not expected', async (state) => {
      await signal();
      await bench.transact(
        async ({ tx }) =>
          void (await tx.updateTable('heartbeats').set(state).execute(), await tx.deleteFrom('timers').execute()),
      );
      await adjust();
      expect(await timer()).toEqual([]);
    });

    it.each<[string, () => unknown]>([
      ['gone', () => use()],
      ['none any more', () => use(integration({ id: 'h' }))],
    ])('that is %s is expected no more', async (_, change) => {
      await signal();
      await change();
      await adjust();
      expect(await timer()).toEqual([]);
    });
  });

  it('is moved with the clock', async () => {
    await signal();
    use(of(), integration({ id: 'n', heartbeat: { ...settings, arm: 'now' } }));
    await adjust();
    await bench.transact(({ tx }) =>
      tx.insertInto('timers').values({ kind: 'incident', subject: 'i', due_at: NOON, rank: 0, attempt: 0 }).execute(),
    );
    await bench.transact((work) => shiftHeartbeats(work, -HOUR));
    expect((await row()).map(({ integration: id, last_at }) => [id, last_at])).toEqual([
      ['h', NOON - HOUR],
      ['n', null],
    ]);
    expect((await timer()).sort()).toEqual([
      ['heartbeat', 'h', MINUTE, 2],
      ['heartbeat', 'n', MINUTE, 2],
      ['incident', 'i', 0, 0],
    ]);
  });
});
