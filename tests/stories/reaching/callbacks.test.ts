/** Where services report: on the listener that faces the internet, and only to whoever can prove who they are. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AUTH_TOKEN } from '../../../backend-shim/channels/shared/twilio/twilio.fake.ts';
import { twilioSignature } from '../../../backend-shim/channels/shared/twilio/twilio-signature.ts';
import { startSidecar, publicUrl } from '../../support/sidecar.ts';
import type { Sidecar } from '../../support/sidecar.ts';
import { startTwilioWorld } from '../../support/twilio.ts';
import type { TwilioWorld } from '../../support/twilio.ts';

const TOKEN = 'gateway-token-of-24-letters';
let twilio: TwilioWorld;
let sidecar: Sidecar;
let outside: string;

beforeAll(async () => {
  twilio = await startTwilioWorld();
  const phone = {
    contactMethods: [{ id: 'phone', type: 'voice', to: '+33612345678' }],
    notificationRules: { urgent: [{ method: 'phone' }], default: [{ method: 'phone' }] },
  };
  sidecar = await startSidecar({
    env: { VIGIE_PUBLIC_LISTEN: '127.0.0.1:0' },
    provisioning: JSON.stringify({
      apiVersion: 1,
      users: [{ login: 'ann', name: 'Ann Martin', ...phone }],
      channels: [
        twilio.channel('calls', 'twilio-voice'),
        twilio.channel('cloud', 'twilio-sms'),
        {
          id: 'gateway',
          type: 'sms-http',
          settings: { url: twilio.url, order: 900 },
          secrets: { callbackToken: TOKEN },
        },
      ],
    }),
  });
  outside = String((await sidecar.logLine(({ msg }) => msg === 'listening publicly'))['url']);
  twilio.serves({ local: (url) => outside + url.slice(publicUrl.length) });
});
afterAll(async () => {
  await sidecar.remove();
  await twilio.close();
});

/** Later than what would be one call with the one before. */
async function called(title: string): Promise<string> {
  await sidecar.advance('31s');
  twilio.requests.splice(0);
  const { body } = await sidecar.api<{ id: string }>('POST', 'incidents', {
    title,
    users: ['ann'],
    severity: 'critical',
  });
  await sidecar.advance('0s');
  return body.id;
}

const stateOf = async (id: string) => (await sidecar.api<{ state: string }>('GET', `incidents/${id}`)).body.state;

async function posts(
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<number> {
  const answer = await fetch(outside + path, { method: 'POST', body: new URLSearchParams(fields), headers });
  await answer.arrayBuffer();
  return answer.status;
}

it('a call is taken, asked and answered over the public listener', async () => {
  const id = await called('Disk full');
  const [phone] = twilio.calls();
  const heard = await phone?.take();
  expect(heard && (await phone?.press(heard, '1'))?.said[0]).toBe('Acknowledged: Disk full.');
  expect(await stateOf(id)).toBe('acknowledged');
});

it('what nobody signed, or signed for another address, is refused and changes nothing', async () => {
  const id = await called('Load high');
  const fields = { CallSid: twilio.requests[0]?.sid ?? '', CallStatus: 'in-progress', Digits: '1' };
  const delivery = new URL(twilio.requests[0]?.fields.get('Url') ?? '').searchParams.get('d') ?? '';
  const path = `/callbacks/calls/key?d=${delivery}&l=en&t=1&m=0&p=0`;
  const signed = (url: string, token: string) => ({
    'x-twilio-signature': twilioSignature(token, url, new URLSearchParams(fields)),
  });
  expect(await posts(path, fields)).toBe(403);
  expect(await posts(path, fields, signed(publicUrl + path, 'another token'))).toBe(403);
  expect(await posts(path, fields, signed(`${publicUrl}/callbacks/cloud/key`, AUTH_TOKEN))).toBe(403);
  expect(await posts(path, { ...fields, Digits: '2' }, signed(publicUrl + path, AUTH_TOKEN))).toBe(403);
  expect(await posts('/callbacks/cloud/sms', { From: '+33612345678', Body: 'A', MessageSid: 'SM1' })).toBe(403);
  expect(await stateOf(id)).toBe('open');
  expect(await posts(path, fields, signed(publicUrl + path, AUTH_TOKEN))).toBe(200);
  expect(await stateOf(id)).toBe('acknowledged');
});

it.each(['/callbacks/gateway/reply/', '/callbacks/gateway/reply/gateway-token-of-24-lettersX', '/callbacks/gateway'])(
  'a gateway without the token is refused: %s',
  async (path) => {
    expect(await posts(path, { from: '+33612345678', text: 'A' })).toBe(403);
    expect(await posts(`/callbacks/gateway/reply/${TOKEN}`, { from: '+33699999999', text: 'A' })).toBe(200);
  },
);

it.each(['/callbacks/nobody', '/callbacks/nobody/sms', '/callbacks'])('there is nothing at %s', async (path) => {
  expect(await posts(path, {})).toBe(404);
});
