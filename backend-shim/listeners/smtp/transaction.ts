/** Reads one mail and submits it to its integrations. 250 is answered only after the commit. */
import type { Readable } from 'node:stream';
import type { Integration } from '#domain/routing/integration';
import type { BytesLease } from '../../ports/held-bytes.ts';
import type { ListenerDeps } from '../../ports/listening.ts';
import { refuse, takeBody, within } from '../shared/take.ts';
import { REFUSALS, type SmtpReply } from './reply.ts';

/** Of one mail. */
export const MOST_BYTES = 10 * 1024 * 1024;
/** Memory per chunk besides its content: a mail may arrive byte by byte. */
const BYTES_A_CHUNK = 128;
/** Senders wait 10 minutes for the answer to a mail (RFC 5321 §4.5.3.2.6). */
const STORED_WITHIN = 60_000;

export interface MailAddressee {
  integration: Integration;
  /** As in the address; must not be stored. */
  secret: string;
}

export interface IncomingMail {
  from: string;
  addressees: readonly MailAddressee[];
  stream: Readable & { sizeExceeded: boolean };
}

/** null: everything that is wanted of the mail is stored. */
export type MailOutcome = SmtpReply | null;

export class MailTransactions {
  readonly #into: ListenerDeps;

  constructor(into: ListenerDeps) {
    this.#into = into;
  }

  async take(incoming: IncomingMail): Promise<MailOutcome> {
    const lease = this.#into.held.lease();
    // The address contains a token.
    lease.admit(`integration ${incoming.addressees[0]?.integration.id}`);
    try {
      const bytes = await this.#collect(incoming.stream, lease);
      return Buffer.isBuffer(bytes) ? await within(this.#into, STORED_WITHIN, this.#store(bytes, incoming)) : bytes;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ECONNECTION') {
        return REFUSALS.cut;
      }
      this.#into.log.warn(
        { err: (error as Error).message },
        'could not store a mail; the sender was asked to send it again',
      );
      return REFUSALS.store;
    } finally {
      lease.end();
    }
  }

  /** Reads the stream to its end, whatever becomes of the mail. */
  async #collect(stream: IncomingMail['stream'], lease: BytesLease): Promise<Buffer | SmtpReply> {
    const chunks: Buffer[] = [];
    let overflow = false;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      overflow ||= !lease.take(chunk.length + BYTES_A_CHUNK);
      if (overflow || stream.sizeExceeded) {
        chunks.length = 0;
      } else {
        chunks.push(chunk);
      }
    }
    return stream.sizeExceeded ? REFUSALS.size : overflow ? REFUSALS.memory : Buffer.concat(chunks);
  }

  async #store(bytes: Buffer, { from, addressees }: IncomingMail): Promise<MailOutcome> {
    const decoded = await this.#into.decodeMail(
      bytes,
      addressees.map(({ secret }) => secret),
    );
    if (!decoded.ok) {
      await Promise.all(
        addressees.map(({ integration }) => refuse(this.#into, integration, { envelopeFrom: from }, decoded.reason)),
      );
      return { code: 554, reason: 'unreadable', text: decoded.reason };
    }
    const body = { ...(decoded.body as object), envelopeFrom: from };
    const refused = (await Promise.all(addressees.map((addressee) => this.#takeOne(body, addressee)))).filter(
      (one) => one !== null,
    );
    // SMTP has one answer for all recipients; if one accepted the mail, the sender is done.
    return refused.length === addressees.length ? (refused[0] ?? REFUSALS.unknown) : null;
  }

  async #takeOne(body: object, { integration }: MailAddressee): Promise<MailOutcome> {
    const why = this.#into.unwantedMail(body, integration);
    if (why !== null) {
      await refuse(this.#into, integration, body, why);
      return { code: 550, reason: 'junk', text: why };
    }
    if (integration.type === 'heartbeat') {
      await this.#into.beat(integration);
      return null;
    }
    const taken = await takeBody(this.#into, integration, body);
    return taken.ok ? null : { code: 554, reason: 'unreadable', text: taken.reason };
  }
}
