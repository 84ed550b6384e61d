/**
 * One client that attacks every listener, as a process of its own: what it holds and computes must not
 * count as the sidecar's. `node attacker.ts <Aim as JSON>` prints how many attacks of each kind it made.
 */
import { createSocket } from 'node:dgram';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { trapV2 } from '../support/snmp-packets.ts';

export interface Aim {
  /** The main listener and the public one. */
  http: string[];
  smtp: string;
  snmp: string;
  /** Of an integration, which the attacker has. */
  token: string;
  /** An address to which mails are taken. */
  mailTo: string;
  /** An API token that reads. */
  reader: string;
  attacks: number;
  ms: number;
  /** One kind of attack, to see what it costs; without it all. */
  only?: string;
}

const MIB = 1024 * 1024;
const MOST_OPEN = 600;
const FULL = 5 * MIB - 1;
const SPACES = Buffer.alloc(FULL, 0x20);
const CHUNK = Buffer.from(`10000\r\n${' '.repeat(0x10000)}\r\n`);
const NESTED = Buffer.alloc(FULL, '[');
const VALUES = Buffer.from(`[${'0,'.repeat(2 * MIB)}0]`);
const ALERT = Buffer.from(JSON.stringify({ id: 'huge', title: 'x'.repeat(2 * MIB), details: 'y'.repeat(2 * MIB) }));
const GZIP = gzipSync(Buffer.alloc(64 * MIB));
const BROTLI = brotliCompressSync(Buffer.alloc(64 * MIB));
const MAIL_LINE = Buffer.from(`${'m'.repeat(900)}\r\n`.repeat(1000));

const aim = JSON.parse(process.argv[2] ?? '{}') as Aim;
const open: Socket[] = [];
let number = 0;

