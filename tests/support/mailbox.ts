/** Runs a mail server on loopback that keeps what it gets, and fails as real ones do when told to. */
import type { AddressInfo, Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { Modes, Received, type Inbox } from './inbox.ts';

/**
 * - `4xx`, `5xx`: the recipient is refused with 451 or 550.
 * - `hang`: the message is read and never answered.
 * - `drop`: the connection is cut in mid-message; nothing is kept.
 * - `drop-after`: the message is kept, but the connection is cut before the sender learns of it.
 */
export type MailMode = 'ok' | '4xx' | '5xx' | 'hang' | 'drop' | 'drop-after';

export interface ReceivedMail {
  from: string;
  /** Envelope recipients. */
  to: string[];
  subject: string;
  text: string;
  /** Empty when there was no HTML part. */
  html: string;
  messageId: string;
  inReplyTo: string | null;
  references: string[];
  /** Lower-case names; the last of several wins. */
  headers: Record<string, string>;
  /** As it came over the wire. */
  raw: string;
}

export interface Mailbox extends Inbox<ReceivedMail> {
  /** For VIGIE_SMTP_URL. */
  url: string;
  port: number;
  /** @param to one recipient; absent: all. @param times how many messages; absent: until changed */
  mode(mode: MailMode, to?: string, times?: number): void;
  stop(): Promise<void>;
}

/** @param port 0 lets the system choose */
export async function startMailbox(port = 0): Promise<Mailbox> {
  const mails = new Received<ReceivedMail>((mail) => `mail to ${mail.to.join(', ')}: ${mail.subject}`);
  const modes = new Modes<MailMode>('ok');
  const sockets = new Set<Socket>();
  /** The mode of a message is decided at its recipients. */
  const decided = new WeakMap<object, MailMode>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: false,
    onRcptTo({ address }, session, done) {
      const mode = modes.next(address);
      if (mode === '4xx' || mode === '5xx') return done(refusal(mode));
      if (mode !== 'ok') decided.set(session.envelope, mode);
      return done();
    },
    onData(stream, session, done) {
      const mode = decided.get(session.envelope) ?? 'ok';
      receive(stream, session, mode, { cut: () => cut(server, session), keep: (mail) => mails.add(mail) }).then(
        () => mode === 'ok' && done(),
        done,
      );
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const listening = (server.server.address() as AddressInfo).port;
  return {
    get items() {
      return mails.items;
    },
    take: () => mails.take(),
    waitFor: (match, limit) => mails.waitFor(match, limit),
    waitForCount: (count, limit) => mails.waitForCount(count, limit),
    url: `smtp://127.0.0.1:${listening}`,
    port: listening,
    mode: (mode, to, times) => modes.set(mode, to, times),
    stop: () => stop(server, sockets),
  };
}

interface Actions {
  cut(): void;
  keep(mail: ReceivedMail): void;
}

async function receive(
  stream: Readable,
  session: SMTPServerSession,
  mode: MailMode,
  { cut, keep }: Actions,
): Promise<void> {
  if (mode === 'drop') {
    stream.once('data', cut);
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  if (mode === 'hang') return;
  keep(await parse(Buffer.concat(chunks), session));
  if (mode === 'drop-after') cut();
}

async function parse(raw: Buffer, session: SMTPServerSession): Promise<ReceivedMail> {
  const mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true });
  const references = mail.references ?? [];
  const { mailFrom, rcptTo } = session.envelope;
  return {
    from: mailFrom === false ? '' : mailFrom.address,
    to: rcptTo.map((one) => one.address),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || '',
    messageId: mail.messageId ?? '',
    inReplyTo: mail.inReplyTo ?? null,
    references: typeof references === 'string' ? [references] : references,
    headers: Object.fromEntries(
      mail.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1).trim()]),
    ),
    raw: raw.toString('utf8'),
  };
}

function refusal(mode: '4xx' | '5xx'): Error {
  const [code, text] = mode === '4xx' ? [451, 'Try again later'] : [550, 'No such mailbox'];
  return Object.assign(new Error(text), { responseCode: code });
}

/** smtp-server keeps a message's connection to itself, but lists all of them with their ids. */
function cut(server: SMTPServer, session: SMTPServerSession): void {
  for (const connection of server.connections) {
    if (connection.id === session.id) connection._socket.destroy();
  }
}

async function stop(server: SMTPServer, sockets: Set<Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(resolve));
  for (const socket of sockets) socket.destroy();
  await closed;
}
