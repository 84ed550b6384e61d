/** What one person writes in an hour is bounded, and costs nobody an alert, a page or an acknowledgement. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import { asPerson } from '../support/phone.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Answer, Sidecar } from '../support/sidecar.ts';

const TOKEN = 'ingest-token-of-sre-123456';
const provisioning = JSON.stringify({
  apiVersion: 1,
  users: ['ann', 'ben', 'dee'].map((login) => ({ login, email: `${login}@example.com` })),
  teams: [{ id: 'sre', name: 'SRE', members: ['ann', 'ben'] }],
  rotas: [
    {
      id: 'sre',
      team: 'sre',
      timeZone: 'UTC',
      layers: [
        {
          id: 'week',
          rotation: { every: 1, unit: 'day', start: '2026-01-05T09:00' },
          participants: [['ann'], ['ben']],
        },
      ],
    },
  ],
  escalationPolicies: [{ id: 'sre', team: 'sre', steps: [{ notify: [{ rota: 'sre' }], wait: '5m' }] }],
  integrations: [{ id: 'sre', type: 'webhook', team: 'sre', token: TOKEN, policy: 'sre' }],
});

/** What a person writes, one after the other, until it is refused. */
async function fill(most: number, write: (index: number) => Promise<Answer>): Promise<number> {
  for (let taken = 0; taken <= most; taken++) {
    const answer = await write(taken);
    if (answer.status >= 300) {
      expect(answer).toMatchObject({
        status: 429,
        body: { error: { code: 'too-many-requests', reason: 'too-many-changes' } },
      });
      return taken;
    }
  }
  throw new Error(`more than ${most} were taken`);
}

onEachDatabase('What one person writes in an hour', (database) => {
  let sidecar: Sidecar;
  let number = 0;
  beforeAll(async () => {
    sidecar = await startSidecar({ provisioning, databaseUrl: await database.fresh() });
    await sidecar.setClock('2026-03-02T08:00:00Z');
  });
  afterAll(() => sidecar?.remove());

  const opened = async (): Promise<string> => {
    number += 1;
    const { status, body } = await sidecar.ingest<{ incidents: string[] }>(TOKEN, { title: 'Disk', id: `d${number}` });
    expect(status).toBe(202);
    return body.incidents[0] ?? '';
  };

  test('notes: in number and in length, by one request each or many at once', async () => {
    const id = await opened();
    const note = (text: string, who: string) => sidecar.api('POST', `incidents/${id}/note`, { text }, asPerson(who));
    const long = 'x'.repeat(9_900);
    expect(await fill(30, () => note(long, 'dee'))).toBe(27);
    expect(await fill(301, (index) => note(`note ${index}`, 'ben'))).toBe(300);
    const { body } = await sidecar.api<{ items: Array<{ ok: boolean }> }>(
      'POST',
      'incidents/bulk',
      { ids: [id], command: 'note', body: { text: 'one more' } },
      asPerson('ben'),
    );
    expect(body.items?.map(({ ok }) => ok)).toEqual([false]);
    // Others write, and Ben answers what he is paged for.
    expect((await note('I look', 'ann')).status).toBe(200);
    expect((await sidecar.api('POST', `incidents/${id}/acknowledge`, undefined, asPerson('ben'))).status).toBe(200);
    await opened();
    await sidecar.advance('61m');
    expect((await note('again', 'ben')).status).toBe(200);
  });

  test('handoff notes, requests for a swap, incidents by hand', async () => {
    expect(
      await fill(60, (index) =>
        sidecar.api('POST', 'rotas/sre/handoff-notes', { text: `note ${index}` }, asPerson('ann')),
      ),
    ).toBe(60);
    const window = (index: number) => ({
      start: new Date(Date.UTC(2026, 2, 9, 10, index)).toISOString(),
      end: new Date(Date.UTC(2026, 2, 9, 10, index + 1)).toISOString(),
    });
    const onCall = await sidecar.api<{ onCall: Array<{ user: string }> }>(
      'GET',
      `rotas/sre/on-call?at=${window(0).start}`,
    );
    const [{ user } = { user: '' }] = onCall.body.onCall;
    expect(
      await fill(60, (index) => sidecar.api('POST', 'swaps', { rota: 'sre', ...window(index) }, asPerson(user))),
    ).toBe(60);
    expect(
      await fill(120, (index) =>
        sidecar.api('POST', 'incidents', { title: `by hand ${index}`, team: 'sre', users: ['ann'] }, asPerson('ben')),
      ),
    ).toBe(120);
  });

  test('changes of what is their own, made and taken back again', async () => {
    const away = (index: number) => ({
      id: `away-${index}`,
      user: 'ann',
      kind: 'leave',
      timeZone: 'UTC',
      note: 'x'.repeat(200),
      start: '2026-08-01T00:00',
      end: '2026-08-02T00:00',
    });
    await sidecar.advance('61m');
    const taken = await fill(601, (index) =>
      index % 2 === 0
        ? sidecar.api('POST', 'absences', away(index), asPerson('ann'))
        : sidecar.api('DELETE', `absences/away-${index - 1}`, undefined, asPerson('ann')),
    );
    expect(taken).toBe(600);
    const id = await opened();
    expect((await sidecar.api('POST', `incidents/${id}/resolve`, undefined, asPerson('ann'))).status).toBe(200);
    expect((await sidecar.api('PUT', 'users/ann', {}, asPerson('ben'))).status).toBe(403);
  });
});
