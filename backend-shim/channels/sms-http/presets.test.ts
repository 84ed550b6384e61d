/** The requests of presets, as the gateways' documentation has them. */
import { describe, expect, it } from 'vitest';
import type { ChannelService } from '../../ports/channel.ts';
import { fakeIncident, fakeMessage } from '../shared/testing/delivery.fake.ts';
import { renderSms, typedValues } from './render.ts';
import type { SmsValues } from './render.ts';
import { definition } from './definition.ts';
import { PRESET_IDS, PRESETS, withPreset } from './presets.ts';
import type { PresetId } from './presets.ts';
import { useBench } from '../shared/http/http-bench.fake.ts';
import { createSmsHttpChannel } from './send.ts';

const TEXT = 'CRITICAL: à 98 % & more #42';
const VALUES = { to: '+33612345678', idempotencyKey: '01KE', token: '', receiptUrl: '' };

function requestOf(preset: PresetId, settings: Record<string, string>, values: Partial<SmsValues> = {}) {
  const all = withPreset({ settings: { preset, ...settings } }).settings as Record<string, string>;
  const rendered = renderSms(
    TEXT,
    { url: all['url'] ?? '', body: all['body'] ?? null },
    { ...VALUES, user: settings['user'] ?? '', password: 'p&s', ...typedValues(all), ...values },
  );
  if (!rendered.ok) {
    throw new Error(`${rendered.field}: ${rendered.reason}`);
  }
  const url = new URL(rendered.url);
  return {
    to: `${all['method'] ?? 'POST'} ${url.origin}${url.pathname}`,
    query: Object.fromEntries(url.searchParams),
    body: rendered.body ?? '',
    type: all['contentType'] ?? 'application/json',
  };
}

const form = (body: string) => Object.fromEntries(new URLSearchParams(body));

describe('the request of', () => {
  it('OVHcloud http2sms, with a sender and without', () => {
    const own = { account: 'sms-ab12345-1', user: 'vigie' };
    expect(requestOf('ovh-http2sms', { ...own, sender: 'Vigie' })).toMatchObject({
      to: 'GET https://www.ovh.com/cgi-bin/sms/http2sms.cgi',
      query: {
        account: 'sms-ab12345-1',
        login: 'vigie',
        password: 'p&s',
        from: 'Vigie',
        to: '0033612345678',
        message: TEXT,
        noStop: '1',
        contentType: 'application/json',
      },
    });
    expect(requestOf('ovh-http2sms', own).query).toMatchObject({ from: '', senderForResponse: '1' });
    expect(requestOf('ovh-http2sms', { ...own, sender: 'Vigie' }).query).not.toHaveProperty('senderForResponse');
  });

  it('Free Mobile', () => {
    expect(requestOf('free-mobile', { user: '12345678' })).toMatchObject({
      to: 'GET https://smsapi.free-mobile.fr/sendmsg',
      query: { user: '12345678', pass: 'p&s', msg: TEXT },
    });
  });

  it('Orange Contact Everyone', () => {
    const { to, body, type } = requestOf('orange-contact-everyone', {});
    expect([to, type]).toEqual([
      'POST https://contact-everyone.orange-business.com/api/light/diffusions/sms',
      'application/x-www-form-urlencoded; charset=UTF-8',
    ]);
    expect(form(body)).toEqual({ token: 'p&s', to: '+33612345678', msg: TEXT });
  });

  it('Vonage', () => {
    const { to, body, type } = requestOf('vonage', { user: 'abcd1234', sender: 'Vigie' });
    expect([to, type]).toEqual(['POST https://rest.nexmo.com/sms/json', 'application/x-www-form-urlencoded']);
    expect(form(body)).toEqual({
      api_key: 'abcd1234',
      api_secret: 'p&s',
      from: 'Vigie',
      to: '33612345678',
      text: TEXT,
    });
  });

  it('a service that speaks Twilio’s API, with receipts and without', () => {
    const own = { server: 'https://example.signalwire.com/api/laml/', user: 'project', sender: '+15005550006' };
    const { to, body } = requestOf('twilio-compatible', own);
    expect(to).toBe('POST https://example.signalwire.com/api/laml/2010-04-01/Accounts/project/Messages.json');
    expect(form(body)).toEqual({ From: '+15005550006', To: '+33612345678', Body: TEXT });
    const receiptUrl = 'https://vigie.example.com/callbacks/x/receipt/t?id=01KE';
    expect(form(requestOf('twilio-compatible', own, { receiptUrl }).body)).toMatchObject({
      StatusCallback: receiptUrl,
    });
  });

  it('Kannel, with receipts and without', () => {
    const own = { server: 'http://kannel:13013', user: 'vigie' };
    const { to, query } = requestOf('kannel', own);
    expect(to).toBe('GET http://kannel:13013/cgi-bin/sendsms');
    expect(query).toEqual({
      username: 'vigie',
      password: 'p&s',
      to: '+33612345678',
      text: TEXT,
      charset: 'UTF-8',
      coding: '0',
    });
    const receiptUrl = 'https://vigie.example.com/callbacks/x/receipt/t?id=01KE';
    expect(requestOf('kannel', { ...own, sender: '38080' }, { receiptUrl }).query).toMatchObject({
      from: '38080',
      'dlr-mask': '19',
      'dlr-url': `${receiptUrl}&status=%d`,
    });
  });

  it('playSMS', () => {
    expect(requestOf('playsms', { server: 'https://playsms.example.com', user: 'vigie' })).toMatchObject({
      to: 'GET https://playsms.example.com/index.php',
      query: { app: 'ws', op: 'pv', u: 'vigie', h: 'p&s', to: '+33612345678', msg: TEXT },
    });
  });

  it('SMS Gateway for Android', () => {
    const { to, body } = requestOf('sms-gate', { server: 'http://192.168.1.20:8080', user: 'sms' });
    expect(to).toBe('POST http://192.168.1.20:8080/message');
    expect(JSON.parse(body)).toEqual({
      id: '01KE',
      phoneNumbers: ['+33612345678'],
      textMessage: { text: TEXT },
      withDeliveryReport: true,
    });
  });
});

