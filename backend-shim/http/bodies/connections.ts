/**
 * Bounds the number of connections. When no place is left, the oldest connection without a valid token is closed, so a
 * flood only displaces itself; an honest request shows its token within milliseconds.
 */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface ConnectionLimiter {
  /** Protects a connection with a request of an authenticated sender from being closed, until `answered`. */
  admit(socket: Socket): void;
  answered(socket: Socket): void;
}

export function boundConnections(server: Server, most: number): ConnectionLimiter {
  /** Ordered by the time of connection or of the last answer. */
  const strangers = new Set<Socket>();
  const admitted = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    if (strangers.size + admitted.size >= most) {
      const oldest = strangers.values().next().value ?? socket;
      strangers.delete(oldest);
      oldest.destroy();
    }
    if (!socket.destroyed) {
      strangers.add(socket);
      socket.once('close', () => {
        strangers.delete(socket);
        admitted.delete(socket);
      });
    }
  });
  return {
    admit: (socket) => {
      if (strangers.delete(socket)) {
        admitted.add(socket);
      }
    },
    answered: (socket) => {
      if (admitted.delete(socket) || strangers.delete(socket)) {
        strangers.add(socket);
      }
    },
  };
}
