/**
 * Decodes a UDP packet into a trap. net-snmp's receiver answers an inform as soon as it reads it, but here the alert
 * must be stored first. So the receiver gets sockets without a network: it decodes what it is fed, and what it would
 * send is kept as the answer.
 */
import snmp from 'net-snmp';
import type { NotificationPdu, Varbind } from 'net-snmp';

/** The form that `sources/snmp` reads. */
interface TrapBody {
  version: '1' | '2c';
  kind: 'trap' | 'inform';
  /** The sender of the packet. */
  source: string;
  /** The device that the trap is about; it differs from the sender if the trap was forwarded. */
  agent: string;
  trap: string;
  /** Hundredths of a second. */
  uptime: number | null;
  requestId: number | null;
  varbinds: Array<{ oid: string; type: string; value: string | number | null }>;
}

export type TrapPacket =
  | { ok: true; community: string; body: TrapBody; answer: Buffer | null }
  | { ok: false; reason: 'v3' | 'malformed' | 'not-a-trap'; detail: string };

export interface PacketSender {
  address: string;
  port: number;
}

const UPTIME = '1.3.6.1.2.1.1.3.0';
const TRAP_OID = '1.3.6.1.6.3.1.1.4.1.0';
/** Added by a proxy that forwards a v1 trap (RFC 3584 §3.1 (4)). */
const TRAP_ADDRESS = '1.3.6.1.6.3.18.1.3.0';
const TRAP_COMMUNITY = '1.3.6.1.6.3.18.1.4.0';
const GENERIC = '1.3.6.1.6.3.1.1.5';
const ENTERPRISE_SPECIFIC = 6;
const MOST_VALUES = 200;
const LONGEST_VALUE = 2_000;

type PacketFeed = (packet: Buffer, sender: PacketSender) => void;

export function createDecoder(): (packet: Buffer, sender: PacketSender) => TrapPacket {
  const { PduType } = snmp;
  let feed: PacketFeed = () => undefined;
  let answer: Buffer | null = null;
  let got: NotificationPdu | Error | null = null;
  const socket = {
    on: (event: string, listener: PacketFeed) => void (event === 'message' && (feed = listener)),
    bind: () => undefined,
    close: () => undefined,
    send: (bytes: Buffer) => void (answer = Buffer.from(bytes)),
  };
  snmp.createReceiver(
    { port: 162, disableAuthorization: true, includeAuthentication: true, dgramModule: { createSocket: () => socket } },
    (error, notification) => {
      got = error ?? notification?.pdu ?? null;
    },
  );

  return (packet, sender) => {
    if (isVersion3(packet)) {
      return { ok: false, reason: 'v3', detail: 'SNMPv3 is not supported; send v2c' };
    }
    [answer, got] = [null, null];
    try {
      feed(packet, sender);
    } catch (error) {
      return { ok: false, reason: 'malformed', detail: (error as Error).message };
    }
    const pdu = got as NotificationPdu | Error | null;
    if (pdu === null || pdu instanceof Error) {
      return { ok: false, reason: 'malformed', detail: pdu?.message ?? 'nothing in it could be read' };
    }
    const body =
      pdu.type === PduType.Trap ? fromV1(pdu, sender) : fromV2(pdu, sender, pdu.type === PduType.InformRequest);
    return body === null
      ? { ok: false, reason: 'not-a-trap', detail: 'it has no snmpTrapOID' }
      : { ok: true, community: pdu.community ?? '', body, answer };
  };
}

/** Checks for `30 len 02 01 03` before anything else, so that no key is ever requested. */
function isVersion3(packet: Buffer): boolean {
  const length = packet[1] ?? 0;
  const start = length < 0x80 ? 2 : 2 + (length & 0x7f);
  return packet[start] === 0x02 && packet[start + 1] === 0x01 && packet[start + 2] === 0x03;
}

const [SEQUENCE, INTEGER, TEXT] = [0x30, 0x02, 0x04];

/**
 * Reads who a packet of SNMPv1 or v2c claims to be from, and nothing else of it: `30 len 02 len version 04 len community`.
 * @returns null: it is of another form
 */
export function communityOf(packet: Buffer): string | null {
  const message = valueAt(packet, 0, SEQUENCE);
  const version = message && valueAt(packet, message.start, INTEGER);
  const community = version && valueAt(packet, version.end, TEXT);
  return community && packet.toString('utf8', community.start, community.end);
}

function valueAt(packet: Buffer, at: number, type: number): { start: number; end: number } | null {
  const short = packet[at + 1] ?? 0;
  const digits = short < 0x80 ? 0 : short & 0x7f;
  if (packet[at] !== type || digits > 4 || at + 2 + digits > packet.length) {
    return null;
  }
  const start = at + 2 + digits;
  const end = start + (digits === 0 ? short : packet.readUIntBE(at + 2, digits));
  return end <= packet.length ? { start, end } : null;
}

/** Converts a v1 trap (RFC 3584 §3.1). */
function fromV1(pdu: NotificationPdu, { address }: PacketSender): TrapBody {
  const { generic = ENTERPRISE_SPECIFIC, specific = 0, enterprise = '', agentAddr = '0.0.0.0' } = pdu;
  const trap =
    generic >= 0 && generic < ENTERPRISE_SPECIFIC ? `${GENERIC}.${generic + 1}` : `${enterprise}.0.${specific}`;
  return {
    version: '1',
    kind: 'trap',
    source: address,
    agent: agentAddr === '0.0.0.0' ? address : agentAddr,
    trap,
    uptime: pdu.upTime ?? null,
    requestId: null,
    varbinds: readable(pdu.varbinds),
  };
}

function fromV2(pdu: NotificationPdu, { address }: PacketSender, isInform: boolean): TrapBody | null {
  const value = (oid: string) => pdu.varbinds.find((one) => one.oid === oid)?.value;
  const trap = value(TRAP_OID);
  const about = value(TRAP_ADDRESS);
  const uptime = value(UPTIME);
  if (typeof trap !== 'string') {
    return null;
  }
  // The community is a secret.
  const rest = pdu.varbinds.filter(({ oid }) => oid !== UPTIME && oid !== TRAP_OID && oid !== TRAP_COMMUNITY);
  return {
    version: '2c',
    kind: isInform ? 'inform' : 'trap',
    source: address,
    agent: typeof about === 'string' && about !== '0.0.0.0' ? about : address,
    trap,
    uptime: typeof uptime === 'number' ? uptime : null,
    requestId: isInform ? (pdu.id ?? null) : null,
    varbinds: readable(rest),
  };
}

function readable(varbinds: readonly Varbind[]): TrapBody['varbinds'] {
  return varbinds
    .slice(0, MOST_VALUES)
    .map(({ oid, type, value }) => ({ oid, type: String(snmp.ObjectType[type] ?? type), value: valueOf(value, type) }));
}

function valueOf(value: unknown, type: number): string | number | null {
  if (Buffer.isBuffer(value)) {
    return type === snmp.ObjectType['Counter64']
      ? BigInt(`0x${value.toString('hex') || '0'}`).toString()
      : textOf(value);
  }
  return typeof value === 'number' || typeof value === 'string'
    ? value
    : value === true || value === false
      ? String(value)
      : null;
}

/** Bytes as text if they are text, else as `00:1b:…`, like MAC addresses. */
function textOf(bytes: Buffer): string {
  const short = bytes.subarray(0, LONGEST_VALUE);
  const text = short.toString('utf8').replace(/\0+$/, '');
  return /^[^\x00-\x08\x0e-\x1f\x7f\ufffd]*$/.test(text) ? text : (short.toString('hex').match(/../g) ?? []).join(':');
}
