/** Peers of channels with a protocol of their own that have turned hostile: a mail server and an SMSC. */
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { Hostility } from './foreign.ts';

export interface HostilePeer {
  port: number;
  /** Null: it is as it should be. */
  is(hostility: Hostility | null): void;
  /** Messages, or connections for them, that it got. */
  messages(): number;
  stop(): Promise<void>;
}

const KIB = 1024;

async function listening(
  talk: (socket: Socket) => void,
): Promise<{ server: Server; port: number; stop(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    talk(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    server,
    port: (server.address() as AddressInfo).port,
    stop: () => {
      sockets.forEach((socket) => socket.destroy());
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Sends the same for as long as it is read, or until so many bytes were sent. */
function pour(socket: Socket, chunk: Buffer, most: number): void {
  let sent = 0;
  const more = () => {
    while (sent < most && !socket.destroyed) {
      sent += chunk.length;
      if (!socket.write(chunk)) {
        socket.once('drain', more);
        return;
      }
    }
  };
  more();
}

const POURED = 64 * KIB * KIB;

/** What it says to each command, in place of `250 ok`. */
const WORSE_MAIL: Record<Hostility, (socket: Socket) => void> = {
  deep: (socket) => pour(socket, Buffer.from('250-x\r\n'.repeat(9_000)), POURED),
  large: (socket) => void socket.write(`250-${'é '.repeat(300 * KIB)}\r\n250 ok\r\n`),
  endless: (socket) => pour(socket, Buffer.alloc(64 * KIB, 'e '), POURED),
  odd: (socket) => void socket.write(`550 ${'<ann@example.com> '.repeat(20 * KIB)}\r\n${'250 ok\r\n'.repeat(50_000)}`),
};

export async function startHostileMailServer(): Promise<HostilePeer> {
  let hostility: Hostility | null = null;
  let messages = 0;
  const { port, stop } = await listening((socket) => {
    let [heard, isData] = ['', false];
    socket.write('220 x.example ESMTP\r\n');
    const answer = (line: string) => {
      if (isData) {
        if (line !== '.') return;
        isData = false;
      }
      if (/^EHLO/i.test(line)) messages++;
      if (/^(?:EHLO|RCPT|DATA|\.)/i.test(line) && hostility !== null) {
        WORSE_MAIL[hostility](socket);
        return;
      }
      isData = /^DATA/i.test(line);
      socket.write(isData ? '354 go on\r\n' : '250 ok\r\n');
    };
    socket.on('data', (chunk: Buffer) => {
      const lines = (heard + chunk.toString('latin1')).split('\r\n');
      heard = lines.pop() ?? '';
      lines.forEach(answer);
    });
  });
  return { port, is: (next) => void (hostility = next), messages: () => messages, stop };
}

const BIND_TRANSCEIVER = 0x09;
const SUBMIT_SM = 0x04;
const HEADER = 16;

/** SMPP 3.4, 3.2: length, command, status, sequence; then the body. */
function pdu(command: number, sequence: number, body = Buffer.alloc(0), length = HEADER + body.length): Buffer {
  const header = Buffer.alloc(HEADER);
  [length, command, 0, sequence].forEach((value, i) => header.writeUInt32BE(value, i * 4));
  return Buffer.concat([header, body]);
}

const DELIVER_SM = 0x05;
const ENQUIRE_LINK = 0x15;
const MESSAGE_PAYLOAD = 0x0424;

/** A receipt (esm_class 4) whose text is in `message_payload`, since `short_message` holds 254 octets. */
function receipt(text: string): Buffer {
  const number = (digits: string) => Buffer.from(`\x01\x01${digits}\0`, 'latin1');
  const payload = Buffer.from(text, 'latin1');
  const tlv = Buffer.alloc(4);
  [MESSAGE_PAYLOAD, payload.length].forEach((value, i) => tlv.writeUInt16BE(value, i * 2));
  const fixed = Buffer.from([4, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  return pdu(
    DELIVER_SM,
    1,
    Buffer.concat([Buffer.from('\0'), number('33612345678'), number('38080'), fixed, tlv, payload]),
  );
}

/** What follows the answer to a bind, and each message. */
const WORSE_SMSC: Record<Hostility, (socket: Socket) => void> = {
  // A PDU that announces as much as its header can say.
  deep: (socket) => {
    socket.write(pdu(DELIVER_SM, 1, Buffer.alloc(0), 0x7fffffff));
    pour(socket, Buffer.alloc(64 * KIB), POURED);
  },
  // As many questions as fit.
  large: (socket) =>
    pour(socket, Buffer.concat(Array.from({ length: 4_000 }, (_, i) => pdu(ENQUIRE_LINK, i + 1))), POURED / 16),
  endless: (socket) =>
    pour(socket, receipt(`id:1 sub:001 dlvrd:001 stat:DELIVRD text:${'e '.repeat(30 * KIB)}`), POURED / 4),
  odd: (socket) =>
    void socket.write(Buffer.concat([pdu(DELIVER_SM, 1, Buffer.alloc(200, 0xff)), Buffer.alloc(KIB, 0x00)])),
};

export async function startHostileSmsc(): Promise<HostilePeer> {
  let hostility: Hostility | null = null;
  let messages = 0;
  const { port, stop } = await listening((socket) => {
    let heard = Buffer.alloc(0);
    const text = (value: string) => Buffer.from(`${value}\0`);
    socket.on('data', (chunk: Buffer) => {
      heard = Buffer.concat([heard, chunk]);
      while (heard.length >= HEADER && heard.length >= heard.readUInt32BE(0)) {
        const [length, command, sequence] = [heard.readUInt32BE(0), heard.readUInt32BE(4), heard.readUInt32BE(12)];
        heard = heard.subarray(Math.max(HEADER, length));
        const isAnswer = command >= 0x80000000;
        if (isAnswer) continue;
        if (command === SUBMIT_SM || command === BIND_TRANSCEIVER) messages++;
        socket.write(pdu(command + 0x80000000, sequence, command === BIND_TRANSCEIVER ? text('smsc') : text('1')));
        if (hostility !== null) WORSE_SMSC[hostility](socket);
      }
    });
  });
  return { port, is: (next) => void (hostility = next), messages: () => messages, stop };
}
