/** Runs a DNS server that answers only when told to, for sidecars in a mount namespace whose resolver knows no other. */
import { spawnSync } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Why there can be no server of our own; null if there can be. */
export function whyNoDnsServer(): string | null {
  if (process.getuid?.() !== 0) return 'port 53 and a resolv.conf of its own need root';
  const tried = spawnSync('unshare', ['--mount', 'true'], { encoding: 'utf8' });
  if (tried.error) return 'no unshare command; sudo apt-get install -y util-linux';
  return tried.status === 0 ? null : `mount namespaces are not permitted here (${tried.stderr.trim()})`;
}

export interface DnsServer {
  /** Names that were asked for. */
  asked: Set<string>;
  /** The command that runs another with this server as its only one. */
  through: readonly string[];
  /** From now on every name is 127.0.0.1, also those that were asked for before. */
  answer(): void;
  stop(): Promise<void>;
}

/** @param host loopback, where nobody else's server is */
export async function startDnsServer(host = '127.77.0.53'): Promise<DnsServer> {
  const socket: Socket = createSocket('udp4');
  const asked = new Set<string>();
  let isWell = false;
  const waiting: Array<() => void> = [];
  socket.on('message', (query, { port, address }) => {
    const { name, end, type } = questionOf(query);
    asked.add(name);
    const answer = () => socket.send(answerTo(query.subarray(0, end), type === 1), port, address);
    if (isWell) answer();
    else waiting.push(answer);
  });
  await new Promise<void>((resolve, reject) => socket.once('error', reject).bind(53, host, resolve));
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-dns-'));
  const file = path.join(folder, 'resolv.conf');
  await writeFile(file, `nameserver ${host}\n`);
  return {
    asked,
    through: ['unshare', '--mount', 'sh', '-c', 'mount --bind "$0" /etc/resolv.conf && exec "$@"', file],
    answer: () => {
      isWell = true;
      waiting.splice(0).forEach((answer) => answer());
    },
    stop: async () => {
      await new Promise<void>((resolve) => socket.close(() => resolve()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** RFC 1035, 4.1: labels after a header of 12 bytes, then type and class. */
function questionOf(query: Buffer): { name: string; end: number; type: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('ascii', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), end: at + 5, type: query.readUInt16BE(at + 1) };
}

/** @param question the query up to the end of its question. @param hasAddress else the name has none of this type */
function answerTo(question: Buffer, hasAddress: boolean): Buffer {
  const head = Buffer.from(question);
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(hasAddress ? 1 : 0, 6);
  // No authority, nothing additional.
  head.writeUInt32BE(0, 8);
  // The question's name, A, IN, a second, 127.0.0.1.
  return hasAddress ? Buffer.concat([head, Buffer.from('c00c00010001000000010004' + '7f000001', 'hex')]) : head;
}
