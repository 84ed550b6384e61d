/** Attacks on the listeners of mail and traps, by senders that know an address and by strangers. */
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { listenerAddress } from '../stories/listeners/listener.ts';
import { text, trapV2 } from '../support/snmp-packets.ts';
import type { Attack, Field, Outcome } from './attacks.ts';
import { blank, note } from './attacks.ts';
import { ask } from './world.ts';

const MIB = 1024 * 1024;
const MAIL_TOKEN = 'ingest-token-of-mails-123456';
const TRAP_TOKEN = 'ingest-token-of-traps-123456';

export function listenerAttacks(): Attack[] {
  return [
    { name: 'listener smtp, by a sender', isWrite: true, run: (field) => byMail(field, MAIL_TOKEN) },
    { name: 'listener smtp, by a stranger', isWrite: false, run: (field) => byMail(field, 'guessed-token-0123456789') },
    { name: 'listener snmp, by a sender', isWrite: true, run: (field) => byTrap(field, TRAP_TOKEN) },
    { name: 'listener snmp, by a stranger', isWrite: false, run: (field) => byTrap(field, 'guessed-token-0123456789') },
  ];
}

/** Just under what a mail may have. */
const MOST_MAIL = 7 * MIB;
const fit = (line: string) => line.repeat(Math.floor(MOST_MAIL / line.length));

function mails(): Array<[what: string, mail: string]> {
  const head = 'From: a@x.example\r\nSubject: Hostile\r\nMIME-Version: 1.0\r\n';
  const nested = Array.from(
    { length: 5_000 },
    (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`,
  );
  return [
    ['long lines', `${head}\r\n${fit(`${'m'.repeat(990)}\r\n`)}`],
    ['many parts', `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${fit('--b\r\n\r\nx\r\n')}--b--\r\n`],
    ['nested parts', head + nested.join('')],
    ['many headers', `${head}${fit('X-Header: some value\r\n')}\r\nx\r\n`],
    ['encoded words', `From: a@x.example\r\nSubject: ${'=?utf-8?Q?=C3=A9=C3=A9?=\r\n '.repeat(100_000)}x\r\n\r\nx\r\n`],
    [
      'quoted-printable',
      `${head}Content-Transfer-Encoding: quoted-printable\r\n\r\n${fit(`${'=C3=A9'.repeat(12)}=\r\n`)}`,
    ],
    [
      'base64',
      `${head}Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n${fit(`${'PGI+'.repeat(19)}\r\n`)}`,
    ],
    ['html', `${head}Content-Type: text/html\r\n\r\n${fit('<a href="x"><b><i>&eacute;</i>\r\n')}`],
    ['addresses', `${head}To: ${'"a, b" <a@x.example>,\r\n '.repeat(100_000)}c@x.example\r\n\r\nx\r\n`],
  ];
}

async function byMail(field: Field, token: string): Promise<Outcome> {
  const { world, gauge } = field;
  const outcome = blank('stranger');
  if (token === MAIL_TOKEN) await integration(field, 'mails', 'email', token);
  const address = await listenerAddress(world.sidecar, 'smtp');
  for (const [what, mail] of mails()) {
    const status = await deliver(address, token, mail);
    outcome.requests++;
    outcome.statuses[status] = (outcome.statuses[status] ?? 0) + 1;
    await pause(200);
    const turn = await gauge.turn();
    note(outcome, turn, `${what} -> ${status}`, mail.length);
  }
  return outcome;
}

/** ms after which a mail that is not answered is given up. */
const UNANSWERED = 10_000;

/** One line after the other, and the mail as fast as it is taken. @returns the last status */
function deliver(address: string, token: string, mail: string): Promise<string> {
  const [host, port] = address.split(/:(?=\d+$)/);
  const to = `${token}@vigie.example.com`;
  const lines = ['EHLO x.example', 'MAIL FROM:<a@x.example>', `RCPT TO:<${to}>`, 'DATA', `${mail}\r\n.`, 'QUIT'];
  return new Promise((resolve) => {
    const socket = connect(Number(port), host);
    let [heard, last] = ['', ''];
    const timer = setTimeout(() => socket.destroy(), UNANSWERED);
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1');
      if (!/^\d{3} .*\r\n$/m.test(heard)) return;
      const status = heard.trim().split('\r\n').at(-1)?.slice(0, 3) ?? '';
      // What the end of the conversation is told says nothing about the mail.
      if (lines.length > 0) last = status;
      heard = '';
      const next = lines.shift();
      if (next !== undefined) socket.write(`${next}\r\n`);
    });
    socket
      .on('error', () => undefined)
      .once('close', () => {
        clearTimeout(timer);
        resolve(last);
      });
  });
}

/** Once in a world: a timed attack comes in several rounds. */
async function integration({ world }: Field, id: string, type: string, token: string): Promise<void> {
  const body = { id, type, name: id, team: 'sre', policy: 'sre', token };
  const answer = await ask(world, 'editor', 'POST', 'integrations', body);
  if (answer.status >= 300 && answer.status !== 409)
    throw new Error(`POST integrations answered ${answer.status}: ${JSON.stringify(answer.body)}`);
}

/** What one datagram holds. */
const MOST_TRAP = 60_000;

async function byTrap(field: Field, token: string): Promise<Outcome> {
  const { world, gauge } = field;
  const outcome = blank('stranger');
  if (token === TRAP_TOKEN) await integration(field, 'traps', 'snmp', token);
  const [host, port] = (await listenerAddress(world.sidecar, 'snmp')).split(/:(?=\d+$)/);
  const socket = createSocket('udp4');
  const varbinds = (count: number, size: number) =>
    Array.from({ length: count }, (_, i): [string, ReturnType<typeof text>] => [
      `1.3.6.1.4.1.9.${i}`,
      text('e '.repeat(size / 2)),
    ]);
  const packets: Array<[string, Buffer]> = [
    ['many varbinds', trapV2(token, '1.3.6.1.6.3.1.1.5.3', varbinds(2_000, 4))],
    ['a long varbind', trapV2(token, '1.3.6.1.6.3.1.1.5.3', varbinds(1, MOST_TRAP - 500))],
    ['bytes', Buffer.alloc(MOST_TRAP, 0x30)],
  ];
  for (const [what, packet] of packets) {
    for (let sent = 0; sent < 300; sent++) {
      await new Promise<void>((resolve) =>
        socket.send(packet.subarray(0, 65_000), Number(port), host, () => resolve()),
      );
      if (sent % 20 === 19) await pause(5);
    }
    outcome.requests += 300;
    await pause(300);
    const turn = await gauge.turn();
    note(outcome, turn, what, packet.length);
  }
  socket.close();
  return outcome;
}
