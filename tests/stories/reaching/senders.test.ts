/** The numbers that call people, as a contact for phones that are silent at night. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSidecar } from '../../support/sidecar.ts';
import type { Sidecar } from '../../support/sidecar.ts';

const SID = `AC${'0'.repeat(32)}`;
let sidecar: Sidecar;
beforeAll(async () => {
  sidecar = await startSidecar({
    provisioning: JSON.stringify({
      apiVersion: 1,
      channels: [
        {
          id: 'calls',
          type: 'twilio-voice',
          settings: { accountSid: SID, from: '+33 9 37 00 00 00' },
          secrets: { authToken: 'hush' },
        },
        {
          id: 'cloud',
          type: 'twilio-sms',
          settings: { accountSid: SID, from: '+33937000000' },
          secrets: { authToken: 'hush' },
        },
        {
          id: 'letters',
          type: 'ovh-sms',
          settings: { service: 'sms-ab12345-1', applicationKey: 'key', sender: 'Vigie' },
          secrets: { applicationSecret: 'hush', consumerKey: 'hush' },
        },
        { id: 'kannel', type: 'sms-http', settings: { url: 'http://kannel.example.com', sender: '38080' } },
        { id: 'room', type: 'webhook', settings: { url: 'https://hooks.example.com' } },
      ],
    }),
  });
});
afterAll(() => sidecar.remove());

const CARD =
  'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Vigie;;;;\r\nFN:Vigie\r\nTEL;TYPE=CELL:+33937000000\r\nTEL;TYPE=CELL:38080\r\nURL:http://vigie.test\r\nEND:VCARD\r\n';

it('are each of them once, with the services that use them, and nothing secret', async () => {
  const { status, body } = await sidecar.api<{ items: unknown[]; vcard: string; qr: string }>('GET', 'senders');
  expect([status, body.items]).toEqual([
    200,
    [
      { number: '+33937000000', channels: ['calls', 'cloud'] },
      { number: '38080', channels: ['kannel'] },
    ],
  ]);
  expect(body.vcard).toBe(CARD);
  expect(body.qr).toMatch(/^<svg /);
  expect(JSON.stringify(body)).not.toMatch(/hush|AC0/);
});

it('are a file that phones open', async () => {
  const answer = await sidecar.api<string>('GET', 'senders.vcf');
  expect(answer.headers.get('content-type')).toBe('text/vcard; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="vigie.vcf"');
  expect(answer.body).toBe(CARD);
});
