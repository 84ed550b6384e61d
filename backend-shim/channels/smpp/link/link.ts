/**
 * Keeps a link to one SMSC up: it binds, sends enquire_link, and binds again with backoff after a loss, so that
 * receipts and replies arrive even while nothing is sent.
 */
import type { Pdu, Session } from 'smpp';
import type { DeliveryOutcome } from '../../../ports/channel.ts';
import type { AttemptSignal } from '../../../ports/http.ts';
import { ask, openSession } from './session.ts';
import type { SmppAnswer, OpenedSession, SmppSessionDeps, SmscSettings } from './session.ts';
import { submitOutcome } from '../status.ts';
import { limitFlow } from './flow.ts';
import { createWindow } from './window.ts';

const ENQUIRE_EVERY = 30_000;
const FIRST_BACKOFF = 1_000;
const LONGEST_BACKOFF = 30_000;

export interface SmscLink {
  /** Sends the parts in order. `providerId` is the id of the last one. */
  submit(parts: ReadonlyArray<Record<string, unknown>>, signal: AttemptSignal): Promise<DeliveryOutcome>;
  probe(signal: AbortSignal): Promise<DeliveryOutcome>;
  close(): Promise<void>;
}

export interface LinkDeps extends SmppSessionDeps {
  /** Processes a message or receipt. The answer to the SMSC says whether it was stored. */
  deliver(pdu: Pdu): Promise<void>;
}

/** ESME_RX_T_APPN: a temporary failure, after which the SMSC tries again. */
const TRY_AGAIN = 0x64;

/** Opens a session on demand, and again after it ended; concurrent callers share the attempt. */
function createConnection(settings: SmscSettings, deps: LinkDeps, closing: AbortSignal) {
  let session: Session | null = null;
  let opening: Promise<OpenedSession> | null = null;
  let restoring = false;
  let turn = 0;

  function take(opened: OpenedSession): OpenedSession {
    opening = null;
    if (!opened.ok) {
      turn += 1;
      void restore();
      return opened;
    }
    if (closing.aborted) {
      opened.session.destroy();
      return { ok: false, outcome: cancelled() };
    }
    session = opened.session;
    opened.session.once('close', () => {
      // Another session may have replaced this one already.
      session = session === opened.session ? null : session;
      void restore();
    });
    void watch(opened.session, deps);
    return opened;
  }

  function open(): Promise<OpenedSession> {
    // A destroyed session reports its end one turn later.
    if (session && !session.socket.destroyed) {
      return Promise.resolve({ ok: true, session });
    }
    opening ??= openSession(settings, deps, turn, (made) => listen(made, deps)).then(take);
    return opening;
  }

  async function restore(): Promise<void> {
    if (restoring || closing.aborted) {
      return;
    }
    restoring = true;
    for (let wait = FIRST_BACKOFF; session === null && !closing.aborted; wait = Math.min(wait * 2, LONGEST_BACKOFF)) {
      await deps.clock.sleep(wait, closing);
      if (!closing.aborted) {
        await open();
      }
    }
    restoring = false;
  }

  return { open, current: () => session };
}

export function createLink(settings: SmscSettings & { window: number }, deps: LinkDeps): SmscLink {
  const { clock } = deps;
  const window = createWindow(settings.window);
  const closing = new AbortController();
  const connection = createConnection(settings, deps, closing.signal);
  return {
    submit: async (parts, signal) => {
      if (!(await window.enter(signal))) {
        return cancelled();
      }
      try {
        const opened = await until(connection.open(), signal);
        return opened === null
          ? cancelled()
          : opened.ok
            ? await submitAll(opened.session, parts, deps, signal)
            : opened.outcome;
      } finally {
        window.leave();
      }
    },
    probe: async (signal) => {
      const opened = await until(connection.open(), signal);
      if (opened === null || !opened.ok) {
        return opened?.outcome ?? cancelled();
      }
      const answer = await ask(opened.session, 'enquire_link', {}, clock, signal);
      return answer.kind === 'answer' ? { kind: 'done', providerId: null } : silence(answer);
    },
    close: async () => {
      closing.abort();
      const last = connection.current();
      if (last) {
        await ask(last, 'unbind', {}, { sleep: (_ms, signal) => clock.sleep(1_000, signal) });
        last.destroy();
      }
    },
  };
}

function cancelled(): DeliveryOutcome {
  return { kind: 'retry', reason: 'cancelled', detail: 'stopped before the SMSC had taken it', after: null };
}

/** @returns null: the signal aborted first */
async function until<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | null> {
  const { promise: aborted, resolve } = Promise.withResolvers<null>();
  const stop = () => resolve(null);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return signal.aborted ? null : await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function silence({ kind }: SmppAnswer): DeliveryOutcome {
  if (kind === 'cancelled') {
    return cancelled();
  }
  return kind === 'timeout'
    ? { kind: 'retry', reason: 'timeout', detail: 'the SMSC did not answer in time', after: null }
    : { kind: 'retry', reason: 'network', detail: 'the connection to the SMSC broke', after: null };
}

async function submitAll(
  session: Session,
  parts: ReadonlyArray<Record<string, unknown>>,
  { clock }: LinkDeps,
  signal: AttemptSignal,
): Promise<DeliveryOutcome> {
  let providerId: string | null = null;
  for (const part of parts) {
    const answer = await ask(session, 'submit_sm', part, clock, signal);
    if (answer.kind !== 'answer') {
      // A session that leaves one request unanswered is not used for the next: the link is made anew.
      if (answer.kind === 'timeout') {
        session.destroy();
      }
      return silence(answer);
    }
    if (answer.pdu.command_status !== 0) {
      return submitOutcome(answer.pdu.command_status);
    }
    providerId = answer.pdu.message_id || null;
  }
  return { kind: 'done', providerId };
}

/** Answers requests of the SMSC. */
function listen(session: Session, deps: LinkDeps): void {
  limitFlow(session, deps.clock);
  session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu: Pdu) => {
    session.send(pdu.response());
    session.close();
  });
  session.on('deliver_sm', (pdu: Pdu) => {
    deps.deliver(pdu).then(
      () => session.send(pdu.response()),
      () => session.send(pdu.response({ command_status: TRY_AGAIN })),
    );
  });
  session.on('unknown', (pdu: Pdu) => session.send(pdu.response()));
}

/** Detects a dead connection before the next page needs it. */
async function watch(session: Session, { clock }: LinkDeps): Promise<void> {
  const gone = new AbortController();
  session.once('close', () => gone.abort());
  while (!gone.signal.aborted) {
    await clock.sleep(ENQUIRE_EVERY, gone.signal);
    if (!gone.signal.aborted && (await ask(session, 'enquire_link', {}, clock)).kind === 'timeout') {
      session.destroy();
    }
  }
}
