/** Sends to a mail listener what monitors and strangers send: whole mails by nodemailer, and lines typed by hand. */
import { connect, type Socket } from 'node:net';
import { createTransport } from 'nodemailer';

export interface SentMail {
  from?: string;
  /** The envelope's sender, if it differs from `from`. */
  envelopeFrom?: string;
  to: string | string[];
  subject?: string;
  text?: string;
  html?: string;
  messageId?: string;
  inReplyTo?: string;
  references?: string;
  headers?: Record<string, string>;
  attachments?: Array<{ filename: string; content: string }>;
  /** The source of a mail, in place of all other fields. */
  raw?: string;
}

/** @returns `250 …`, or the refusal */
export async function sendMail(address: string, mail: SentMail, options: object = {}): Promise<string> {
  const [host = '', port = ''] = address.split(/:(?=\d+$)/);
  const transport = createTransport({ host, port: Number(port), ignoreTLS: true, ...options });
  const { from = 'ups@example.com', envelopeFrom = from, to, ...rest } = mail;
  try {
    const sent = await transport.sendMail({ from, to, ...rest, envelope: { from: envelopeFrom, to } });
    return sent.response;
  } catch (error) {
    const { response, message } = error as { response?: string; message: string };
    return response ?? message;
  } finally {
    transport.close();
  }
}

/** A conversation by hand: each call sends bytes and returns the answer that follows. */
export class Typed {
  readonly #socket: Socket;
  #heard = '';
  #ended = false;

  constructor(address: string) {
    const [host = '', port = ''] = address.split(/:(?=\d+$)/);
    this.#socket = connect(Number(port), host);
    this.#socket.on('data', (chunk: Buffer) => void (this.#heard += chunk.toString('latin1')));
    this.#socket.on('close', () => void (this.#ended = true));
    this.#socket.on('error', () => undefined);
  }

  get ended(): boolean {
    return this.#ended;
  }

  write(text: string | Buffer): void {
    this.#socket.write(text);
  }

  /** The next complete reply (`250 …`), or the text received until the other side hung up. */
  async reply(limit = 10_000): Promise<string> {
    const end = performance.now() + limit;
    for (;;) {
      const match = /^(?:\d{3}-[^\n]*\n)*\d{3} [^\n]*\n/.exec(this.#heard);
      if (match) {
        this.#heard = this.#heard.slice(match[0].length);
        return match[0].trim();
      }
      if (this.#ended || performance.now() > end) {
        return this.#heard;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async say(line: string): Promise<string> {
    this.write(`${line}\r\n`);
    return this.reply();
  }

  close(): void {
    this.#socket.destroy();
  }
}
