import { describe, expect, it } from 'vitest';
import { isFromSlack, slackSignature } from './signature.ts';

/** The example that Slack's documentation walks through. */
const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
const TIMESTAMP = '1531420618';
const SIGNATURE = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503';
const BODY =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
const NOW = Number(TIMESTAMP) * 1000;

const check = (change: {
  timestamp?: string | string[];
  signature?: string;
  body?: string;
  now?: number;
  secret?: string;
}) =>
  isFromSlack(
    change.secret ?? SECRET,
    {
      headers: {
        'x-slack-request-timestamp': change.timestamp ?? TIMESTAMP,
        'x-slack-signature': change.signature ?? SIGNATURE,
      },
      body: change.body ?? BODY,
    },
    change.now ?? NOW,
  );

describe('a signature of Slack', () => {
  it('is what its documentation says', () => {
    expect(slackSignature(SECRET, TIMESTAMP, BODY)).toBe(SIGNATURE);
    expect(check({})).toBe(true);
  });

  it('counts for five minutes, either way', () => {
    expect([
      check({ now: NOW + 300_000 }),
      check({ now: NOW + 300_001 }),
      check({ now: NOW - 300_000 }),
      check({ now: NOW - 300_001 }),
    ]).toEqual([true, false, true, false]);
  });

  it.each([
    ['another body', { body: `${BODY}&more=1` }],
    ['another secret', { secret: 'x' }],
    ['no secret', { secret: '' }],
    ['another instant', { timestamp: '1531420619' }],
    ['no instant', { timestamp: 'soon' }],
    ['two instants', { timestamp: [TIMESTAMP, TIMESTAMP] }],
    ['a shorter signature', { signature: SIGNATURE.slice(0, -1) }],
    ['no signature', { signature: '' }],
    ['another version', { signature: SIGNATURE.replace('v0', 'v1') }],
  ])('does not fit %s', (_name, change) => expect(check(change)).toBe(false));
});
