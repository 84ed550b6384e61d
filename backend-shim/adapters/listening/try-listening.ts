/** Tries whether this user may listen at an address, and leaves it at once. */
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import type { PortTrial } from '../../ports/listening.ts';

export const tryListening: PortTrial = ({ host, port }, transport) =>
  new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message);
    if (transport === 'udp') {
      const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
      socket.once('error', failed);
      socket.bind({ port, address: host, exclusive: true }, () => socket.close(() => resolve(null)));
      return;
    }
    const server = createServer();
    server.once('error', failed);
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
