/** How the value of each setting is read. A message tells what to write instead, and never the value: it may be a secret. */
import ipaddr from 'ipaddr.js';
import { didYouMean, nearest } from '#contract/base/nearest';
import type { Format } from '#contract/reasons/data';
import type { ProblemReason } from '#contract/reasons/problems';
import { DAY, parseDuration } from '#domain/time/duration';

export interface Listen {
  host: string;
  /** 0: any free port. */
  port: number;
}

export type Database = { kind: 'sqlite'; path: string } | { kind: 'postgres'; url: string };

const URL_SAFE = /^[A-Za-z0-9._~-]+$/;
const SHORTEST_KEY = 32;

/** What is wrong, for people and for programs. */
export interface Wrong {
  message: string;
  why: ProblemReason;
}

export type Read<T> = { value: T } | { wrong: Wrong };

export function wrong(message: string, why: ProblemReason | Format): { wrong: Wrong } {
  return { wrong: { message, why: typeof why === 'string' ? { reason: 'wrong-format', data: { format: why } } : why } };
}

export function readListen(text: string): Read<Listen> {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]/\s]*)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (!match || port > 65_535) {
    return wrong('must be host:port, such as 127.0.0.1:8723, 0.0.0.0:8723 or [::1]:8723', 'listen-address');
  }
  return { value: { host: match[1] ?? (match[2] || '0.0.0.0'), port } };
}

export function readHttpUrl(text: string): Read<string> {
  const url = URL.parse(text);
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    url.search !== '' ||
    url.hash !== '' ||
    url.username !== '' ||
    url.password !== ''
  ) {
    return wrong('must be an address such as https://oncall.example.com, without credentials, ? and #', 'base-address');
  }
  return { value: url.href.replace(/\/+$/, '') };
}

/** Dead man's switches have their secret in the path or the query. */
export function readAddress(text: string): Read<string> {
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol)
    ? { value: url.href }
    : wrong('must be an address such as https://hc.example.com/ping/…', 'http-address');
}

export function readDatabase(text: string): Read<Database> {
  if (/^postgres(?:ql)?:\/\//.test(text)) {
    return URL.canParse(text)
      ? { value: { kind: 'postgres', url: text } }
      : wrong(
          'is not a valid postgres:// address; special characters in the password must be percent-encoded',
          'postgres-address',
        );
  }
  const path = /^sqlite:(?:\/\/(?=\/))?(.+)$/.exec(text)?.[1];
  if (path === undefined) {
    return wrong(
      'must be sqlite:<path>, such as sqlite:./data/vigie.db, or postgres://user:password@host/database',
      'database',
    );
  }
  return path.includes(':memory:')
    ? wrong('must be a file: what is only in memory is lost with the process', 'database-file')
    : { value: { kind: 'sqlite', path } };
}

export function readToken(text: string): Read<string> {
  return URL_SAFE.test(text)
    ? { value: text }
    : wrong('must be URL-safe text: letters, digits, ".", "_", "~" and "-"', 'ingest-token');
}

export function readKey(text: string): Read<string> {
  return text.length >= SHORTEST_KEY
    ? { value: text }
    : wrong(`must have at least ${SHORTEST_KEY} characters`, { reason: 'too-short', data: { min: SHORTEST_KEY } });
}

export function readOrgs(text: string): Read<number[]> {
  const orgs = text.split(',').map((part) => part.trim());
  return orgs.every((org) => /^[1-9]\d{0,8}$/.test(org))
    ? { value: orgs.map(Number) }
    : wrong('must be ids of Grafana organisations with commas between them, such as 1,2', 'organisations');
}

export function readSmtp(text: string): Read<string> {
  const url = URL.parse(text);
  return url && /^smtps?:$/.test(url.protocol) && url.hostname !== ''
    ? { value: text }
    : wrong(
        'must be smtp://user:password@host:587 or smtps://user:password@host:465; special characters in the password must be percent-encoded',
        'smtp-address',
      );
}

export function readMailFrom(text: string): Read<string> {
  const address = /<([^<>]+)>$/.exec(text)?.[1] ?? text;
  return /^[^\s@<>]+@[^\s@<>]+$/.test(address) && !/[\r\n]/.test(text)
    ? { value: text }
    : wrong('must be a mail address: vigie@example.com or Vigie <vigie@example.com>', 'mail-address');
}

export function readRanges(text: string): Read<string[]> {
  const entries = text.split(/[\s,]+/).filter(Boolean);
  const bad = entries.find((entry) => {
    const cidr = entry.includes('/') ? entry : `${entry}/${entry.includes(':') ? 128 : 32}`;
    return !ipaddr.IPv6.isValidCIDR(cidr) && !ipaddr.IPv4.isValidCIDRFourPartDecimal(cidr);
  });
  return bad === undefined
    ? { value: entries }
    : wrong(`must be networks with commas between them, such as 10.0.0.0/8,127.0.0.1; "${bad}" is none`, 'networks');
}

/** `fcm.googleapis.com`, `*.push.apple.com`, or a whole origin. */
export function readPushServices(text: string): Read<string[]> {
  const entries = text.split(/[\s,]+/).filter(Boolean);
  const isOne = (entry: string) =>
    /^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(entry) ||
    (/^https?:/.test(entry) && URL.parse(entry)?.origin === entry);
  return entries.every(isOne)
    ? { value: entries }
    : wrong(
        'must be hosts of push services with commas between them, such as fcm.googleapis.com,*.push.apple.com; one of your own may be an origin such as https://push.example.com',
        'push-services',
      );
}

/** A scalar of P-256 (RFC 8292 §2). */
export function readPushKey(text: string): Read<string> {
  return /^[A-Za-z0-9_-]{43}$/.test(text)
    ? { value: text }
    : wrong(
        'must be a private VAPID key: 32 bytes as 43 characters of base64url, as `npx web-push generate-vapid-keys` prints it',
        'push-key',
      );
}

export function readPushSubject(text: string): Read<string> {
  return /^(?:https:\/\/\S+|mailto:[^\s@]+@[^\s@]+)$/.test(text)
    ? { value: text }
    : wrong('must be an https: address or mailto:you@example.com, where push services can reach you', 'push-subject');
}

export function readDays(text: string): Read<number> {
  const ms = parseDuration(text);
  return ms === null || ms < DAY
    ? wrong('must be a duration of at least a day, such as 30d or 396d', 'days')
    : { value: ms };
}

export function readWord<Word extends string>(words: readonly Word[]): (text: string) => Read<Word> {
  return (text) => {
    const word = words.find((one) => one === text);
    return word === undefined
      ? wrong(`must be one of ${words.join(', ')}.${didYouMean(text, words)}`, {
          reason: 'not-a-choice',
          data: { choices: words, meant: nearest(text, words) },
        })
      : { value: word };
  };
}

/** Only what no other machine can reach. */
export function isLoopback({ host }: Listen): boolean {
  return host === 'localhost' || (ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback');
}
