/** Receives mail for integrations over SMTP. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import type { PayloadListener, ListenerState, ListenerDeps } from '../../ports/listening.ts';
import { readCertificate, type MailCertificate } from './certificate.ts';
import { ConnectionGate, type SmtpDone } from './gate.ts';
import { recipientOf } from './recipient.ts';
import { REFUSALS } from './reply.ts';
import type { SmtpSettings } from './settings.ts';
import { MOST_BYTES, MailTransactions, type MailAddressee } from './transaction.ts';

const MOST_CONNECTIONS = 100;
const MOST_RECIPIENTS = 20;
/** ms without a byte. */
const IDLE = 60_000;
/** ms between checks of the certificate's files. */
const LOOK_AGAIN = 60_000;
/** ms that connections have to end after SIGTERM. */
const DRAIN = 3_000;

export class SmtpListener implements PayloadListener {
  readonly #settings: SmtpSettings;
  readonly #into: ListenerDeps;
  readonly #gate: ConnectionGate;
  readonly #transactions: MailTransactions;
  readonly #server: SMTPServer;
  #certificate: MailCertificate | null;
  #looked: number;

  constructor(settings: SmtpSettings, into: ListenerDeps) {
    this.#settings = settings;
    this.#into = into;
    this.#gate = new ConnectionGate(settings, into, (id) => this.#cut(id));
    this.#transactions = new MailTransactions(into);
    this.#certificate = settings.tls === null ? null : readCertificate(settings.tls);
    this.#looked = into.machine.monotonic();
    this.#server = this.#make();
  }

  listen(): Promise<string | null> {
    if (this.#certificate?.ok === false) {
      return Promise.resolve(this.#certificate.reason);
    }
    const server = this.#server;
    return new Promise((resolve) => {
      const failed = (error: Error) => resolve(error.message);
      server.once('error', failed);
      server.listen(this.#settings.port, this.#settings.host, () => {
        server.off('error', failed);
        // Errors of single connections: scanners, cut lines, failed handshakes.
        server.on('error', (error: Error) =>
          this.#into.log.debug({ err: error.message }, 'a connection to the mail listener failed'),
        );
        resolve(null);
      });
    });
  }

  state(): ListenerState {
    const { tls, domains } = this.#settings;
    const at = this.#server.server.address() as AddressInfo | null;
    const address = at === null ? '' : `${at.family === 'IPv6' ? `[${at.address}]` : at.address}:${at.port}`;
    return {
      kind: 'smtp',
      address,
      tls: tls === null ? 'none' : tls.mode === 'starttls' ? 'offered' : 'required',
      domain: domains[0] ?? null,
    };
  }

  /** Loads a renewed certificate. A broken one changes nothing. */
  renew(): void {
    const { tls } = this.#settings;
    const [old, fresh] = [this.#certificate, tls === null ? null : readCertificate(tls)];
    if (fresh?.ok === false) {
      this.#into.log.error(
        { problem: fresh.reason },
        'cannot use the renewed certificate of the mail listener; the old one stays in use',
      );
    } else if (fresh !== null && !(old?.ok && old.cert === fresh.cert && old.key === fresh.key)) {
      this.#certificate = fresh;
      this.#server.updateSecureContext({ cert: fresh.cert, key: fresh.key });
      this.#into.log.info({}, 'the mail listener loaded a new certificate');
    }
  }

  close(): Promise<void> {
    return new Promise((resolve) => (this.#server.server.listening ? this.#server.close(() => resolve()) : resolve()));
  }

  #make(): SMTPServer {
    const { name, tls, auth, insecureAuth } = this.#settings;
    const gate = this.#gate;
    return new SMTPServer({
      // With pipelining, Exim sends QUIT together with the end of its mail and closes its side; smtp-server does not
      // answer such a connection, and Exim would send the mail again.
      hidePIPELINING: true,
      name,
      banner: 'Vigie takes mail for its integrations',
      secure: tls?.mode === 'implicit',
      ...(this.#certificate?.ok ? { cert: this.#certificate.cert, key: this.#certificate.key } : {}),
      authOptional: auth === null,
      allowInsecureAuth: insecureAuth,
      disabledCommands: [
        'WIZ',
        'SHELL',
        'KILL',
        'VRFY',
        ...(auth === null ? ['AUTH'] : []),
        ...(tls === null || tls.mode === 'implicit' ? ['STARTTLS'] : []),
      ],
      disableReverseLookup: true,
      logger: false,
      size: MOST_BYTES,
      maxClients: MOST_CONNECTIONS,
      maxRecipients: MOST_RECIPIENTS,
      maxCommandLength: 4_096,
      socketTimeout: IDLE,
      closeTimeout: DRAIN,
      onConnect: (session, done) => {
        this.#lookForCertificate();
        gate.connect(session, done);
      },
      onClose: (session) => gate.disconnect(session),
      onAuth: (given, session, done) => gate.authenticate(given, session, done),
      onMailFrom: (_address, session, done) => gate.from(session, done),
      onRcptTo: (address, session, done) => this.#orAgain(gate.to(address, session, done), done),
      onData: (stream, session, done) => this.#orAgain(this.#data(stream, session, done), done),
    });
  }

  async #data(
    stream: SMTPServerDataStream,
    { envelope }: SMTPServerSession,
    done: (error?: Error | null, text?: string) => void,
  ): Promise<void> {
    const now = await this.#into.clock.now();
    const addressees = new Map<string, MailAddressee>();
    for (const { address } of envelope.rcptTo) {
      const found = recipientOf(this.#into.directory(), address, this.#settings.domains, now);
      if (found.ok) {
        addressees.set(found.integration.id, found);
      }
    }
    const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
    const outcome = await this.#transactions.take({ from, addressees: [...addressees.values()], stream });
    if (outcome !== null) {
      return this.#gate.refuse(outcome, done);
    }
    this.#into.metrics.mails.inc({ outcome: 'received', reason: '' });
    return done(null, 'Taken');
  }

  /** Only the store can fail here; nothing else in a handler may fail. */
  #orAgain(work: Promise<void>, done: SmtpDone): void {
    work.catch((error: Error) => {
      this.#into.log.warn({ err: error.message }, 'could not process a mail; the sender was asked to send it again');
      this.#gate.refuse(REFUSALS.store, done);
    });
  }

  #cut(id: string): void {
    for (const connection of this.#server.connections) {
      if (connection.id === id) {
        connection.send(421, 'This connection has lasted too long');
        connection.close();
      }
    }
  }

  /** Certificates are renewed at night by programs that notify nobody; the next connection notices it. */
  #lookForCertificate(): void {
    if (this.#into.machine.monotonic() - this.#looked > LOOK_AGAIN) {
      this.#looked = this.#into.machine.monotonic();
      this.renew();
    }
  }
}
