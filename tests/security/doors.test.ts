/**
 * Doors: what strangers and foreign systems send is looked at no further than needed to refuse it, answers that are the
 * same for everybody are made once, and a hostile pager costs an import, not a page.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportDetail, ImportWire } from '#modules/importing/contract/wizard';
import { onEachDatabase } from '../support/databases.ts';
import { RawRequest } from '../support/raw-http.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { TURN_PROBE, turnsOf } from '../support/turns.ts';
import { until } from '../support/waiting.ts';

const [MONITOR, PAGER] = ['token-of-the-monitor-0123456789', 'key-of-pagerduty-0123456789abcdef'];
const provisioning = `
apiVersion: 1
users: [ { login: ann, email: ann@example.com } ]
escalationPolicies: [ { id: sre, steps: [ { notify: [ { user: ann } ], wait: 5m } ] } ]
integrations:
  - { id: monitor, type: webhook, policy: sre, token: ${MONITOR} }
  - { id: pager, type: pagerduty, policy: sre, token: ${PAGER} }
`;
const MIB = 1024 * 1024;
/** ms of processor time for which the thread that pages may be kept; more while two cores share their caches with tests. */
const LONGEST_TURN = 75;
const MOST_MB = 448;
/** What is over only once was the machine, which other tests keep busy, too. */
const TRIES = 3;

const event = { event_action: 'trigger', payload: { summary: 'Disk full', source: 'db-1', severity: 'critical' } };
const VALUES = `[${'0,'.repeat(MIB / 2 - 2)}0]`;
const BOMB = gzipSync(Buffer.alloc(MIB - 1, '['));

function residentMb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

/** What it answers to every request of an import. */
const ANSWERS: Record<string, (page: number) => string> = {
  deep: () => '['.repeat(3.9 * MIB),
  'brackets that end': () => '['.repeat(1.9 * MIB) + ']'.repeat(1.9 * MIB),
  garbage: () => '{"results":[1,null],"total_pages":1}',
  'no list': () => '{"results":{"a":1},"total_pages":1}',
  nothing: () => 'null',
  endless: (page) =>
    JSON.stringify({
      results: Array.from({ length: 350 }, (_, i) => ({ id: `${page}-${i}`, text: 'x'.repeat(10_000) })),
      total_pages: 2000,
    }),
};

