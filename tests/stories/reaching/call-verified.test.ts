/** A number is proved by a call that says a code, whoever takes it, and tried by one that asks for a key. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hear } from '../../../backend-shim/channels/shared/twilio/phone.fake.ts';
import { startSidecar } from '../../support/sidecar.ts';
import type { Sidecar } from '../../support/sidecar.ts';
import { startTwilioWorld } from '../../support/twilio.ts';
import type { TwilioWorld } from '../../support/twilio.ts';

describe('Ann’s number', () => {
  let twilio: TwilioWorld;
  let sidecar: Sidecar;
  beforeAll(async () => {
    twilio = await startTwilioWorld();
    sidecar = await startSidecar({
      provisioning: JSON.stringify({
        apiVersion: 1,
        users: [{ login: 'ann', name: 'Ann Martin', language: 'fr' }],
        channels: [twilio.channel('calls', 'twilio-voice')],
      }),
    });
    twilio.serves(sidecar);
    const { body } = await sidecar.api<object>('GET', 'users/ann', undefined, asAnn);
    expect(
      (
        await sidecar.api(
          'PUT',
          'users/ann',
          { ...body, contactMethods: [{ id: 'phone', type: 'voice', to: '+33 6 12 34 56 78' }] },
          asAnn,
        )
      ).status,
    ).toBe(200);
  });
  beforeEach(() => void twilio.requests.splice(0));
  afterAll(async () => {
    await sidecar.remove();
    await twilio.close();
  });

  const context = {
    UserUID: 'u-ann',
    Login: 'ann',
    Name: 'Ann',
    OrgID: 1,
    OrgRole: 'Viewer',
    Teams: [],
    IsServiceAccount: false,
    IsAnonymous: false,
  };
  const asAnn = { headers: { 'X-Grafana-Context': JSON.stringify(context) } };
  const method = async () =>
    (await sidecar.api<{ contactMethods: Array<{ verified: boolean }> }>('GET', 'users/ann', undefined, asAnn)).body
      .contactMethods[0];

  it('is not called before that', async () => {
    expect((await sidecar.api('POST', 'incidents', { title: 'Disk full', users: ['ann'] })).status).toBe(201);
    await sidecar.advance('0s');
    expect(twilio.calls()).toEqual([]);
  });

  it('counts once the code that was said is typed in', async () => {
    // The first number of a country: an Admin lets the code go there.
    expect((await sidecar.api('POST', 'users/ann/contact-methods/phone/verify')).body).toMatchObject({
      verified: false,
      sent: { outcome: 'done' },
    });
    const { said, language } = hear(twilio.requests[0]?.fields.get('Twiml') ?? '');
    expect(language).toBe('fr-FR');
    const digits = said.filter((sentence) => /^(\d\W+){5}\d\W*$/.test(sentence));
    expect(digits.length, 'it is said again').toBeGreaterThan(1);
    const code = digits[0]?.replace(/\D/g, '') ?? '';
    expect(
      (
        await sidecar.api(
          'POST',
          'users/ann/contact-methods/phone/verify',
          { code: code === '000000' ? '111111' : '000000' },
          asAnn,
        )
      ).status,
    ).toBe(400);
    expect(await method()).toMatchObject({ verified: false });
    expect((await sidecar.api('POST', 'users/ann/contact-methods/phone/verify', { code }, asAnn)).body).toMatchObject({
      verified: true,
    });
    expect(await method()).toMatchObject({ verified: true });
  });

  it('is tried: the call says which key it heard', async () => {
    expect((await sidecar.api('POST', 'users/ann/contact-methods/phone/test', undefined, asAnn)).body).toMatchObject({
      outcome: 'done',
    });
    const [phone] = twilio.calls();
    const heard = await phone?.take();
    expect(heard?.keyUrl).not.toBeNull();
    expect(heard && (await phone?.press(heard, '5'))?.said.join(' ')).toContain('5');
  });
});
