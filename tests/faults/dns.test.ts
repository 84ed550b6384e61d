/** A DNS server that never answers: commits and everybody else's pages are on time, and pages to its names come once it answers. */
import { spawnSync } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSidecar, type Sidecar } from '../support/sidecar.ts';
import { until } from '../support/waiting.ts';
import { startWebhookSink, type WebhookSink } from '../support/webhook-sink.ts';

const token = 'dns-token-0123456789';
/** Loopback, where nobody else's server is. */
const SERVER = '127.77.0.53';
/** More names than the sidecar has threads. */
const NAMES = 20;
const people = Array.from({ length: NAMES }, (_, n) => `p${n}`);

/** Why there can be no server of our own; null if there can be. */
function whyNot(): string | null {
  if (process.getuid?.() !== 0) return 'port 53 and a resolv.conf of its own need root';
  const tried = spawnSync('unshare', ['--mount', 'true'], { encoding: 'utf8' });
  if (tried.error) return 'no unshare command; sudo apt-get install -y util-linux';
  return tried.status === 0 ? null : `mount namespaces are not permitted here (${tried.stderr.trim()})`;
}

interface Server {
  /** Names that were asked for. */
  asked: Set<string>;
  /** From now on every name is 127.0.0.1. */
  answer(): void;
  stop(): Promise<void>;
}

async function startServer(): Promise<Server> {
  const socket: Socket = createSocket('udp4');
  const asked = new Set<string>();
  let isWell = false;
  socket.on('message', (query, { port, address }) => {
    const { name, end, type } = questionOf(query);
    asked.add(name);
    if (isWell) socket.send(answerTo(query.subarray(0, end), type === 1), port, address);
  });
  await new Promise<void>((resolve, reject) => socket.once('error', reject).bind(53, SERVER, resolve));
  return {
    asked,
    answer: () => (isWell = true),
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
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

const provisioning = (sink: WebhookSink) => `apiVersion: 1
users:
${people.map((login) => `  - { login: ${login}, contactMethods: [{ id: hook, type: webhook, to: "http://${login}.example.com:${sink.port}/${login}" }] }`).join('\n')}
  - { login: ben, contactMethods: [{ id: hook, type: webhook, to: "${sink.url('/ben')}" }] }
escalationPolicies:
  - { id: named, steps: [{ notify: [${people.map((login) => `{ user: ${login} }`).join(', ')}], wait: 1d }] }
  - { id: well, steps: [{ notify: [{ user: ben }], wait: 1s }, { notify: [{ user: ben }], wait: 1d }] }
integrations:
  - { id: named, type: webhook, token: ${token}-named, policy: named }
  - { id: well, type: webhook, token: ${token}-well, policy: well }
`;

const missing = whyNot();
const title = 'a DNS server that never answers';
const suite = missing === null ? describe : describe.skip;

suite(missing === null ? title : `${title} (skipped: ${missing})`, () => {
  let folder: string;
  let server: Server;
  let sink: WebhookSink;
  let sidecar: Sidecar;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vigie-dns-'));
    [server, sink] = await Promise.all([startServer(), startWebhookSink()]);
    const file = path.join(folder, 'resolv.conf');
    await writeFile(file, `nameserver ${SERVER}\n`);
    sidecar = await startSidecar({
      provisioning: provisioning(sink),
      clock: 'system',
      through: ['unshare', '--mount', 'sh', '-c', 'mount --bind "$0" /etc/resolv.conf && exec "$@"', file],
    });
  });
  afterEach(async () => {
    await sidecar.remove();
    await Promise.all([sink.stop(), server.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  const report = async (integration: string, id: string) => {
    const { status } = await sidecar.ingest(`${token}-${integration}`, { id, title: `Problem ${id}` });
    expect(status).toBe(202);
  };

  /** On SQLite a commit waits for the disk on the threads on which names are looked up. */
  it('others are on time meanwhile, and its own pages come once it answers', async () => {
    await report('named', 'n');
    // Look-ups may take half of the sidecar's 16 threads, and all of these hang.
    await until('as many look-ups hang as may at once', () => server.asked.size >= 8, 5000);
    for (const id of ['one', 'two']) {
      const started = performance.now();
      await report('well', id);
      const own = () =>
        sink.items.filter(({ body }) => (body['incident'] as { title: string }).title === `Problem ${id}`);
      await sink.waitFor(() => own().length === 2, 5000);
      const [first, second] = own();
      expect((first?.at ?? Infinity) - started, 'the first page').toBeLessThan(1000);
      expect((second?.at ?? Infinity) - started, 'the second step').toBeGreaterThan(900);
      expect((second?.at ?? Infinity) - (first?.at ?? 0), 'the second step').toBeLessThan(2000);
    }
    expect((await sidecar.request('GET', '/readyz')).status).toBe(200);
    expect(sink.items.filter(({ path: to }) => to !== '/ben')).toEqual([]);
    server.answer();
    for (const login of people) await sink.waitFor(({ path: to }) => to === `/${login}`, 60_000);
    expect(sidecar.errors).toEqual([]);
  });
});
