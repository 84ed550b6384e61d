/** Makes SNMP packets byte by byte (BER, RFC 1157, RFC 3416), so that the reader is not tested with its own writer. */

const INTEGER = 0x02;
const OCTETS = 0x04;
const OID = 0x06;
const SEQUENCE = 0x30;
const IP_ADDRESS = 0x40;
const TIME_TICKS = 0x43;
const TRAP_V1 = 0xa4;
const INFORM = 0xa6;
const TRAP_V2 = 0xa7;

export type Value = number | { octets: Buffer } | { oid: string } | { address: string };

export const text = (value: string | Buffer): Value => ({ octets: Buffer.from(value) });
export const oidOf = (oid: string): Value => ({ oid });

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function integer(value: number, tag = INTEGER): Buffer {
  const bytes = Buffer.alloc(5);
  bytes.writeIntBE(value, 0, 5);
  let start = 0;
  while (
    start < 4 &&
    ((bytes[start] === 0 && (bytes[start + 1] ?? 0) < 0x80) ||
      (bytes[start] === 0xff && (bytes[start + 1] ?? 0) >= 0x80))
  )
    start++;
  return tagged(tag, bytes.subarray(start));
}

function oid(value: string): Buffer {
  const [first = 1, second = 3, ...rest] = value.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest.flatMap((part) => base128(part))];
  return tagged(OID, Buffer.from(bytes));
}

function base128(part: number): number[] {
  const digits = [part & 0x7f];
  for (let left = Math.floor(part / 128); left > 0; left = Math.floor(left / 128)) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

const address = (value: string) => tagged(IP_ADDRESS, Buffer.from(value.split('.').map(Number)));

function encoded(value: Value): Buffer {
  if (typeof value === 'number') return integer(value);
  if ('octets' in value) return tagged(OCTETS, value.octets);
  return 'oid' in value ? oid(value.oid) : address(value.address);
}

const varbinds = (pairs: Array<[string, Buffer]>) =>
  tagged(SEQUENCE, Buffer.concat(pairs.map(([name, value]) => tagged(SEQUENCE, Buffer.concat([oid(name), value])))));
const message = (version: number, community: string, pdu: Buffer) =>
  tagged(SEQUENCE, Buffer.concat([integer(version), tagged(OCTETS, Buffer.from(community)), pdu]));

function v2Pdu(tag: number, request: number, trap: string | null, values: ReadonlyArray<[string, Value]>): Buffer {
  const pairs: Array<[string, Buffer]> = [
    ['1.3.6.1.2.1.1.3.0', integer(123, TIME_TICKS)],
    ...(trap === null ? [] : [['1.3.6.1.6.3.1.1.4.1.0', oid(trap)] as [string, Buffer]]),
    ...values.map(([name, value]): [string, Buffer] => [name, encoded(value)]),
  ];
  return tagged(tag, Buffer.concat([integer(request), integer(0), integer(0), varbinds(pairs)]));
}

/** @param trap null: the packet has no snmpTrapOID */
export function trapV2(community: string, trap: string | null, values: ReadonlyArray<[string, Value]>): Buffer {
  return message(1, community, v2Pdu(TRAP_V2, 1, trap, values));
}

export function inform(
  community: string,
  request: number,
  trap: string,
  values: ReadonlyArray<[string, Value]>,
): Buffer {
  return message(1, community, v2Pdu(INFORM, request, trap, values));
}

export function trapV1(
  community: string,
  trap: { enterprise: string; agent: string; generic: number; specific: number },
  values: ReadonlyArray<[string, Value]> = [],
): Buffer {
  const content = [
    oid(trap.enterprise),
    address(trap.agent),
    integer(trap.generic),
    integer(trap.specific),
    integer(123, TIME_TICKS),
    varbinds(values.map(([name, value]) => [name, encoded(value)])),
  ];
  return message(0, community, tagged(TRAP_V1, Buffer.concat(content)));
}

/** The beginning of a v3 message, enough to recognise it as one. */
export function v3(): Buffer {
  return tagged(
    SEQUENCE,
    Buffer.concat([
      integer(3),
      tagged(SEQUENCE, Buffer.concat([integer(1), integer(65_507), tagged(OCTETS, Buffer.from([4])), integer(3)])),
      tagged(OCTETS, Buffer.alloc(0)),
      tagged(OCTETS, Buffer.alloc(10)),
    ]),
  );
}
