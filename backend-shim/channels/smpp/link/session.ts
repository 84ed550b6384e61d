/** Opens one bound session with an SMSC and sends requests in it. */
import type { Pdu, Session } from 'smpp';
import type { DeliveryOutcome } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import { mayLeave } from '../../../ports/http.ts';
import type { AttemptSignal } from '../../../ports/http.ts';
import type { ResolveHost } from '../../../ports/resolve.ts';
import { bindOutcome } from '../status.ts';

export interface SmscSettings {
  host: string;
  port: number;
  tls: boolean;
  /** PEM of the authority that signed the SMSC's certificate; null: the public authorities. */
  ca: string | null;
  systemId: string;
  password: string;
  systemType: string;
}

export interface SmppSessionDeps {
  clock: Pick<Clock, 'sleep'>;
  resolve: ResolveHost;
}

/** SMPP 3.4 §7.2: session init and response timers. */
const CONNECT = 10_000;
const ANSWER = 10_000;

export type SmppAnswer = { kind: 'answer'; pdu: Pdu } | { kind: 'timeout' | 'closed' | 'cancelled' };

type SmppCommand = 'submit_sm' | 'bind_transceiver' | 'enquire_link' | 'unbind';

/** The library calls back only for an answer; this also resolves on a timeout and on the end of the session. */
export async function ask(
  session: Session,
  command: SmppCommand,
  fields: Record<string, unknown>,
  clock: Pick<Clock, 'sleep'>,
  signal?: AttemptSignal,
): Promise<SmppAnswer> {
  if (!mayLeave(signal)) {
    return { kind: 'cancelled' };
  }
  const over = new AbortController();
  const { promise, resolve } = Promise.withResolvers<SmppAnswer>();
  const closed = () => resolve({ kind: 'closed' });
  const cancelled = () => resolve({ kind: 'cancelled' });
  session.once('close', closed);
  signal?.addEventListener('abort', cancelled, { once: true });
  void clock.sleep(ANSWER, over.signal).then(() => resolve({ kind: 'timeout' }));
  if (!session[command](fields, (pdu) => resolve({ kind: 'answer', pdu }))) {
    closed();
  }
  const answer = await promise;
  over.abort();
  session.off('close', closed);
  signal?.removeEventListener('abort', cancelled);
  return answer;
}

export type OpenedSession = { ok: true; session: Session } | { ok: false; outcome: DeliveryOutcome };

const TLS_TROUBLE = /certificate|TLS|SSL|altnames|self.signed|EPROTO/i;

function failure(reason: 'network' | 'timeout' | 'misconfigured', detail: string): OpenedSession {
  return { ok: false, outcome: { kind: 'retry', reason, detail, after: null } };
}

function connectionFailure(error: NodeJS.ErrnoException | null): OpenedSession {
  if (error && TLS_TROUBLE.test(`${error.code ?? ''} ${error.message}`)) {
    return failure('misconfigured', 'no safe connection to the SMSC: check "tls" and its certificate');
  }
  const code = error?.code;
  return failure(
    'network',
    `no connection to the SMSC${code !== undefined && /^E[A-Z]+$/.test(code) ? ` (${code})` : ''}`,
  );
}

/**
 * @param turn which of the host's addresses to use
 * @param listen called before the bind, since stored messages follow right behind its answer
 */
export async function openSession(
  settings: SmscSettings,
  { clock, resolve }: SmppSessionDeps,
  turn: number,
  listen: (session: Session) => void,
): Promise<OpenedSession> {
  const resolved = await resolve(settings.host);
  if (!resolved.ok) {
    // The host belongs to the service, not to the person, so somebody can correct it.
    return failure(resolved.kind === 'network' ? 'network' : 'misconfigured', resolved.detail);
  }
  const { default: smpp } = await import('smpp');
  const host = resolved.addresses[turn % resolved.addresses.length];
  const session = smpp.connect({
    host,
    port: settings.port,
    tls: settings.tls,
    servername: settings.host,
    ...(settings.ca === null ? {} : { ca: settings.ca }),
  });
  session.socket.setNoDelay(true);
  // One listener per message in the window, at most 100.
  session.setMaxListeners(0);
  const connected = await untilConnected(session, settings.tls, clock);
  if (connected !== null) {
    session.destroy();
    return connected;
  }
  listen(session);
  return bind(session, settings, clock);
}

/** @returns what went wrong, or null */
async function untilConnected(
  session: Session,
  tls: boolean,
  clock: Pick<Clock, 'sleep'>,
): Promise<OpenedSession | null> {
  const over = new AbortController();
  const { promise, resolve } = Promise.withResolvers<OpenedSession | null>();
  let error: NodeJS.ErrnoException | null = null;
  // This listener stays: an error without a listener ends the process. After an error the library reads no more.
  session.on('error', (one: NodeJS.ErrnoException) => {
    error = one;
    session.destroy();
    resolve(connectionFailure(one));
  });
  session.once('close', () => resolve(connectionFailure(error)));
  session.once(tls ? 'secureConnect' : 'connect', () => resolve(null));
  void clock
    .sleep(CONNECT, over.signal)
    .then(() => resolve(failure('timeout', 'the SMSC did not take the connection in time')));
  const outcome = await promise;
  over.abort();
  return outcome;
}

async function bind(
  session: Session,
  { systemId, password, systemType }: SmscSettings,
  clock: Pick<Clock, 'sleep'>,
): Promise<OpenedSession> {
  const fields = { system_id: systemId, password, system_type: systemType, interface_version: 0x34 };
  const answer = await ask(session, 'bind_transceiver', fields, clock);
  if (answer.kind === 'answer' && answer.pdu.command_status === 0) {
    return { ok: true, session };
  }
  session.destroy();
  if (answer.kind === 'answer') {
    return { ok: false, outcome: bindOutcome(answer.pdu.command_status) };
  }
  return answer.kind === 'timeout'
    ? failure('timeout', 'the SMSC did not answer the bind in time')
    : failure('network', 'the SMSC hung up instead of answering the bind');
}