onEachDatabase('Doors', (database) => {
  let sidecar: Sidecar;
  let hostile: Server;
  let says = 'nothing';
  let longestTurn: () => Promise<number>;

  beforeAll(async () => {
    sidecar = await startSidecar({
      provisioning,
      databaseUrl: await database.fresh(),
      env: {
        VIGIE_COMPAT: 'pagerduty',
        NODE_OPTIONS: `--max-old-space-size=256 ${TURN_PROBE}`,
      },
    });
    longestTurn = turnsOf(sidecar);
    let pages = 0;
    hostile = createServer((_request, response) => response.end(ANSWERS[says]?.(++pages)));
    await new Promise<void>((resolve) => hostile.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await sidecar?.remove();
    hostile?.closeAllConnections();
    await new Promise((resolve) => hostile?.close(resolve));
  });

  const enqueue = (body: string | Buffer, headers: Record<string, string> = {}) =>
    sidecar.request<{ message: string }>('POST', '/v2/enqueue', body, {
      token: null,
      headers: { 'Content-Type': 'application/json', ...headers },
    });
  const late = (key: string) =>
    JSON.stringify({ ...event, client: 'x'.repeat(MIB - 1000), dedup_key: key, routing_key: PAGER });

  /** @returns of the best of some times: ms of processor time of the longest turn meanwhile, and the most memory, MB */
  async function during(work: () => Promise<unknown>): Promise<{ turn: number; most: number }> {
    let best = await once(work);
    for (let time = 1; time < TRIES && best.turn >= LONGEST_TURN; time++) {
      const { turn, most } = await once(work);
      best = { turn: Math.min(best.turn, turn), most: Math.max(best.most, most) };
    }
    return best;
  }

  async function once(work: () => Promise<unknown>): Promise<{ turn: number; most: number }> {
    await longestTurn();
    let [most, isOver, alerts] = [0, false, 0];
    const done = work().finally(() => (isOver = true));
    const alerting = (async () => {
      for (; !isOver; await pause(50)) {
        most = Math.max(most, residentMb(sidecar.pid));
        expect((await sidecar.ingest(MONITOR, { id: `a-${alerts++}`, title: 'Disk full' })).status).toBe(202);
      }
    })();
    await Promise.all([done, alerting]);
    return { turn: await longestTurn(), most };
  }

  test(
    'PagerDuty: strangers are refused before their bytes are parsed, and late keys are found meanwhile',
    { timeout: 90_000 },
    async () => {
      expect((await enqueue(late('warm'))).status).toBe(202);
      await Promise.all([enqueue(VALUES), enqueue(BOMB, { 'Content-Encoding': 'gzip' })]);
      const { turn, most } = await during(async () => {
        const strangers = Array.from({ length: 60 }, (_, i) =>
          i % 2 === 0 ? enqueue(VALUES) : enqueue(BOMB, { 'Content-Encoding': 'gzip' }),
        );
        // More of them than there is memory for make way for those that come later.
        const answers = await Promise.allSettled(strangers);
        const known = answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
        expect(known.length).toBeGreaterThan(10);
        known.forEach(({ status }) => expect([400, 503]).toContain(status));
      });
      expect(turn).toBeLessThan(LONGEST_TURN);
      expect(most).toBeLessThan(MOST_MB);
    },
  );

  test(
    'PagerDuty: senders are heard while others stall with as much as strangers may hold',
    { timeout: 60_000 },
    async () => {
      const stalled = Array.from({ length: 40 }, () =>
        new RawRequest(sidecar.url)
          .head('POST', '/v2/enqueue', { 'Content-Type': 'application/json', 'Content-Length': MIB })
          .send(Buffer.alloc(MIB - 1, 0x20)),
      );
      await until('some of them make way', () => stalled.some((one) => one.isClosed));
      expect((await enqueue(late('beside'))).status).toBe(202);
      expect((await enqueue(JSON.stringify({ ...event, routing_key: PAGER }))).status).toBe(202);
      stalled.forEach((one) => one.destroy());
    },
  );

  test(
    'the description of the API is made once for all who ask, and compressed once',
    { timeout: 60_000 },
    async () => {
      const first = await sidecar.request('GET', '/openapi.json', undefined, { token: null });
      const etag = String(first.headers.get('etag'));
      const { turn, most } = await during(async () => {
        const asking = Array.from({ length: 60 }, () =>
          new RawRequest(sidecar.url).head('GET', '/openapi.json', { 'Accept-Encoding': 'gzip', Connection: 'close' }),
        );
        await Promise.all(asking.map((one) => one.ended(20_000)));
        for (const { answer } of asking) {
          expect([answer.includes(etag), answer.includes('content-encoding: gzip')]).toEqual([true, true]);
        }
      });
      const unread = Array.from({ length: 300 }, () =>
        new RawRequest(sidecar.url).send('GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(10)),
      );
      const { most: later } = await during(() => pause(2000));
      unread.forEach((one) => one.destroy());
      expect(turn).toBeLessThan(LONGEST_TURN);
      expect(Math.max(most, later)).toBeLessThan(MOST_MB);
    },
  );

  test.each([
    ['deep', ['unexpected-shape']],
    ['brackets that end', ['unexpected-shape']],
    ['garbage', ['unexpected-shape']],
    ['no list', ['unexpected-shape']],
    ['nothing', ['not-json']],
    ['endless', ['too-much', 'snapshot-unwritable']],
  ])('a pager whose answers are %s ends its import, with a reason', { timeout: 180_000 }, async (what, codes) => {
    says = what;
    const url = `http://127.0.0.1:${(hostile.address() as AddressInfo).port}`;
    let failure: ImportDetail['failure'] = null;
    // The first import loads what lists the pagers, and what asks them.
    if (what === 'deep') {
      await sidecar.api('POST', 'imports', { source: 'oncall', url, key: 'a-key' });
      await pause(3000);
    }
    const { turn, most } = await during(async () => {
      const { body } = await sidecar.api<ImportWire>('POST', 'imports', { source: 'oncall', url, key: 'a-key' });
      const ended = await until(
        'the import has ended',
        async () => {
          const { body: detail } = await sidecar.api<ImportDetail>('GET', `imports/${body.id}`);
          return detail.steps.length === 0 && detail;
        },
        120_000,
      );
      failure = ended.failure;
      await sidecar.api('DELETE', `imports/${body.id}`);
    });
    console.log(
      JSON.stringify({ database: database.kind, what, failure, turn: Math.round(turn), most: Math.round(most) }),
    );
    expect(failure).toMatchObject({ step: 'fetch' });
    expect(codes).toContain((failure as { code?: string } | null)?.code);
    expect(turn).toBeLessThan(LONGEST_TURN);
    expect(most).toBeLessThan(MOST_MB);
    expect(sidecar.errors).toEqual([]);
  });
});
