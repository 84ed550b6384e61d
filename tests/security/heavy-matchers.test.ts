/** Nobody's regular expressions hold up anybody's page: what is too heavy is refused before it is compiled. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import { asPerson } from '../support/phone.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';

const provisioning = JSON.stringify({
  apiVersion: 1,
  users: [{ login: 'ann' }, { login: 'dee' }],
  escalationPolicies: [{ id: 'sre', steps: [{ notify: [{ user: 'ann' }], wait: '5m' }] }],
});

/** Twenty milliseconds each to compile, without any text. */
const attack = (i: number) => `alertname=~".*(?:\\pL|\\pN|\\pS){0,900}(?:s${i}x0)?.*"`;
/** Each as heavy as one may be. */
const atBound = (i: number) => `alertname=~"(?:a|[^${i}]){0,200}x{${i % 100}}"`;
const list = (count: number, make: (i: number) => string) => Array.from({ length: count }, (_, i) => make(i));

function policy(match: readonly string[]) {
  const steps = Array.from({ length: Math.ceil(match.length / 100) }, (_, i) => ({
    notify: [],
    wait: '5m',
    when: { match: match.slice(i * 100, i * 100 + 100) },
  }));
  return { policy: { id: 'x', steps } };
}

onEachDatabase('Matchers that would hold up pages', (database) => {
  let sidecar: Sidecar;
  beforeAll(async () => {
    sidecar = await startSidecar({ provisioning, databaseUrl: await database.fresh() });
    await sidecar.setClock('2026-03-02T08:00:00Z');
  });
  afterAll(() => sidecar?.remove());

  /** Wall time, beside other tests: the attack took seconds. */
  async function within<T>(most: number, ask: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const answer = await ask();
    expect(performance.now() - started).toBeLessThan(most);
    return answer;
  }

  test.each([40, 300, 1_500])('a preview of %i heavy ones is refused at once', async (count) => {
    const answer = await within(1_500, () => sidecar.api('POST', 'policies/preview', policy(list(count, attack))));
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'validation' } } });
  });

  test('so are many that are allowed one by one, named by their field', async () => {
    const answer = await within(1_500, () => sidecar.api('POST', 'policies/preview', policy(list(300, atBound))));
    expect(answer).toMatchObject({ status: 400, body: { error: { details: [{ reason: 'too-heavy' }] } } });
  });

  test('and more than 5,000 of any kind', async () => {
    const answer = await sidecar.api('POST', 'policies/preview', policy(list(5_001, (i) => `a="${i}"`)));
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { details: [{ reason: 'too-heavy' }] } },
    });
  });

  test('what a Viewer subscribed to is bounded together', async () => {
    const dee = asPerson('dee');
    const subscribe = (id: string, match: readonly string[]) =>
      sidecar.api('POST', 'subscriptions', { id, to: [{ user: 'dee' }], match }, dee);
    expect(await subscribe('heavy', list(100, attack))).toMatchObject({
      status: 400,
      body: { error: { details: expect.arrayContaining([expect.objectContaining({ reason: 'too-heavy' })]) } },
    });
    let taken = 0;
    while (taken < 50 && (await subscribe(`s-${taken}`, [atBound(taken)])).status === 201) {
      taken++;
    }
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThan(10);
    expect(await subscribe('one-more', [atBound(taken)])).toMatchObject({
      status: 400,
      body: { error: { details: [{ path: 'match', reason: 'too-heavy' }] } },
    });
    expect((await subscribe('light', ['alertname=~"disk.*"'])).status).toBe(201);
  });

  test('200 names of hosts are taken', async () => {
    const hosts = list(200, (i) => `host-${i}-abcdefghij.db.example.com`).join('|');
    const answer = await sidecar.api('POST', 'policies/preview', policy([`instance=~"(${hosts})(:.*)?"`]));
    expect(answer.status).toBe(200);
  });
});
