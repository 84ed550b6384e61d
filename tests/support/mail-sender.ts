/** What monitors and strangers do with a mail listener: whole mails by nodemailer, and lines typed by hand. */
import { connect, type Socket } from 'node:net';
import { createTransport } from 'nodemailer';

export interface SentMail {
  from?: string;
  /** The envelope's sender, where it is another. */
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
  /** In place of all that: the source of a mail. */
  raw?: string;
}

/** `250 …` or what it was refused with. */
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

/** A conversation by hand: each call sends bytes and gives the answer that follows. */
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

  /** The next complete reply (`250 …`), or what there was when the other side hung up. */
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
