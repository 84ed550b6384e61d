/** Starts a fake SMTP server for the contract suite. */
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import type { ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerError, SMTPServerOptions } from 'smtp-server';
import { createFakeClock } from '../shared/testing/delivery.fake.ts';
import type { FakeClock } from '../shared/testing/delivery.fake.ts';
import type { PeerMood, ChannelPeer } from '../shared/testing/peer.fake.ts';
import { createEmailChannel } from './send.ts';

const USER = 'relay-user-name';
const PASSWORD = 'smtp-password-0123456789';
const TO = 'ann@example.com';

type SmtpStage = 'auth' | 'from' | 'to' | 'data';

export interface MailPeer extends ChannelPeer {
  clock: FakeClock;
  mails: ParsedMail[];
  sources: string[];
  /** Refuses the next mails with this code and text at this command. */
  refuseAt(where: SmtpStage, code: number, text: string): void;
}

function refusal(code: number, text: string): SMTPServerError {
  return Object.assign(new Error(text), { responseCode: code });
}

async function listen(server: SMTPServer): Promise<number> {
  const listening = server.listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  return (listening.address() as AddressInfo).port;
}

interface State {
  mood: PeerMood;
  refused: { where: SmtpStage; error: SMTPServerError } | null;
  mails: ParsedMail[];
  sources: string[];
  waiting: Array<() => void>;
}

const at = (state: State, where: SmtpStage) => (state.refused?.where === where ? state.refused.error : null);

function answerRecipient(state: State, address: string): Error | null | 'hang' {
  switch (state.mood) {
    case 'hang':
      return 'hang';
    case 'busy':
      return refusal(451, '4.3.0 try later');
    case 'refuse':
      return refusal(550, '5.1.1 no such user');
    case 'echo':
      return refusal(
        550,
        `5.1.1 ${address} ${USER} ${PASSWORD} ${Buffer.from(`\0${USER}\0${PASSWORD}`).toString('base64')}`,
      );
    case 'accept':
      return at(state, 'to');
  }
}

function handlers(state: State): SMTPServerOptions {
  return {
    onAuth: ({ username, password }, _session, callback) => {
      const error = at(state, 'auth');
      if (error !== null || username !== USER || password !== PASSWORD) {
        callback(error ?? refusal(535, '5.7.8 who are you'));
      } else {
        callback(null, { user: USER });
      }
    },
    onMailFrom: (_address, _session, callback) => callback(at(state, 'from')),
    onRcptTo: ({ address }, _session, callback) => {
      const answer = answerRecipient(state, address);
      if (answer !== 'hang') {
        callback(answer);
      }
      state.waiting.forEach((resolve) => resolve());
      state.waiting = [];
    },
    onData: (stream, _session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const source = Buffer.concat(chunks).toString('utf8');
        void simpleParser(source).then((mail) => {
          const error = at(state, 'data');
          if (error === null) {
            state.mails.push(mail);
            state.sources.push(source);
          }
          callback(error);
        });
      });
    },
  };
}

/** @param scheme `smtps` meets the server's own self-signed certificate */
export async function startPeer(options: SMTPServerOptions = {}, scheme = 'smtp'): Promise<MailPeer> {
  const state: State = { mood: 'accept', refused: null, mails: [], sources: [], waiting: [] };
  const server = new SMTPServer({
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 10,
    ...handlers(state),
    ...options,
  });
  server.on('error', () => state.sources.push('connection error'));
  const port = await listen(server);
  const clock = createFakeClock();
  const channel = createEmailChannel({
    smtpUrl: `${scheme}://${USER}:${PASSWORD}@127.0.0.1:${port}`,
    mailFrom: 'Vigie <vigie@oncall.example.com>',
    clock,
  });
  return {
    channel,
    clock,
    mails: state.mails,
    sources: state.sources,
    destination: { to: TO, settings: {}, secrets: {} },
    secrets: [USER, PASSWORD, TO, Buffer.from(`\0${USER}\0${PASSWORD}`).toString('base64')],
    behave: (mood) => {
      state.mood = mood;
    },
    refuseAt: (where, code, text) => {
      state.refused = { where, error: refusal(code, text) };
    },
    reached: () => new Promise((resolve) => state.waiting.push(resolve)),
    taken: () => state.mails.map((mail) => ({ text: mail.text ?? '', mark: mail.messageId ?? null })),
    async close() {
      await channel.close?.();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
