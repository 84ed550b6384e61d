/**
 * The heaviest questions that a reader may ask, asked by many at once, hold up no page: they are answered, or refused as too
 * much or too many, while an alert is paged. With the memory of a small pod.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import type { Answer, Sidecar } from '../support/sidecar.ts';
import { LATEST_PAGE, LONGEST_TURN, longestTurnOf, startWatched } from './watched.ts';
import type { Watched } from './watched.ts';

const TOKEN = 'token-of-the-monitor-0123456789';
const HEAP_MB = 256;
/** Of the process, threads included, in a pod of 512 MiB. */
const MOST_MB = 448;

const DAY = 86_400_000;
const START = Date.parse('2026-01-01T00:00:00Z');
const at = (days: number) => new Date(START + days * DAY).toISOString();
const AWAY = ['al', 'bo', 'cy', 'di', 'ed'];

const absences = AWAY.flatMap((user, u) =>
  Array.from({ length: 200 }, (_, i) => ({
    id: `${user}-${i}`,
    user,
    start: at(2 * i + u / 24),
    end: at(2 * i + u / 24 + 1.8),
    kind: 'leave',
  })),
);

const hourly = (id: string) => ({
  id,
  rotation: { every: 1, unit: 'hour', start: '2026-01-01T00:00' },
  participants: Array.from({ length: 1000 }, (_, i) => [AWAY[i % AWAY.length]]),
});

const provisioning = (ann: object) =>
  JSON.stringify({
    apiVersion: 1,
    users: [ann, ...AWAY.map((login) => ({ login }))],
    absences,
    rotas: [
      { id: 'hourly', name: 'Hourly', timeZone: 'UTC', onAbsence: 'next', layers: [hourly('a'), hourly('b')] },
      { id: 'usual', name: 'Usual', timeZone: 'UTC', layers: [{ id: 'a', participants: [['ann'], ['al']] }] },
    ],
    escalationPolicies: [{ id: 'sre', steps: [{ notify: [{ user: 'ann' }], wait: '1d' }] }],
    integrations: [{ id: 'monitor', type: 'webhook', policy: 'sre', token: TOKEN }],
  });

const visitor = {
  'X-Grafana-Context': JSON.stringify({
    UserUID: '',
    Login: '',
    Name: 'Anonymous',
    OrgID: 1,
    OrgRole: 'Viewer',
    Teams: [],
    IsServiceAccount: false,
    IsAnonymous: true,
  }),
};

/** Every question of one reader that may be long. */
const draft = (layers: number, days: number) =>
  ({
    method: 'POST',
    route: 'rotas/preview',
    body: {
      from: at(0),
      to: at(days),
      rota: {
        id: 'draft',
        timeZone: 'UTC',
        onAbsence: 'next',
        layers: Array.from({ length: layers }, (_, i) => hourly(`l${i}`)),
      },
    },
  }) as const;
const QUESTIONS: readonly { method: string; route: string; body?: unknown }[] = [
  draft(1, 400),
  draft(1, 5 * 365),
  draft(4, 2 * 365),
  { method: 'GET', route: `rotas/hourly/timeline?from=${at(0)}&to=${at(5 * 365)}` },
  { method: 'GET', route: `rotas/hourly/health?from=${at(0)}&to=${at(400)}` },
  { method: 'GET', route: `rotas/hourly/on-call?at=${at(3)}` },
  { method: 'GET', route: `on-call?at=${at(3)}` },
  { method: 'GET', route: `on-call/timeline?from=${at(0)}&to=${at(100)}` },
  { method: 'GET', route: 'users/al/commitments' },
  { method: 'GET', route: 'absences/al-199/cover' },
  {
    method: 'POST',
    route: 'policies/preview',
    body: {
      policy: {
        id: 'x',
        repeat: 10,
        steps: Array.from({ length: 100 }, () => ({ notify: [{ rota: 'hourly', who: 'everyone' }], wait: '1m' })),
      },
    },
  },
];

type Refusal = { error: { reason: string } } | undefined;

function residentMb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

onEachDatabase('Questions that take long', (database) => {
  let watched: Watched;
  let sidecar: Sidecar;
  let page: Watched['page'];
  let longestTurn: Watched['longestTurn'];
  beforeAll(async () => {
    watched = await startWatched({ provisioning, token: TOKEN, databaseUrl: await database.fresh(), heapMb: HEAP_MB });
    ({ sidecar, page, longestTurn } = watched);
  });
  afterAll(() => watched?.stop());

  test('are answered one by one, or refused as too much, and none holds up the thread that pages', async () => {
    await page('alone');
    const held: string[] = [];
    for (const { method, route, body } of QUESTIONS) {
      const what = `${method} ${route}`;
      const turn = await longestTurnOf(watched, async () => {
        const answer = await sidecar.api<Refusal>(method, route, body, { headers: visitor });
        expect([200, 400], `${what}: ${JSON.stringify(answer.body)}`).toContain(answer.status);
        if (answer.status === 400) expect(answer.body?.error.reason, what).toBe('too-much');
      });
      if (turn > LONGEST_TURN) held.push(`${what}: ${turn} ms`);
    }
    expect(held).toEqual([]);
  }, 240_000);

  test('hold up no page, are answered or refused, and leave the memory of a small pod', async () => {
    await page('before');
    await sidecar.api('GET', `rotas/usual/timeline?from=${at(0)}&to=${at(28)}`);
    await longestTurn();
    let isOver = false;
    const answers: Answer<Refusal>[] = [];
    const attack = async (question: (typeof QUESTIONS)[number]) => {
      for (let n = 0; n < 2; n++) {
        const { method, route, body } = question;
        answers.push(await sidecar.api<Refusal>(method, route, body, { headers: visitor }));
      }
    };
    const attacks = Promise.all([...QUESTIONS, ...QUESTIONS].map(attack)).finally(() => (isOver = true));
    const [late, resident]: number[][] = [[], []];
    for (let n = 0; !isOver; n++) {
      late?.push(await page(`during ${n}`));
      resident?.push(residentMb(sidecar.pid));
      await pause(200);
    }
    await attacks;
    const seen = answers.map(({ status, body }) => `${status} ${status < 400 ? 'answered' : body?.error.reason}`);
    expect(seen.filter((one) => !/^(200 answered|400 too-much|503 busy)$/.test(one))).toEqual([]);
    expect(seen.filter((one) => one.startsWith('200')).length).toBeGreaterThan(0);
    expect(answers.filter(({ status, headers }) => status === 503 && headers.get('retry-after') === null)).toEqual([]);
    expect(Math.max(...(late ?? []))).toBeLessThan(LATEST_PAGE);
    expect(Math.max(...(resident ?? []))).toBeLessThan(MOST_MB);
    expect(await longestTurn()).toBeLessThan(LONGEST_TURN);
  }, 240_000);

  test('of many visitors leave a person an answer', async () => {
    const flood = Array.from({ length: 12 }, () => {
      const { method, route, body } = draft(4, 2 * 365);
      return sidecar.api(method, route, body, { headers: visitor });
    });
    const { method, route, body } = draft(1, 90);
    const mine = await sidecar.api<{ segments: unknown[] }>(method, route, body);
    expect(mine.status).toBe(200);
    expect(mine.body.segments.length).toBeGreaterThan(100);
    await Promise.all(flood);
  }, 120_000);
});
