/** Payloads that nobody should send and somebody will: real captures changed at random, and monsters made by hand. */
import { gzipSync } from 'node:zlib';

export interface FuzzPayload {
  body: string | Uint8Array;
  headers: Record<string, string>;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);

/** Each is a story that happened to some server. */
export const MONSTERS: Record<string, FuzzPayload> = {
  nothing: { body: '', headers: JSON_TYPE },
  'deep arrays': { body: nested('[', ']', 100_000), headers: JSON_TYPE },
  'deep objects': { body: `${'{"alerts":'.repeat(50_000)}1${'}'.repeat(50_000)}`, headers: JSON_TYPE },
  'prototype keys': {
    body: '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"title":"x","labels":{"__proto__":"a","constructor":"b"}}',
    headers: JSON_TYPE,
  },
  'prototype keys in alerts': {
    body: '{"alerts":[{"status":"firing","labels":{"__proto__":"x","toString":"y","hasOwnProperty":"z"},"annotations":{"__proto__":"x"},"fingerprint":"__proto__"}],"groupKey":"__proto__","version":"4"}',
    headers: JSON_TYPE,
  },
  'prototype keys in a form': {
    body: '__proto__=1&constructor=2&NOTIFICATIONTYPE=PROBLEM&HOSTNAME=__proto__',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  },
  'a gzip bomb': {
    body: gzipSync(Buffer.alloc(200 * 1024 * 1024)),
    headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
  },
  'not gzip': { body: '{"title":"x"}', headers: { ...JSON_TYPE, 'content-encoding': 'gzip' } },
  'an unknown encoding': { body: '{"title":"x"}', headers: { ...JSON_TYPE, 'content-encoding': 'zstd' } },
  'over the limit': { body: `{"title":"${'x'.repeat(6 * 1024 * 1024)}"}`, headers: JSON_TYPE },
  'just under the limit': { body: `{"title":"${'x'.repeat(5 * 1024 * 1024 - 100)}"}`, headers: JSON_TYPE },
  'wrong charset': { body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), headers: JSON_TYPE },
  'UTF-16': {
    body: Buffer.from('\ufeff{"title":"x"}', 'utf16le'),
    headers: { 'content-type': 'application/json; charset=utf-16' },
  },
  'a byte order mark': { body: '\ufeff{"title":"x"}', headers: JSON_TYPE },
  'NUL and half characters': {
    body: '{"title":"a\\u0000b\\ud800","id":"\\u0000\\udfff","labels":{"\\u0000":"\\u0000"}}',
    headers: JSON_TYPE,
  },
  'big numbers': {
    body: '{"title":1e999,"severity":-0,"id":123456789012345678901234567890,"startsAt":1e308}',
    headers: JSON_TYPE,
  },
  'dates beyond time': {
    body: '{"alerts":[{"status":"firing","labels":{"a":"b"},"startsAt":"+275760-09-13T00:00:00.001Z","endsAt":"-999999-01-01T00:00:00Z"}],"version":"4","groupKey":"g"}',
    headers: JSON_TYPE,
  },
  'ten thousand alerts': {
    body: JSON.stringify({
      version: '4',
      groupKey: 'many',
      status: 'firing',
      alerts: Array.from({ length: 10_000 }, (_, n) => ({
        status: 'firing',
        labels: { n: String(n) },
        fingerprint: String(n),
      })),
    }),
    headers: JSON_TYPE,
  },
  'a hundred thousand labels': {
    body: JSON.stringify({
      title: 'x',
      labels: Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`l${n}`, 'v'])),
    }),
    headers: JSON_TYPE,
  },
  'long runs for a regular expression': {
    body: JSON.stringify({
      title: 'a'.repeat(50_000),
      labels: { service: `${'a'.repeat(50_000)}!`, host: ' '.repeat(50_000) },
      'EVENT.TAGSJSON': '['.repeat(50_000),
    }),
    headers: JSON_TYPE,
  },
  'another type': { body: '<alert/>', headers: { 'content-type': 'application/xml' } },
  'no type': { body: '{"title":"x"}', headers: {} },
  'HTML and templates': {
    body: '{"title":"{{ \'a\' | times: 9 }}<script>alert(1)</script>{% for i in (1..99999999) %}x{% endfor %}"}',
    headers: JSON_TYPE,
  },
};

