import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { tryListening } from './try-listening.ts';

const HOST = '127.0.0.1';

it('a free address is free afterwards, too; one that is taken says so', async () => {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await tryListening({ host: HOST, port }, 'tcp')).toBe('EADDRINUSE');
  server.close();
  await once(server, 'close');
  expect(await tryListening({ host: HOST, port }, 'tcp')).toBeNull();
  expect(await tryListening({ host: HOST, port }, 'tcp')).toBeNull();
});

it('datagrams have addresses of their own', async () => {
  const socket = createSocket('udp4').bind(0, HOST);
  await once(socket, 'listening');
  const { port } = socket.address();
  expect(await tryListening({ host: HOST, port }, 'udp')).toBe('EADDRINUSE');
  socket.close();
  await once(socket, 'close');
  expect(await tryListening({ host: HOST, port }, 'udp')).toBeNull();
});

it('an address of another machine is none', async () => {
  expect(await tryListening({ host: '192.0.2.1', port: 9 }, 'tcp')).toBe('EADDRNOTAVAIL');
});
