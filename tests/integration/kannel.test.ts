/** SMS through a real Kannel: sent, not arrived, answered. The files are those of docs/channels/sms-http.md. */
import { afterEach, describe, expect, it } from 'vitest';
import { startSmsc } from '../../backend-shim/channels/smpp/smsc.fake.ts';
import type { FakeSmsc } from '../../backend-shim/channels/smpp/smsc.fake.ts';
import { startMailbox } from '../support/mailbox.ts';
import type { Mailbox } from '../support/mailbox.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { freePort, until } from '../support/waiting.ts';
import { snippet } from './support/docs.ts';
import { kannelMissing, PAGE, PASSWORD, startKannel } from './support/kannel.ts';

const stops: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const INGEST = 'kannel-ingest-token-0123456789';
const TOKEN = 'callback-token-0123456789-abcdef';

interface World {
  sidecar: Sidecar;
  smsc: FakeSmsc;
  mailbox: Mailbox;
}

/** Ann by SMS, Ben by mail after five minutes. Kannel needs an address that works, so the port is chosen before. */
async function world(password = PASSWORD): Promise<World> {
  const smsc = await startSmsc();
  stops.push(() => smsc.close());
  const port = await freePort();
  const kannel = await startKannel(smsc.port, `http://127.0.0.1:${port}/callbacks/sms/reply/${TOKEN}`);
  stops.push(() => kannel.stop());
  const mailbox = await startMailbox();
  stops.push(() => mailbox.stop());
  const sidecar = await startSidecar({
    env: {
      VIGIE_LISTEN: `127.0.0.1:${port}`,
      VIGIE_PUBLIC_URL: `http://127.0.0.1:${port}`,
      VIGIE_SMTP_URL: mailbox.url,
      VIGIE_MAIL_FROM: 'vigie@example.com',
      KANNEL_PASSWORD: password,
      SMS_CALLBACK: TOKEN,
    },
    provisioning: `
apiVersion: 1
users:
  - { login: ann, name: Ann Martin, language: fr, contactMethods: [ { id: sms, type: sms, to: "+33 6 12 34 56 78" } ] }
  - { login: ben, name: Ben Petit, email: ben@example.com }
${snippet(PAGE, 'vigie.yaml', { 'http://kannel:13013': kannel.url })}
escalationPolicies: [ { id: sre, steps: [ { notify: [ { user: ann } ], wait: 5m }, { notify: [ { user: ben } ], wait: 5m } ] } ]
integrations: [ { id: scripts, type: webhook, token: ${INGEST}, policy: sre } ]
`,
  });
  stops.push(() => sidecar.remove());
  return { sidecar, smsc, mailbox };
}

async function alert(sidecar: Sidecar, title: string): Promise<string> {
  const answer = await sidecar.ingest<{ incidents: string[] }>(INGEST, { id: title, title, severity: 'critical' });
  await sidecar.advance('0s');
  return answer.body.incidents[0] ?? '';
}

const texts = (smsc: FakeSmsc) => smsc.submits.map((pdu) => String(pdu.short_message?.message ?? ''));
const stateOf = async (sidecar: Sidecar, id: string) =>
  (await sidecar.api<{ state: string; acknowledgedBy: string | null }>('GET', `incidents/${id}`)).body;

describe.skipIf(kannelMissing !== null)(`Kannel${kannelMissing ? ` (skipped: ${kannelMissing})` : ''}`, () => {
  it('takes a page to the SMSC as it was written, from the number that people know', async () => {
    const { sidecar, smsc } = await world();
    await alert(sidecar, 'Été à 98 % & "plein" [db-1] €5');
    await until('the SMSC has it', () => smsc.submits.length > 0);
    expect(smsc.submits[0]).toMatchObject({
      destination_addr: expect.stringContaining('33612345678'),
      source_addr: '38080',
    });
    expect(texts(smsc)[0]).toContain('Été à 98 % & "plein" [db-1] €5');
  });

  it('tells that an SMS did not arrive, and Ben is paged at once', async () => {
    const { sidecar, smsc, mailbox } = await world();
    const id = await alert(sidecar, 'Disk full');
    await until('the SMSC has it', () => smsc.submits.length > 0);
    const to = { source_addr: '33612345678', destination_addr: '38080', esm_class: 4 };
    await smsc.deliver({
      ...to,
      short_message: `id:${smsc.lastId()} sub:001 dlvrd:000 submit date:2601010000 done date:2601010000 stat:UNDELIV err:001 text:`,
    });
    const mails = await until('Ben is paged', async () =>
      (await sidecar.advance('0s'), mailbox.take())
        .filter((mail) => JSON.stringify(mail).includes('ben@example.com'))
        .at(0),
    );
    expect(JSON.stringify(mails)).toContain('Disk full');
    const { body } = await sidecar.api<{ items: Array<{ text: string }> }>('GET', `incidents/${id}/timeline?limit=100`);
    expect(body.items.some(({ text }) => text.includes('undelivered'))).toBe(true);
  });

  it('delivers a reply once, and our answer back to her', async () => {
    const { sidecar, smsc } = await world();
    const id = await alert(sidecar, 'Disk full');
    await until('the SMSC has it', () => smsc.submits.length > 0);
    await smsc.deliver({
      source_addr: '33612345678',
      source_addr_ton: 1,
      source_addr_npi: 1,
      destination_addr: '38080',
      short_message: 'a',
    });
    await until('it is acknowledged', async () => (await stateOf(sidecar, id)).state === 'acknowledged');
    expect(await stateOf(sidecar, id)).toMatchObject({ acknowledgedBy: 'ann' });
    await until('she is told', () => texts(smsc).some((text) => text.startsWith('Pris en charge : #1 Disk full')));
    expect(smsc.submits).toHaveLength(2);
  });

  it('that refuses the password says so: it is ours to put right', async () => {
    const { sidecar, smsc } = await world('another-password');
    const tried = await sidecar.api<{ detail: string }>('POST', 'users/ann/contact-methods/sms/test');
    expect(tried.body).toMatchObject({ outcome: 'retry', reason: 'misconfigured' });
    expect(tried.body.detail).not.toContain('another-password');
    expect(smsc.submits).toEqual([]);
  });
});