/** @param reads whether it takes what the other side sends */
function dial(address: string, reads = true): Socket {
  const [host, port] = address.replace(/^http:\/\//, '').split(/:(?=\d+$)/);
  const socket = connect(Number(port), host);
  socket.on('error', () => undefined);
  if (reads) {
    socket.resume();
  }
  open.push(socket);
  if (open.length > MOST_OPEN) {
    open.shift()?.destroy();
  }
  return socket;
}

function head(method: string, path: string, headers: Record<string, string | number>): string {
  const lines = Object.entries({ Host: 'vigie.test', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/** A whole body of this type; what is too much for the other side waits in the socket. */
function post(url: string, path: string, body: Buffer, headers: Record<string, string> = {}): void {
  const socket = dial(url);
  socket.write(head('POST', path, { 'Content-Type': 'application/json', 'Content-Length': body.length, ...headers }));
  socket.write(body);
}

/** As fast as the other side takes it. */
function flood(socket: Socket, data: Buffer, most: number, after = ''): void {
  let sent = 0;
  const more = () => {
    while (sent < most && !socket.destroyed) {
      sent += data.length;
      if (!socket.write(data)) {
        return;
      }
    }
    socket.off('drain', more);
    socket.write(after);
  };
  socket.on('drain', more);
  more();
}

const guess = () => `guess-${number++}-0123456789abcdef`;
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const paths = () => [
  `/in/${aim.token}`,
  `/in/${guess()}`,
  '/api/v1/incidents',
  '/grafana/api/v1/incidents',
  '/callbacks/none',
  '/app/api/enrol',
  '/r/none/acknowledge',
];

const OVER_HTTP: Record<string, (url: string, path: string) => unknown> = {
  'a body that stops one byte short, with a token': (url) =>
    dial(url).write(
      Buffer.concat([
        Buffer.from(
          head('POST', `/in/${aim.token}`, { 'Content-Type': 'application/json', 'Content-Length': FULL + 1 }),
        ),
        SPACES,
      ]),
    ),
  'a body that stops one byte short, without a token': (url, path) =>
    dial(url).write(
      Buffer.concat([
        Buffer.from(head('POST', path, { 'Content-Type': 'application/json', 'Content-Length': FULL + 1 })),
        SPACES,
      ]),
    ),
  'a body without end': (url, path) => {
    const socket = dial(url);
    socket.write(head('POST', path, { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' }));
    flood(socket, CHUNK, 64 * MIB);
  },
  'headers that come slowly': (url) => {
    const socket = dial(url);
    socket.write(`POST /in/${aim.token} HTTP/1.1\r\nHost: x\r\nX-Long: `);
    const drip = setInterval(() => socket.write('x'), 500).unref();
    socket.once('close', () => clearInterval(drip));
  },
  'a connection that says nothing': (url) => dial(url),
  'headers as long as they may be': (url, path) =>
    dial(url).write(head('GET', `${path}?${'q'.repeat(6000)}`, { Cookie: 'c'.repeat(9000) })),
  'deeply nested JSON': (url) => post(url, `/in/${aim.token}`, NESTED),
  'JSON of very many values': (url) => post(url, `/in/${aim.token}`, VALUES),
  'an alert of 4 MiB': (url) => post(url, `/in/${aim.token}`, ALERT),
  'a bomb of gzip': (url) => post(url, `/in/${aim.token}`, GZIP, { 'Content-Encoding': 'gzip' }),
  'a bomb of brotli': (url) => post(url, `/in/${aim.token}`, BROTLI, { 'Content-Encoding': 'br' }),
  'a wrong token with a large body': (url, path) => post(url, path, SPACES, bearer(guess())),
  'an event stream that nobody reads': (url) =>
    dial(url, false).write(head('GET', '/api/v1/events', bearer(aim.reader))),
  'answers that nobody reads': (url) =>
    dial(url, false).write(
      head('GET', '/openapi.json', {}).repeat(100) +
        head('GET', '/api/v1/incidents?limit=100', bearer(aim.reader)).repeat(20),
    ),
};

const HELLO = 'EHLO x.example\r\nMAIL FROM:<a@x.example>\r\n';

const BY_MAIL: Record<string, () => unknown> = {
  'a mail of 8 MiB': () => {
    const socket = dial(aim.smtp);
    socket.write(`${HELLO}RCPT TO:<${aim.mailTo}>\r\nDATA\r\nSubject: Large\r\n\r\n`);
    flood(socket, MAIL_LINE, 8 * MIB, '\r\n.\r\n');
  },
  'a mail that stops in the middle': () =>
    dial(aim.smtp).write(
      Buffer.concat([Buffer.from(`${HELLO}RCPT TO:<${aim.mailTo}>\r\nDATA\r\nSubject: Half\r\n\r\n`), MAIL_LINE]),
    ),
  'a line without end': () => flood(dial(aim.smtp), SPACES, 16 * MIB),
  'recipients that are guessed': () =>
    dial(aim.smtp).write(
      HELLO + Array.from({ length: 200 }, () => `RCPT TO:<${guess()}@vigie.example.com>\r\n`).join(''),
    ),
  'a mail connection that says nothing': () => dial(aim.smtp),
};

const udp = createSocket('udp4');
udp.unref();

const BY_TRAP: Record<string, () => unknown> = {
  'traps of a wrong community, and bytes': () => {
    const [host, port] = aim.snmp.split(/:(?=\d+$)/);
    for (let sent = 0; sent < 100; sent++) {
      udp.send(
        sent % 2 === 0 ? trapV2(guess(), '1.3.6.1.6.3.1.1.5.3', []) : Buffer.alloc(1400, 0x30),
        Number(port),
        host,
        () => undefined,
      );
    }
  },
};

const HTTP_KINDS = Object.entries(OVER_HTTP).flatMap(([kind, attack]) =>
  aim.http.map((url) => [kind, () => attack(url, choose(paths()))] as const),
);
const KINDS = [...HTTP_KINDS, ...Object.entries(BY_MAIL), ...Object.entries(BY_TRAP)].filter(
  ([kind]) => aim.only === undefined || kind === aim.only,
);
const made: Record<string, number> = {};

function choose(all: string[]): string {
  return all[number++ % all.length] ?? '';
}

const begun = performance.now();
for (let attack = 0; attack < aim.attacks && performance.now() - begun < aim.ms; attack++) {
  const [kind, launch] = KINDS[attack % KINDS.length] as (typeof KINDS)[number];
  launch();
  made[kind] = (made[kind] ?? 0) + 1;
  await pause(Math.max(0, begun + ((attack + 1) * aim.ms) / aim.attacks - performance.now()));
}
open.forEach((socket) => socket.destroy());
console.log(JSON.stringify(made));
process.exit(0);