/** Values that are of the wrong kind nearly everywhere. */
const ODD: unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'x'.repeat(10_000),
  '\u0000',
  [],
  {},
  [[]],
  { __proto__: null },
  '2026-13-45T99:99:99Z',
  'NaN',
  '{EVENT.ID}',
  '*UNKNOWN*',
];

/** The same value with a few places changed: another kind of value, left out, twice, or a key renamed. */
export function mutate(value: unknown, chance: () => number): unknown {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;
  if (chance() < 0.04) return pick(ODD);
  if (Array.isArray(value)) {
    const items = value.filter(() => chance() > 0.03).map((item) => mutate(item, chance));
    return chance() < 0.03 ? [...items, ...items] : items;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(() => chance() > 0.02);
    return Object.fromEntries(
      entries.map(([key, inner]) => [
        chance() < 0.01 ? pick(['__proto__', 'constructor', '', key.toUpperCase()]) : key,
        mutate(inner, chance),
      ]),
    );
  }
  if (typeof value === 'string' && chance() < 0.05)
    return (
      value.slice(0, Math.floor(chance() * value.length)) +
      pick(['', '\u0000', '\ud83d', '"', '<b>', '%00', "'; drop table incidents; --"])
    );
  return value;
}

const mail = (...lines: string[]) => lines.join('\r\n');

/** A plain one, one in parts and encodings, one that carries another. */
export const MAILS: readonly string[] = [
  mail(
    'From: UPS <ups@example.com>',
    'To: x@vigie.example.com',
    'Subject: [CRITICAL] On battery',
    'Date: Thu, 01 Jan 2026 00:00:00 +0000',
    'Message-ID: <1@example.com>',
    '',
    'Input voltage is gone.',
    '',
  ),
  mail(
    'From: =?utf-8?B?U2F1dmVnYXJkZSDDiWNob3XDqWU=?= <nas@example.com>',
    'Subject: =?iso-8859-1?Q?=C9chec?= de la sauvegarde',
    'References: <1@example.com> <2@example.com>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'La sauvegarde a =C3=A9chou=C3=A9',
    '--b',
    'Content-Type: text/html',
    'Content-Transfer-Encoding: base64',
    '',
    'PGI+w4ljaGVjPC9iPg==',
    '--b--',
    '',
  ),
  mail(
    'From: a@example.com',
    'Subject: Fwd: problem',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: message/rfc822',
    '',
    'From: c@example.com',
    'Subject: inner',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    '',
    'x',
    '--b',
    'Content-Type: application/octet-stream; name="a.bin"',
    "Content-Disposition: attachment; filename*=utf-8''%C3%A9",
    '',
    '....',
    '--b--',
    '',
  ),
];

/** The same bytes with stretches taken out, put in twice or replaced. */
export function scramble(text: string, chance: () => number): Uint8Array {
  let bytes = Buffer.from(text, 'utf8');
  for (let times = Math.floor(chance() * 6); times > 0; times--) {
    const at = Math.floor(chance() * bytes.length);
    const end = Math.min(bytes.length, at + Math.floor(chance() * 40));
    const kind = chance();
    const between =
      kind < 0.3
        ? []
        : kind < 0.6
          ? [bytes.subarray(at, end), bytes.subarray(at, end)]
          : [Buffer.from(Array.from({ length: 1 + Math.floor(chance() * 4) }, () => Math.floor(chance() * 256)))];
    bytes = Buffer.concat([bytes.subarray(0, at), ...between, bytes.subarray(end)]);
  }
  return bytes;
}
