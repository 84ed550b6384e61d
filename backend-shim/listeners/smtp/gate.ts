/** Decides what is answered before a mail is read: who may connect, from whom, and for whom mail is accepted. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { SMTPServerAddress, SMTPServerAuthentication, SMTPServerSession } from 'smtp-server';
import type { ListenerDeps } from '../../ports/listening.ts';
import { createRate } from '../shared/rate.ts';
import { recipientOf } from './recipient.ts';
import { REFUSALS, SmtpRefusal, type SmtpReply } from './reply.ts';
import type { SmtpSettings } from './settings.ts';

const MOST_PER_ADDRESS = 20;
const MOST_GUESSES = 5;
const ADDRESS_PER_MINUTE = 3_000;
const INTEGRATION_PER_MINUTE = 600;
const AUTH_PER_MINUTE = 20;
/** ms of a whole connection: one that sends a byte now and then is never idle. */
const WHOLE_SESSION = 15 * 60_000;

export type SmtpDone = (error?: Error | null) => void;

export class ConnectionGate {
  readonly #settings: SmtpSettings;
  readonly #into: ListenerDeps;
  readonly #cut: (session: string) => void;
  readonly #rate = createRate();
  readonly #connections = new Map<string, number>();
  readonly #guesses = new WeakMap<object, number>();
  readonly #ends = new Map<string, AbortController>();

  /** @param cut ends a connection that has lasted too long */
  constructor(settings: SmtpSettings, into: ListenerDeps, cut: (session: string) => void) {
    this.#settings = settings;
    this.#into = into;
    this.#cut = cut;
  }

  refuse(refusal: SmtpReply, done: SmtpDone): void {
    this.#into.metrics.mails.inc({ outcome: 'refused', reason: refusal.reason });
    done(new SmtpRefusal(refusal));
  }

  connect({ id, remoteAddress }: SMTPServerSession, done: SmtpDone): void {
    const count = (this.#connections.get(remoteAddress) ?? 0) + 1;
    this.#connections.set(remoteAddress, count);
    const end = new AbortController();
    this.#ends.set(id, end);
    void this.#into.machine.sleep(WHOLE_SESSION, end.signal).then(() => !end.signal.aborted && this.#cut(id));
    return count > MOST_PER_ADDRESS ? this.refuse(REFUSALS.connections, done) : done();
  }

  disconnect({ id, remoteAddress }: SMTPServerSession): void {
    // A connection that was refused before its greeting was never counted.
    const end = this.#ends.get(id);
    if (end !== undefined) {
      end.abort();
      this.#ends.delete(id);
      const count = (this.#connections.get(remoteAddress) ?? 1) - 1;
      if (count > 0) {
        this.#connections.set(remoteAddress, count);
      } else {
        this.#connections.delete(remoteAddress);
      }
    }
  }

  authenticate(
    { username = '', password }: SMTPServerAuthentication,
    { remoteAddress }: SMTPServerSession,
    done: (error: Error | null, response?: { user: string }) => void,
  ): void {
    const { auth } = this.#settings;
    const mayTry = this.#within(`auth ${remoteAddress}`, AUTH_PER_MINUTE);
    if (auth !== null && mayTry && isSame(`${username}\0${password ?? ''}`, `${auth.user}\0${auth.password}`)) {
      return done(null, { user: auth.user });
    }
    return this.refuse(REFUSALS.auth, (error) => done(error ?? null));
  }

  from(session: SMTPServerSession, done: SmtpDone): void {
    if (this.#settings.tls?.mode === 'required' && !session.secure) {
      return this.refuse(REFUSALS.tls, done);
    }
    return this.#within(`from ${session.remoteAddress}`, ADDRESS_PER_MINUTE)
      ? done()
      : this.refuse(REFUSALS.addressRate, done);
  }

  async to({ address }: SMTPServerAddress, session: SMTPServerSession, done: SmtpDone): Promise<void> {
    const found = recipientOf(this.#into.directory(), address, this.#settings.domains, await this.#into.clock.now());
    if (!found.ok) {
      const tried = (this.#guesses.get(session) ?? 0) + 1;
      this.#guesses.set(session, tried);
      return this.refuse(tried > MOST_GUESSES ? REFUSALS.guesses : REFUSALS[found.reason], done);
    }
    if (this.#into.overloaded()) {
      return this.refuse(REFUSALS.busy, done);
    }
    const { integration } = found;
    return this.#within(`to ${integration.id}`, integration.mail?.perMinute ?? INTEGRATION_PER_MINUTE)
      ? done()
      : this.refuse(REFUSALS.integrationRate, done);
  }

  #within(key: string, perMinute: number): boolean {
    return this.#rate.take(key, perMinute, this.#into.machine.monotonic());
  }
}

function isSame(given: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(right));
}
