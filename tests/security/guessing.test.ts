/** Guessing: whoever sends many wrong tokens or codes waits for the answers, and a right one never waits. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import { makeLink } from '../support/phone.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Answer, Sidecar } from '../support/sidecar.ts';

const TOKEN = 'token-of-the-monitor-0123456789';
const provisioning = JSON.stringify({
  apiVersion: 1,
  users: [{ login: 'ann', email: 'ann@example.com' }],
  escalationPolicies: [{ id: 'sre', steps: [{ notify: [{ user: 'ann' }], wait: '5m' }] }],
  integrations: [{ id: 'monitor', type: 'webhook', policy: 'sre', token: TOKEN }],
});

/** ms within which a right token or code is answered, on a busy machine. */
const AT_ONCE = 4000;
/** Of more than 120 wrong ones, each further one waits half a second longer. */
const TRIES = 200;

onEachDatabase('Guessing', (database) => {
  let sidecar: Sidecar;
  beforeAll(async () => {
    sidecar = await startSidecar({ provisioning, databaseUrl: await database.fresh() });
  });
  afterAll(() => sidecar?.remove());

  const enrol = (code: string): Promise<Answer> =>
    sidecar.request(
      'POST',
      '/app/api/enrol',
      { code, name: 'Phone' },
      { token: null, headers: { 'x-vigie-app': '1' } },
    );

  /** @returns how long each answer took, ms */
  async function times(tries: readonly Promise<Answer>[], status: number): Promise<number[]> {
    const begun = performance.now();
    return Promise.all(
      tries.map(async (one) => {
        expect((await one).status).toBe(status);
        return performance.now() - begun;
      }),
    );
  }

  async function expectAtOnce(right: () => Promise<Answer>, status: number): Promise<void> {
    const begun = performance.now();
    expect((await right()).status).toBe(status);
    expect(performance.now() - begun).toBeLessThan(AT_ONCE);
  }

  test('200 wrong codes from one address do not keep a right one out', { timeout: 60_000 }, async () => {
    const { code } = (await makeLink(sidecar, 'ann')).body;
    const wrong = times(
      Array.from({ length: TRIES }, (_, index) => enrol(`0000-0000-0000-${String(index).padStart(4, '0')}`)),
      404,
    );
    await expectAtOnce(() => enrol(code), 200);
    // It waited for no one: the last of the wrong ones was answered later.
    expect(Math.max(...(await wrong))).toBeGreaterThan(9000);
    expect((await enrol(code)).status).toBe(404);
  });

  test(
    'wrong tokens are answered later and later, a right one from the same address at once',
    { timeout: 60_000 },
    async () => {
      const wrong = times(
        Array.from({ length: TRIES }, (_, index) => sidecar.ingest(`guess-${index}`, { title: 'x' })),
        401,
      );
      await expectAtOnce(() => sidecar.ingest(TOKEN, { title: 'Disk full' }), 202);
      expect(Math.max(...(await wrong))).toBeGreaterThan(9000);
    },
  );
});
