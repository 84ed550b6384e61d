/**
 * Starts a fake Twilio with voice for the contract suite. Calls are answered at once, so that tests can read what
 * Twilio says.
 */
import { spokenMessage } from '#domain/notify/message/spoken-message';
import type { Message } from '#domain/notify/message/message';
import type { ChannelPeer } from '../shared/testing/peer.fake.ts';
import { hear, phoneOf } from '../shared/twilio/phone.fake.ts';
import { startTwilioBench } from '../shared/twilio/twilio-channel.fake.ts';
import { AUTH_TOKEN } from '../shared/twilio/twilio.fake.ts';
import { createTwilioVoiceChannel } from './send.ts';

export async function startPeer(): Promise<ChannelPeer> {
  const bench = await startTwilioBench(createTwilioVoiceChannel, { from: '+33937000000' });
  const { channel, twilio, close } = bench;
  const heard: string[] = [];
  let message: Message | null = null;
  bench.speaks(({ language }) => ({ language, say: message === null ? [] : spokenMessage(message), ask: null }));
  return {
    channel: {
      ...channel,
      send: async (request) => {
        message = request.message;
        const before = twilio.requests.length;
        const outcome = await channel.send(request);
        const made = twilio.requests[before];
        if (made && outcome.kind === 'done') {
          const { said } = made.fields.has('Twiml')
            ? hear(made.fields.get('Twiml') ?? '')
            : await phoneOf(twilio, made).take();
          heard.push(said.join('\n'));
        }
        return outcome;
      },
    },
    destination: { to: '+33 6 12 34 56 78', settings: {}, secrets: {} },
    secrets: [AUTH_TOKEN, Buffer.from(AUTH_TOKEN).toString('base64').slice(4, -4), '33612345678'],
    behave: twilio.behave,
    reached: twilio.reached,
    taken: () => heard.map((text) => ({ text, mark: null })),
    services: [bench.service],
    close,
  };
}
