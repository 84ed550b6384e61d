/** Pages through a real ntfy server: how loud they are, and that their buttons act. */
import { afterEach, describe, expect, it } from 'vitest';
import { startMailbox } from '../support/mailbox.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { ntfyMissing, startNtfy } from './support/ntfy.ts';
import type { Ntfy, NtfyMessage } from './support/ntfy.ts';

const stops: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const INGEST = 'ntfy-ingest-token-0123456789';

async function spine(ntfy: Ntfy, token: string): Promise<{ sidecar: Sidecar; mails: () => number }> {
  const mailbox = await startMailbox();
  stops.push(() => mailbox.stop());
  const rules = '[ { method: phone }, { method: mail, after: 2m } ]';
  const sidecar = await startSidecar({
    env: { VIGIE_SMTP_URL: mailbox.url, VIGIE_MAIL_FROM: 'vigie@example.com' },
    provisioning: `
apiVersion: 1
users:
  - login: ann
    name: Ann Martin
    email: ann@example.com
    contactMethods: [ { id: phone, type: ntfy, to: "${ntfy.url}/ann-phone", secret: ${token} }, { id: mail, type: email, to: ann@example.com } ]
    notificationRules: { default: ${rules}, urgent: ${rules} }
channels: [ { id: wall, type: ntfy, settings: { url: "${ntfy.url}/wall" }, secrets: { secret: ${token} } } ]
escalationPolicies: [ { id: sre, steps: [ { notify: [ { user: ann }, { channel: wall } ], wait: 5m } ] } ]
integrations: [ { id: scripts, type: webhook, token: ${INGEST}, policy: sre } ]
`,
  });
  stops.push(() => sidecar.remove());
  return { sidecar, mails: () => mailbox.take().length };
}

async function alert(sidecar: Sidecar, body: object): Promise<string> {
  const answer = await sidecar.ingest<{ incidents: string[] }>(INGEST, body);
  await sidecar.advance('0s');
  return answer.body.incidents[0] ?? '';
}

/** The app does exactly this when the button is pressed. */
async function press(sidecar: Sidecar, message: NtfyMessage | undefined, label: string): Promise<number> {
  const button = message?.actions?.find((one) => one.label === label);
  expect(button).toMatchObject({ action: 'http', method: 'POST', clear: true });
  const answer = await fetch(sidecar.local(button?.url ?? ''), { method: button?.method ?? 'GET', redirect: 'manual' });
  await sidecar.advance('0s');
  return answer.status;
}

const stateOf = async (sidecar: Sidecar, id: string) =>
  (await sidecar.api<{ state: string; acknowledgedBy: string | null }>('GET', `incidents/${id}`)).body;

describe.skipIf(ntfyMissing !== null)(`ntfy${ntfyMissing ? ` (skipped: ${ntfyMissing})` : ''}`, () => {
  it('an urgent page is the loudest there is; its button acknowledges; the news is quiet', async () => {
    const ntfy = await startNtfy();
    stops.push(() => ntfy.stop());
    const { sidecar } = await spine(ntfy, ntfy.token);
    const id = await alert(sidecar, { id: 'disk', title: 'Été 💥 Disk full on db-1', severity: 'critical' });
    const [page] = await ntfy.messages('ann-phone');
    expect(page).toMatchObject({
      title: '[Critical] Été 💥 Disk full on db-1 (#1)',
      priority: 5,
      tags: ['rotating_light'],
    });
    expect(page?.click).toMatch(/^http:\/\/vigie\.test\/r\//);
    expect(page?.actions?.map(({ label }) => label)).toEqual(expect.arrayContaining(['Acknowledge', 'Resolve']));
    const [wall] = await ntfy.messages('wall');
    expect(wall?.actions?.filter(({ action }) => action === 'http') ?? [], 'a room answers in nobody’s name').toEqual(
      [],
    );

    expect(await press(sidecar, page, 'Acknowledge')).toBe(303);
    expect(await stateOf(sidecar, id)).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'ann' });
    expect(await press(sidecar, page, 'Resolve')).toBe(303);
    expect(await stateOf(sidecar, id)).toMatchObject({ state: 'resolved' });
    expect((await ntfy.messages('wall')).slice(1).map(({ priority }) => priority)).toEqual([2, 2]);
  });

  it('a page that is not urgent is less loud, and a long text stays a message', async () => {
    const ntfy = await startNtfy();
    stops.push(() => ntfy.stop());
    const { sidecar } = await spine(ntfy, ntfy.token);
    await alert(sidecar, {
      id: 'long',
      title: 'Load is high',
      severity: 'warning',
      description: '火災 '.repeat(20_000),
    });
    const [page] = await ntfy.messages('ann-phone');
    expect(page).toMatchObject({ priority: 4, tags: ['warning'] });
    expect(page).not.toHaveProperty('attachment');
    expect(page?.message).toContain('火災');
  });

  it('a refused token is a configuration error: the next method starts at once', async () => {
    const ntfy = await startNtfy();
    stops.push(() => ntfy.stop());
    const { sidecar, mails } = await spine(ntfy, 'tk_wrongwrongwrongwrongwrongwro');
    const id = await alert(sidecar, { id: 'token', title: 'Disk full', severity: 'critical' });
    expect(mails()).toBe(1);
    expect(await ntfy.messages('ann-phone')).toEqual([]);
    const { body } = await sidecar.api<{
      items: Array<{
        user: string | null;
        deliveries: Array<{ channel: string; attempts: Array<{ outcome: string; reason: string }> }>;
      }>;
    }>('GET', `incidents/${id}/pages`);
    const tried = body.items.find(({ user }) => user === 'ann')?.deliveries.find(({ channel }) => channel === 'ntfy')
      ?.attempts[0];
    expect(tried).toMatchObject({ outcome: 'retry', reason: 'misconfigured' });
  });
});
