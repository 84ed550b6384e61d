/** Starts a fake Twilio for the contract suite. */
import { toGsm7 } from '#domain/notify/render/gsm7';
import type { ChannelPeer } from '../shared/testing/peer.fake.ts';
import { startTwilioBench } from '../shared/twilio/twilio-channel.fake.ts';
import { AUTH_TOKEN } from '../shared/twilio/twilio.fake.ts';
import { createTwilioSmsChannel } from './send.ts';

export async function startPeer(): Promise<ChannelPeer> {
  const { channel, twilio, close } = await startTwilioBench(createTwilioSmsChannel, { from: '+15005550006' });
  return {
    channel,
    destination: { to: '+33 6 12 34 56 78', settings: {}, secrets: {} },
    secrets: [AUTH_TOKEN, Buffer.from(AUTH_TOKEN).toString('base64').slice(4, -4), '33612345678'],
    behave: twilio.behave,
    reached: twilio.reached,
    writes: toGsm7,
    taken: () => twilio.requests.map(({ fields }) => ({ text: fields.get('Body') ?? '', mark: null })),
    close,
  };
}
