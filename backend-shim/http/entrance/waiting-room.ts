/**
 * Where requests wait for their turn, before more is done for them than to read their head: a flood of cheap ones only fills
 * this room.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Integration } from '#domain/routing/integration';
import type { Directory } from '../../ports/directory.ts';
import { askedBy } from '../../store/concurrency/asker.ts';
import type { Breathing, TurnKind } from '../../store/concurrency/in-portions.ts';

/**
 * Requests of one connection that may await their answers. Well-behaved clients read an answer before they ask again.
 */
const MOST_AT_ONCE = 10;

/**
 * Requests of one integration that go first at a time. Monitors send one after the other; what has more at once than that goes
 * with the requests of people.
 */
const MOST_FIRST = 8;

export interface WaitingRoom {
  breathing: Pick<Breathing, 'enter'>;
  directory(): Pick<Directory, 'integrationByToken'>;
}

export interface ServerTimes {
  http: ServerOptions;
  requestTimeout: number;
  /** Of a connection on which nothing moves. */
  connectionTimeout: number;
}

const first = new WeakSet<IncomingMessage>();

/** Whether it brings alerts: it waits for nobody else. */
export function goesFirst(request: IncomingMessage): boolean {
  return first.has(request);
}

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/** @returns makes servers whose requests pass through the room */
export function waitingRoom(room: WaitingRoom, times: ServerTimes): (handle: Handle) => Server {
  const unanswered = new WeakMap<Socket, number>();
  const ofIntegrations = new Map<string, number>();

  /** As what it waits, and behind whose others. */
  function placeOf(request: IncomingMessage, response: ServerResponse): [as: TurnKind, whose: string] {
    const sender = senderOf(room.directory(), request);
    if (sender === null) {
      return ['strangers', request.socket.remoteAddress ?? ''];
    }
    const others = ofIntegrations.get(sender.id) ?? 0;
    ofIntegrations.set(sender.id, others + 1);
    response.once('close', () => {
      const left = (ofIntegrations.get(sender.id) ?? 1) - 1;
      if (left > 0) {
        ofIntegrations.set(sender.id, left);
      } else {
        ofIntegrations.delete(sender.id);
      }
    });
    if (others >= MOST_FIRST) {
      return ['requests', `integration ${sender.id}`];
    }
    first.add(request);
    return ['alerts', `integration ${sender.id}`];
  }

  function take(handle: Handle, request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const before = unanswered.get(socket) ?? 0;
    if (before >= MOST_AT_ONCE) {
      // The client does not read its answers, so another answer would only queue up behind them.
      socket.destroy();
      return;
    }
    unanswered.set(socket, before + 1);
    response.once('close', () => unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1));
    const [as, whose] = placeOf(request, response);
    const turn = room.breathing.enter(as, whose);
    const begin = () =>
      as === 'alerts' ? handle(request, response) : askedBy({ whose, held: 0 }, () => handle(request, response));
    if (turn === undefined) {
      begin();
    } else {
      // Nobody reads the answer of a request whose connection has ended meanwhile.
      void turn.then(() => !socket.destroyed && begin());
    }
  }

  return (handle) => {
    const server = createServer(times.http, (request, response) => take(handle, request, response));
    server.requestTimeout = times.requestTimeout;
    server.setTimeout(times.connectionTimeout);
    return server;
  };
}

/** Addresses of monitors have fewer parts. */
const MOST_PARTS = 8;

/** Whose token it shows where monitors do. Routes check it anew, and whether it may be used there. */
function senderOf(
  directory: Pick<Directory, 'integrationByToken'>,
  { url = '', headers }: IncomingMessage,
): Pick<Integration, 'id'> | null {
  const [path = ''] = url.split('?', 1);
  const given = headers.authorization?.split(' ', 3).at(-1) ?? '';
  for (const part of [given, ...path.split('/', MOST_PARTS)]) {
    const found = part === '' ? null : directory.integrationByToken(part);
    if (found !== null) {
      return found;
    }
  }
  return null;
}
