import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifyHmac, type HmacInput } from './hmac.ts';

// The signatures come from `openssl dgst -sha256 -hmac topsecret`, not from the code under test.
const BODY = '{"status":"firing"}';
const PLAIN = 'c0ed7b75ec2effcc728cd97441e27464212977a23fe119df7243d52467431892';
const STAMPED = 'b8e382d1f3bdf89c8df41e6088b8f61abd61aa560f6c43dc6dfa0d74d04f800c';
const SENT = 1_795_560_600;

function verify(input: Partial<HmacInput>): string {
  return verifyHmac({
    secret: 'topsecret',
    signature: PLAIN,
    timestamp: null,
    rawBody: Buffer.from(BODY),
    machineNow: SENT * 1000,
    ...input,
  });
}

const stamped = { signature: STAMPED, timestamp: String(SENT) };

describe('verifyHmac', () => {
  it.each<[string, Partial<HmacInput>, string]>([
    ['a signature over the body', {}, 'ok'],
    ['upper-case hex', { signature: PLAIN.toUpperCase() }, 'ok'],
    ['a signature over timestamp and body', stamped, 'ok'],
    ['no signature', { signature: undefined }, 'missing'],
    ['a blank signature', { signature: ' ' }, 'missing'],
    ['no timestamp where one is configured', { ...stamped, timestamp: undefined }, 'missing'],
    ['a blank timestamp where one is configured', { ...stamped, timestamp: '' }, 'missing'],
    ['another body', { rawBody: Buffer.from('{"status":"resolved"}') }, 'bad-signature'],
    ['another secret', { secret: 'other' }, 'bad-signature'],
    [
      'an empty secret',
      { secret: '', signature: createHmac('sha256', '').update(BODY).digest('hex') },
      'bad-signature',
    ],
    ['a timestamp that was not signed', { timestamp: String(SENT) }, 'bad-signature'],
    ['a replaced timestamp', { ...stamped, timestamp: String(SENT + 1) }, 'bad-signature'],
    ['a signature over the timestamp where none is configured', { signature: STAMPED }, 'bad-signature'],
    ['a prefix', { signature: `sha256=${PLAIN}` }, 'bad-signature'],
    ['half a signature', { signature: PLAIN.slice(0, 32) }, 'bad-signature'],
    ['hex with junk behind it', { signature: `${PLAIN}zz` }, 'bad-signature'],
    ['300 s later', { ...stamped, machineNow: (SENT + 300) * 1000 + 999 }, 'ok'],
    ['301 s later', { ...stamped, machineNow: (SENT + 301) * 1000 }, 'stale'],
    ['300 s early', { ...stamped, machineNow: (SENT - 300) * 1000 }, 'ok'],
    ['301 s early', { ...stamped, machineNow: (SENT - 301) * 1000 }, 'stale'],
  ])('%s', (_, input, result) => {
    expect(verify(input)).toBe(result);
  });

  it('a signed timestamp that is no number is stale', () => {
    const signature = createHmac('sha256', 'topsecret').update(`soon:${BODY}`).digest('hex');
    expect(verify({ signature, timestamp: 'soon' })).toBe('stale');
  });
});
