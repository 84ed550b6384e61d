/** What one person may have is bounded: the configuration is held whole by every sidecar. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import { asPerson } from '../support/phone.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Answer, Sidecar } from '../support/sidecar.ts';

const method = (index: number) => ({ id: `mail-${index}`, type: 'email', to: `ann-${index}@example.com` });
const many = (count: number) => Array.from({ length: count }, (_, index) => method(index));

const provisioning = JSON.stringify({
  apiVersion: 1,
  users: [{ login: 'ann' }, { login: 'ben' }, { login: 'cleo', contactMethods: many(25) }],
  escalationPolicies: [{ id: 'sre', steps: [{ notify: [{ user: 'ann' }], wait: '5m' }] }],
});

/** What a person writes, one after the other, until it is refused. */
async function fill(
  most: number,
  write: (index: number) => Promise<Answer>,
): Promise<{ taken: number; refused: Answer }> {
  for (let taken = 0; taken <= most; taken++) {
    const answer = await write(taken);
    if (answer.status >= 300) {
      return { taken, refused: answer };
    }
  }
  throw new Error(`more than ${most} were taken`);
}

const refusal = (limit: number) => ({
  status: 409,
  body: { error: { code: 'conflict', reason: 'limit-reached', data: { limit } } },
});

onEachDatabase('Limits of one person', (database) => {
  let sidecar: Sidecar;
  beforeAll(async () => {
    sidecar = await startSidecar({ provisioning, databaseUrl: await database.fresh() });
    await sidecar.setClock('2026-03-02T08:00:00Z');
  });
  afterAll(() => sidecar?.remove());

  const put = async (login: string, contactMethods: object[]) => {
    const { body } = await sidecar.api<object>('GET', `users/${login}`, undefined, asPerson(login));
    return sidecar.api('PUT', `users/${login}`, { ...body, contactMethods }, asPerson(login));
  };

  test('20 contact methods', async () => {
    expect((await put('ann', many(20))).status).toBe(200);
    expect(await put('ann', many(21))).toMatchObject(refusal(20));
    expect((await put('ann', many(20).reverse())).status).toBe(200);
  });

  test('a file may state more', async () => {
    expect((await sidecar.api<{ contactMethods: object[] }>('GET', 'users/cleo')).body.contactMethods).toHaveLength(25);
  });

  test('50 subscriptions that tell the person alone', async () => {
    const { taken, refused } = await fill(50, (index) =>
      sidecar.api('POST', 'subscriptions', { id: `s${index}`, to: [{ user: 'ann' }] }, asPerson('ann')),
    );
    expect({ taken, ...refused }).toMatchObject({ taken: 50, ...refusal(50) });
    // What is there may be changed, and makes room when it goes.
    expect(
      (await sidecar.api('PUT', 'subscriptions/s1', { id: 's1', name: 'Mine', to: [{ user: 'ann' }] }, asPerson('ann')))
        .status,
    ).toBe(200);
    expect((await sidecar.api('DELETE', 'subscriptions/s0', undefined, asPerson('ann'))).status).toBe(204);
    expect(
      (
        await sidecar.api(
          'POST',
          'subscriptions',
          { id: 's50', to: [{ user: 'ann' }, { user: 'ann' }] },
          asPerson('ann'),
        )
      ).status,
    ).toBe(201);
    expect(
      (await sidecar.api('POST', 'subscriptions', { id: 'of-ben', to: [{ user: 'cleo' }] }, asPerson('cleo'))).status,
    ).toBe(201);
  });

  test('200 absences that are not over', { timeout: 120_000 }, async () => {
    const day = (index: number) =>
      new Date(Date.parse('2026-03-03T00:00:00Z') + index * 86_400_000).toISOString().slice(0, 10);
    const absence = (index: number) => ({
      id: `a${index}`,
      user: 'ann',
      start: `${day(index)}T00:00`,
      end: `${day(index)}T12:00`,
    });
    const { taken, refused } = await fill(200, (index) =>
      sidecar.api('POST', 'absences', absence(index), asPerson('ann')),
    );
    expect({ taken, ...refused }).toMatchObject({ taken: 200, ...refusal(200) });
    // Those that are over count no more.
    await sidecar.setClock('2026-03-06T08:00:00Z');
    expect((await sidecar.api('POST', 'absences', absence(200), asPerson('ann'))).status).toBe(201);
  });

  test('20 devices', { timeout: 120_000 }, async () => {
    const enrol = async () => {
      await sidecar.advance('3s');
      const { body } = await sidecar.api<{ code: string }>('POST', 'users/ann/devices/enrolment', {}, asPerson('ann'));
      return sidecar.request(
        'POST',
        '/app/api/enrol',
        { code: body.code, name: 'Phone' },
        { token: null, headers: { 'x-vigie-app': '1' } },
      );
    };
    const { taken, refused } = await fill(20, enrol);
    expect({ taken, ...refused }).toMatchObject({ taken: 20, ...refusal(20) });
  });

  test('one calendar link: another takes its place', async () => {
    const links: string[] = [];
    for (let made = 0; made < 11; made++) {
      links.push((await sidecar.api<{ url: string }>('POST', 'users/ann/ical', {}, asPerson('ann'))).body.url);
    }
    const answers = await Promise.all(
      links.map((link) => sidecar.request('GET', new URL(link).pathname, undefined, { token: null })),
    );
    expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 10 }, () => 404), 200]);
  });

  describe('asked for all at once', () => {
    /** Leaves room for a few, and asks for more. @returns how many were taken */
    const atOnce = async (most: number, write: (index: number) => Promise<Answer>): Promise<number> => {
      const before = Math.max(0, most - 10);
      for (let index = 0; index < before; index++) {
        expect((await write(index)).status).toBeLessThan(300);
      }
      const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => write(before + index)));
      return before + answers.filter(({ status }) => status < 300).length;
    };
    const ben = asPerson('ben');
    const absence = (index: number) => ({
      user: 'ben',
      start: `2027-01-01T${String(index % 24).padStart(2, '0')}:00:00Z`,
      end: '2027-03-01T00:00:00Z',
    });

    test.each<[string, number, (index: number) => Promise<Answer>]>([
      [
        'imports',
        10,
        (index) =>
          sidecar.api('POST', 'imports', { source: 'goalert', url: `http://127.0.0.1:9/${index}`, key: 'a-key' }),
      ],
      [
        'subscriptions',
        50,
        (index) => sidecar.api('POST', 'subscriptions', { id: `b${index}`, to: [{ user: 'ben' }] }, ben),
      ],
      ['absences', 200, (index) => sidecar.api('POST', 'absences', absence(index), ben)],
    ])('no more %s than %i', { timeout: 120_000 }, async (_what, most, write) => {
      expect(await atOnce(most, write)).toBe(most);
    });
  });
});
