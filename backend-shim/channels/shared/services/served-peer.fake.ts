/** Starts peers for `sms` over an HTTP gateway and for `voice` over Twilio. */
import { createGuardedHttp } from '../../../adapters/guarded-http.ts';
import { toGsm7 } from '#domain/notify/render/gsm7';
import { createFakeClock } from '../testing/delivery.fake.ts';
import { startHttpPeer } from '../http/http-peer.fake.ts';
import type { ChannelPeer } from '../testing/peer.fake.ts';
import { createServedChannel } from './served-channel.ts';
import { sms, voice } from './served-definitions.ts';
import { createSmsHttpChannel } from '../../sms-http/send.ts';
import { startPeer as startTwilioVoicePeer } from '../../twilio-voice/peer.fake.ts';

const BODY = '{"to": {{ to | json }}, "text": {{ text | json }}}';

export async function startServedPeer(): Promise<ChannelPeer> {
  const peer = await startHttpPeer();
  const http = createGuardedHttp({ allow: ['127.0.0.0/8'] });
  const services = () => [
    { id: 'gateway', settings: { url: `${peer.url}/send`, body: BODY }, secrets: { token: 'token-nobody-may-see' } },
  ];
  const gateway = createSmsHttpChannel({ http, clock: createFakeClock(), services, callbackUrl: () => '' });
  return {
    channel: createServedChannel(sms, [gateway], services),
    destination: { to: '+33612345678', settings: {}, secrets: {} },
    secrets: ['token-nobody-may-see', '33612345678'],
    behave: peer.behave,
    reached: peer.reached,
    writes: toGsm7,
    taken: () =>
      peer.received.map(({ body, headers }) => ({
        text: JSON.parse(body).text,
        mark: String(headers['idempotency-key']),
      })),
    async close() {
      await peer.close();
      await http.close();
    },
  };
}

export async function startServedVoicePeer(): Promise<ChannelPeer> {
  const peer = await startTwilioVoicePeer();
  return { ...peer, channel: createServedChannel(voice, [peer.channel], () => peer.services ?? []) };
}
