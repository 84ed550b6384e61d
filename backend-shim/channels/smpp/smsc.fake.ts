/** Starts a fake SMSC on loopback, built with the server half of `smpp`. */
import type { AddressInfo } from 'node:net';
import smpp from 'smpp';
import type { Pdu, Session } from 'smpp';
import type { PeerMood } from '../shared/testing/peer.fake.ts';

export interface FakeSmsc {
  port: number;
  binds: Pdu[];
  submits: Pdu[];
  sessions(): number;
  /** Id of the message that was submitted last. */
  lastId(): string;
  /** The highest number of unanswered submits at once. */
  mostAtOnce(): number;
  behave(mood: PeerMood): void;
  /** Answers every submit with this status. */
  status(status: number | null): void;
  /** Answers the next binds with this status. */
  bindStatus(status: number): void;
  /** Submits stay unanswered until `release`. */
  hold(): void;
  release(): void;
  reached(): Promise<void>;
  /** Sends a message or receipt to every bound client. @returns the status of the answer */
  deliver(fields: Record<string, unknown>): Promise<number>;
  /** Sends this right behind the answer to each bind, as an SMSC does with stored messages. */
  greets(fields: Record<string, unknown>): void;
  /** Sends enquire_link to the client. */
  enquire(): Promise<number>;
  /** Breaks all connections. */
  drop(): void;
  close(): Promise<void>;
}

const STATUS: Record<Exclude<PeerMood, 'hang'>, number> = { accept: 0, busy: 0x08, refuse: 0x65, echo: 0x65 };

interface State {
  mood: PeerMood;
  fixed: number | null;
  bindStatus: number;
  greeting: Record<string, unknown> | null;
  held: Array<() => void> | null;
  waiting: Array<() => void>;
  unanswered: number;
  most: number;
  count: number;
  binds: Pdu[];
  submits: Pdu[];
  open: Set<Session>;
}

function answer(state: State, session: Session, pdu: Pdu, id: string): void {
  state.unanswered -= 1;
  const status = state.fixed ?? STATUS[state.mood as Exclude<PeerMood, 'hang'>];
  session.send(pdu.response(status === 0 ? { message_id: id } : { command_status: status }));
}

function submitted(state: State, session: Session, pdu: Pdu): void {
  state.submits.push(pdu);
  state.unanswered += 1;
  state.most = Math.max(state.most, state.unanswered);
  state.count += 1;
  const id = `m${state.count}`;
  state.waiting.splice(0).forEach((resolve) => resolve());
  if (state.held) {
    state.held.push(() => answer(state, session, pdu, id));
  } else if (state.mood !== 'hang') {
    answer(state, session, pdu, id);
  }
}

function serve(state: State, session: Session): void {
  state.open.add(session);
  session.on('error', () => session.destroy());
  session.on('close', () => state.open.delete(session));
  session.on('bind_transceiver', (pdu: Pdu) => {
    state.binds.push(pdu);
    session.send(pdu.response(state.bindStatus === 0 ? { system_id: 'smsc' } : { command_status: state.bindStatus }));
    if (state.greeting) {
      session.deliver_sm(state.greeting, () => undefined);
    }
  });
  session.on('enquire_link', (pdu: Pdu) => state.mood !== 'hang' && session.send(pdu.response()));
  session.on('unbind', (pdu: Pdu) => {
    session.send(pdu.response());
    session.close();
  });
  session.on('submit_sm', (pdu: Pdu) => submitted(state, session, pdu));
}

export async function startSmsc(tls: Record<string, unknown> = {}): Promise<FakeSmsc> {
  const state: State = {
    mood: 'accept',
    fixed: null,
    bindStatus: 0,
    greeting: null,
    held: null,
    waiting: [],
    unanswered: 0,
    most: 0,
    count: 0,
    binds: [],
    submits: [],
    open: new Set(),
  };
  const server = smpp.createServer(tls, (session) => serve(state, session));
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const drop = () => [...state.open].forEach((session) => session.destroy());
  const askAll = (send: (session: Session, done: (pdu: Pdu) => void) => void) =>
    new Promise<number>((resolve) =>
      [...state.open].forEach((session) => send(session, (pdu) => resolve(pdu.command_status))),
    );
  return {
    port: (server.address() as AddressInfo).port,
    binds: state.binds,
    submits: state.submits,
    sessions: () => state.open.size,
    lastId: () => `m${state.count}`,
    mostAtOnce: () => state.most,
    behave: (next) => void (state.mood = next),
    status: (status) => void (state.fixed = status),
    bindStatus: (status) => void (state.bindStatus = status),
    hold: () => void (state.held = []),
    release: () => {
      const all = state.held ?? [];
      state.held = null;
      all.forEach((one) => one());
    },
    reached: () => new Promise((resolve) => state.waiting.push(resolve)),
    deliver: (fields) => askAll((session, done) => session.deliver_sm(fields, done)),
    greets: (fields) => void (state.greeting = fields),
    enquire: () => askAll((session, done) => session.enquire_link({}, done)),
    drop,
    close: async () => {
      drop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
