/** What people do goes back to the source: in order, again until it is told, once, and to be seen. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { onEachDatabase } from '../../support/databases.ts';
import { startSidecar, type Sidecar } from '../../support/sidecar.ts';
import { startWebhookSink, type WebhookSink } from '../../support/webhook-sink.ts';

interface Told {
  what: string;
  state: string;
  answer: string | null;
  dueAt: string | null;
  attempts: Array<{ outcome: string; reason: string | null }>;
}

onEachDatabase('Telling the source', (database) => {
  let sidecar: Sidecar;
  let icinga: WebhookSink;
  beforeEach(async () => {
    icinga = await startWebhookSink();
    sidecar = await startSidecar({
      databaseUrl: await database.fresh(),
      provisioning: `
apiVersion: 1
users: [ { login: ann, name: Ann Martin } ]
escalationPolicies: [ { id: sre, steps: [ { notify: [], wait: 1h } ] } ]
integrations:
  - { id: icinga, name: Icinga, type: icinga2, token: icinga, policy: sre, sync: { url: "${icinga.url('')}", user: vigie, password: secret-password } }
  - { id: nagios, name: Nagios, type: nagios, token: nagios, policy: sre, sync: {} }
  - { id: quiet, name: Quiet, type: icinga2, token: quiet, policy: sre }
`,
    });
  });
  afterEach(async () => {
    await icinga.stop();
    await sidecar.remove();
  });

  const problem = async (token: string): Promise<string> => {
    const prefix = token === 'nagios' ? '' : 'ICINGA_';
    const fields =
      token === 'nagios'
        ? { NOTIFICATIONTYPE: 'PROBLEM', HOSTNAME: 'web-1', HOSTSTATE: 'DOWN', HOSTPROBLEMID: '7' }
        : {
            [`${prefix}NOTIFICATION_TYPE`]: 'PROBLEM',
            [`${prefix}HOST_NAME`]: 'web-1',
            [`${prefix}HOST_STATE`]: 'DOWN',
          };
    const { body } = await sidecar.ingest<{ incidents: string[] }>(token, fields);
    return body.incidents[0] ?? '';
  };
  const recovery = (token: string) =>
    sidecar.ingest(token, { ICINGA_NOTIFICATION_TYPE: 'RECOVERY', ICINGA_HOST_NAME: 'web-1', ICINGA_HOST_STATE: 'UP' });
  const act = (id: string, name: string, body?: object) => sidecar.api('POST', `incidents/${id}/${name}`, body);
  const told = async (id: string) => (await sidecar.api<{ items: Told[] }>('GET', `incidents/${id}/sync`)).body.items;
  const timeline = async (id: string) =>
    (await sidecar.api<{ items: Array<{ kind: string; text: string }> }>('GET', `incidents/${id}/timeline`)).body.items
      .filter(({ kind }) => kind === 'sync')
      .map(({ text }) => text);
  const heard = () => icinga.items.map(({ path }) => path.replace('/v1/actions/', ''));

  it('tells in order, once, and shows what was answered', async () => {
    const id = await problem('icinga');
    await act(id, 'acknowledge');
    await act(id, 'note', { text: 'a note' });
    await act(id, 'acknowledge');
    await act(id, 'resolve');
    await sidecar.advance('1m');
    expect(heard()).toEqual(['acknowledge-problem', 'add-comment', 'add-comment']);
    expect(await told(id)).toMatchObject([
      { what: 'acknowledge', state: 'done', answer: 'web-1 acknowledged', attempts: [{ outcome: 'done' }] },
      { what: 'note', state: 'done' },
      { what: 'resolve', state: 'done' },
    ]);
    expect((await timeline(id))[0]).toBe('Told Icinga that it is acknowledged: web-1 acknowledged');
    expect(JSON.stringify(sidecar.log)).not.toContain('secret-password');
  });

  it('tries again until it is told; what comes later waits its turn', async () => {
    const id = await problem('icinga');
    icinga.mode({ status: 503 });
    await act(id, 'acknowledge');
    await act(id, 'note', { text: 'later' });
    await sidecar.advance('4s');
    expect(await told(id)).toMatchObject([
      {
        state: 'waiting',
        answer: expect.stringMatching(/^server-error: HTTP 503/),
        attempts: [{ outcome: 'retry', reason: 'server-error' }],
      },
      { state: 'waiting', attempts: [] },
    ]);
    icinga.mode('ok');
    await sidecar.advance('2s');
    expect(heard()).toEqual(['acknowledge-problem', 'acknowledge-problem', 'add-comment']);
    expect((await told(id)).map(({ state }) => state)).toEqual(['done', 'done']);
    expect(await timeline(id)).toEqual([
      expect.stringMatching(/^Could not tell Icinga that it is acknowledged yet/),
      expect.stringMatching(/^Told Icinga that it is acknowledged/),
      expect.stringMatching(/^Told Icinga the note/),
    ]);
  });

  it('what was taken back before it could be told is not told', async () => {
    const id = await problem('icinga');
    icinga.mode({ status: 503 });
    await act(id, 'acknowledge');
    await sidecar.advance('1s');
    await act(id, 'unacknowledge');
    icinga.mode('ok');
    await sidecar.advance('1m');
    expect(await told(id)).toMatchObject([
      { what: 'acknowledge', state: 'cancelled' },
      { what: 'unacknowledge', state: 'done' },
    ]);
    expect(heard()).toEqual(['acknowledge-problem', 'remove-acknowledgement']);
  });

  it('an acknowledgement that could not be told before the problem was over is dropped', async () => {
    const id = await problem('icinga');
    icinga.mode({ status: 503 });
    await act(id, 'acknowledge');
    await sidecar.advance('1s');
    await recovery('icinga');
    icinga.mode('ok');
    await sidecar.advance('1m');
    expect(await told(id)).toMatchObject([{ state: 'cancelled', answer: expect.stringContaining('was over') }]);
  });

  it('is given up after a day, and says so', async () => {
    const id = await problem('icinga');
    icinga.mode('drop');
    await act(id, 'acknowledge');
    await sidecar.advance('26h');
    expect(await told(id)).toMatchObject([{ state: 'failed', answer: expect.stringMatching(/^network: /) }]);
    expect((await timeline(id)).at(-1)).toMatch(/^Could not tell Icinga that it is acknowledged \(network/);
  });

  it('a refusal is final', async () => {
    const id = await problem('icinga');
    icinga.mode({ status: 404 });
    await act(id, 'acknowledge');
    await sidecar.advance('1h');
    expect(heard()).toHaveLength(1);
    expect(await told(id)).toMatchObject([{ state: 'failed', attempts: [{ outcome: 'never', reason: 'not-found' }] }]);
  });

  it('killed in mid-telling, it tells again', async () => {
    const id = await problem('icinga');
    icinga.mode('hang');
    await act(id, 'acknowledge');
    await icinga.waitForCount(1);
    await sidecar.kill9();
    icinga.mode('ok');
    await sidecar.start();
    await sidecar.advance('5s');
    expect(await told(id)).toMatchObject([{ state: 'done' }]);
    expect(heard()).toEqual(['acknowledge-problem', 'acknowledge-problem']);
  });

  it('what the source did itself, and what has no sync, is told to nobody', async () => {
    const id = await problem('icinga');
    await sidecar.ingest('icinga', {
      ICINGA_NOTIFICATION_TYPE: 'ACKNOWLEDGEMENT',
      ICINGA_HOST_NAME: 'web-1',
      ICINGA_NOTIFICATION_AUTHOR: 'Ben',
    });
    const other = await problem('quiet');
    await act(other, 'acknowledge');
    await sidecar.advance('1m');
    expect(icinga.items).toEqual([]);
    expect([await told(id), await told(other)]).toEqual([[], []]);
  });

  it('an agent takes commands, reports them, and gets again what it never reported', async () => {
    const id = await problem('nagios');
    await act(id, 'acknowledge');
    const take = async () =>
      (await sidecar.request<string>('GET', '/in/commands', undefined, { token: 'nagios' })).body;
    const first = await take();
    expect(first).toMatch(
      /^\S+\tACKNOWLEDGE_HOST_PROBLEM;web-1;2;0;0;api \(Vigie\);Acknowledged by api \(Vigie #1\)\n$/,
    );
    expect(await take()).toBe('');
    await sidecar.advance('61s');
    expect(await take()).toBe(first);
    const [command = ''] = first.split('\t');
    const answer = await sidecar.request('POST', '/in/commands', `${command}=ok+acknowledged`, {
      token: 'nagios',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer).toMatchObject({ status: 200, body: { accepted: 1 } });
    expect(await told(id)).toMatchObject([{ state: 'done', answer: 'acknowledged' }]);
    expect(await take()).toBe('');
    expect((await sidecar.request('GET', '/in/commands', undefined, { token: 'wrong' })).status).toBe(401);
    expect((await sidecar.request('GET', '/in/commands', undefined, { token: 'quiet' })).status).toBe(400);
  });

  it('commands that no agent comes for are given up after a day', async () => {
    const id = await problem('nagios');
    await act(id, 'acknowledge');
    await sidecar.advance('25h');
    expect(await told(id)).toMatchObject([{ state: 'failed', answer: 'not-found: no agent came for it within a day' }]);
  });
});