it('presets fill only settings that there are', () => {
  const known = definition.fields.map(({ name }) => name);
  expect(PRESET_IDS.flatMap((id) => Object.keys(PRESETS[id].settings)).filter((name) => !known.includes(name))).toEqual(
    [],
  );
});

describe('a channel with a preset', () => {
  let services: (url: string) => ChannelService[] = () => [];
  const bench = useBench((deps, url) =>
    createSmsHttpChannel({ ...deps, callbackUrl: () => '', services: () => services(url) }),
  );
  const through = (settings: Record<string, string>) => {
    services = (url) => [{ id: 'sms', settings: { server: url, user: 'u', ...settings }, secrets: { password: 'p' } }];
    const message = fakeMessage({ incident: fakeIncident() });
    return bench.send(() => ({ to: '+33612345678', message }));
  };

  it('sends its credentials once: where the gateway wants them', async () => {
    bench.peer().answer({ status: 200, body: '0: Accepted for delivery' });
    expect(await through({ preset: 'kannel' })).toMatchObject({ kind: 'done' });
    expect(bench.peer().received[0]?.headers).not.toHaveProperty('authorization');
    await through({ preset: 'sms-gate' });
    expect(bench.peer().received[1]?.headers['authorization']).toBe(`Basic ${Buffer.from('u:p').toString('base64')}`);
  });

  it('fails where the gateway says so in a 200, however its answer is spaced', async () => {
    const url = '{{ server }}/sms/json';
    bench.peer().answer({ status: 200, body: '{ "messages": [ { "status": "4" } ] }' });
    expect(await through({ preset: 'vonage', url })).toMatchObject({ kind: 'retry', reason: 'server-error' });
    bench.peer().answer({ status: 200, body: '{ "messages": [ { "status": "0" } ] }' });
    expect(await through({ preset: 'vonage', url })).toMatchObject({ kind: 'done' });
  });

  it('keeps what it states itself', () => {
    expect(withPreset({ settings: { preset: 'kannel', expect: 'Sent', method: '' } }).settings).toMatchObject({
      expect: 'Sent',
      method: 'GET',
    });
  });

  it('says what is missing', () => {
    const check = (settings: Record<string, string>) => definition.check?.({ settings, secrets: {} });
    expect(check({})).toMatchObject([{ field: 'url', reason: 'at-least-one', data: { of: ['url', 'preset'] } }]);
    expect(check({ preset: 'kannel' })).toMatchObject([{ field: 'server', reason: 'wrong-format' }]);
    expect(check({ preset: 'kannel', server: 'http://kannel:13013' })).toEqual([]);
  });
});
