/** After a merge an incident has alerts of several sources: each is told of its own, and none hears its own echo. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { onEachDatabase } from '../../support/databases.ts';
import { startSidecar, type Sidecar } from '../../support/sidecar.ts';
import { startWebhookSink, type WebhookSink } from '../../support/webhook-sink.ts';

interface Told {
  what: string;
  integration: string;
  state: string;
  actor: string;
}

onEachDatabase('Telling the sources of a merged incident', (database) => {
  let sidecar: Sidecar;
  let paris: WebhookSink;
  let oslo: WebhookSink;
  beforeEach(async () => {
    [paris, oslo] = [await startWebhookSink(), await startWebhookSink()];
    const integration = (id: string, sink: WebhookSink) =>
      `{ id: ${id}, name: Icinga ${id}, type: icinga2, token: ${id}, policy: sre, sync: { url: "${sink.url('')}", user: vigie, password: secret-password } }`;
    sidecar = await startSidecar({
      databaseUrl: await database.fresh(),
      provisioning: `
apiVersion: 1
users: [ { login: ann, name: Ann Martin } ]
escalationPolicies: [ { id: sre, steps: [ { notify: [], wait: 1h } ] } ]
integrations: [ ${integration('paris', paris)}, ${integration('oslo', oslo)} ]
`,
    });
  });
  afterEach(async () => {
    await Promise.all([paris.stop(), oslo.stop()]);
    await sidecar.remove();
  });

  const send = async (token: string, host: string, type = 'PROBLEM', more: object = {}): Promise<string> => {
    const { body } = await sidecar.ingest<{ incidents: string[] }>(token, {
      ICINGA_NOTIFICATION_TYPE: type,
      ICINGA_HOST_NAME: host,
      ICINGA_HOST_STATE: type === 'RECOVERY' ? 'UP' : 'DOWN',
      ...more,
    });
    return body.incidents[0] ?? '';
  };
  const act = async (id: string, name: string, body?: object) => {
    const answer = await sidecar.api('POST', `incidents/${id}/${name}`, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    await sidecar.advance('0s');
  };
  const told = async (id: string) =>
    (await sidecar.api<{ items: Told[] }>('GET', `incidents/${id}/sync`)).body.items.map(
      ({ what, integration, state }) => `${what} ${integration} ${state}`,
    );
  const heard = (sink: WebhookSink) =>
    sink.items.map(({ path, body }) => `${path.replace('/v1/actions/', '')} ${String(body['host'])}`);

  async function merged(): Promise<{ from: string; into: string }> {
    const [from, into] = [await send('paris', 'web-1'), await send('oslo', 'db-1')];
    await act(from, 'merge', { into });
    return { from, into };
  }

  it('each is told, and of its own alerts only', async () => {
    const { into } = await merged();
    await act(into, 'acknowledge');
    await act(into, 'note', { text: 'the switch' });
    expect(heard(paris)).toEqual(['acknowledge-problem web-1', 'add-comment web-1']);
    expect(heard(oslo)).toEqual(['acknowledge-problem db-1', 'add-comment db-1']);
    expect((await told(into)).sort()).toEqual([
      'acknowledge oslo done',
      'acknowledge paris done',
      'note oslo done',
      'note paris done',
    ]);
  });

  it('one that cannot be reached keeps the other waiting for nothing', async () => {
    const { into } = await merged();
    paris.mode({ status: 503 });
    await act(into, 'acknowledge');
    await act(into, 'note', { text: 'later' });
    expect(heard(oslo)).toEqual(['acknowledge-problem db-1', 'add-comment db-1']);
    expect((await told(into)).sort()).toEqual([
      'acknowledge oslo done',
      'acknowledge paris waiting',
      'note oslo done',
      'note paris waiting',
    ]);
    paris.mode('ok');
    await sidecar.advance('1m');
    expect(heard(paris)).toEqual(['acknowledge-problem web-1', 'acknowledge-problem web-1', 'add-comment web-1']);
  });

  it('what joins an acknowledged incident is acknowledged in its source, too', async () => {
    const [from, into] = [await send('paris', 'web-1'), await send('oslo', 'db-1')];
    await act(into, 'acknowledge');
    expect(heard(paris)).toEqual([]);
    await act(from, 'merge', { into });
    expect(heard(paris)).toEqual(['acknowledge-problem web-1']);
    expect(heard(oslo)).toEqual(['acknowledge-problem db-1']);
  });

  it('acknowledged in one source: the other is told, the one that said it is not', async () => {
    const { into } = await merged();
    await send('paris', 'web-1', 'ACKNOWLEDGEMENT', {
      ICINGA_NOTIFICATION_AUTHOR: 'Ben',
      ICINGA_NOTIFICATION_COMMENT: 'mine',
    });
    await sidecar.advance('0s');
    expect(heard(paris)).toEqual([]);
    expect(heard(oslo)).toEqual(['acknowledge-problem db-1']);
    expect(await told(into)).toEqual(['acknowledge oslo done']);
    const { body } = await sidecar.api<{ items: Array<{ text: string }> }>('GET', `incidents/${into}/timeline`);
    expect(body.items.map(({ text }) => text)).toContain('Acknowledged by Ben in Icinga paris');
  });

  it('a source whose alerts are all over is told nothing more', async () => {
    const { into } = await merged();
    await send('paris', 'web-1', 'RECOVERY');
    await act(into, 'acknowledge');
    expect(heard(paris)).toEqual([]);
    expect(heard(oslo)).toEqual(['acknowledge-problem db-1']);
  });
});
