/** Stands in for systemd: receives what the service tells on its notification socket. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Received } from '../support/inbox.ts';
import { until } from '../support/waiting.ts';
import { existsSync } from 'node:fs';

/** Node has no datagram sockets for files. */
const LISTEN = `
import os, socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
os.chmod(sys.argv[1], 0o777)
while True:
    for word in s.recv(4096).decode().split():
        print(word, flush=True)
`;

export interface NotifySocket {
  told: Received<string>;
  stop(): void;
}

export async function openNotifySocket(file: string): Promise<NotifySocket> {
  const child = spawn('/usr/bin/python3', ['-c', LISTEN, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const told = new Received<string>((word) => word);
  createInterface({ input: child.stdout }).on('line', (word) => told.add(word));
  await until('the socket is there', () => existsSync(file));
  return { told, stop: () => void child.kill('SIGKILL') };
}
