/** Schemas for the values of settings. A message says what to write instead and never repeats a value that may be secret. */
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { didYouMean, nearest } from '#contract/base/nearest';
import { addProblem, asProblem, whyOf } from '#contract/base/why';
import type { TextFormat } from '#contract/reasons/data';
import type { ProblemReason } from '#contract/reasons/problems';
import type { ClockHours } from '#domain/figures/settings';
import { DAY, parseDuration } from '#domain/time/duration';
import { parseClock } from '#domain/time/local';

export interface ListenAddress {
  host: string;
  /** 0: any free port. */
  port: number;
}

export type DatabaseLocation = { kind: 'sqlite'; path: string } | PostgresLocation;

/** One URL for each server of a cluster. */
interface PostgresLocation {
  kind: 'postgres';
  urls: string[];
}

/** A problem of a setting, for people (`message`) and for programs (`why`). */
export interface SettingIssue {
  message: string;
  why: ProblemReason;
}

/** A problem with the name of its variable. */
export interface ConfigProblem extends SettingIssue {
  variable: string;
}

function wrong(message: string, why: ProblemReason | TextFormat): SettingIssue {
  return { message, why: typeof why === 'string' ? { reason: 'wrong-format', data: { format: why } } : why };
}

/** A text that `read` parses into a value or a problem. */
function parsedText<T>(read: (text: string) => { value: T } | SettingIssue) {
  return z.string().transform((text, context): T => {
    const result = read(text);
    if ('value' in result) {
      return result.value;
    }
    addProblem(context, [], result.message, result.why);
    return z.NEVER;
  });
}

/** A text that stays unchanged if `isValid` holds. */
function checkedText(isValid: (text: string) => boolean, message: string, why: ProblemReason | TextFormat) {
  return z.string().refine(isValid, asProblem(message, wrong(message, why).why));
}

/** A list of entries separated by commas or whitespace. */
function list(isEntry: (entry: string) => boolean, messageFor: (bad: string) => string, format: TextFormat) {
  return parsedText((text) => {
    const entries = text.split(/[\s,]+/).filter(Boolean);
    const bad = entries.find((entry) => !isEntry(entry));
    return bad === undefined ? { value: entries } : wrong(messageFor(bad), format);
  });
}

/** The problem that a schema of this file reports; the issue must carry its input (`reportInput`). */
export function problemOf(issue: z.core.$ZodIssue): SettingIssue {
  return { message: issue.message, why: whyOf(issue) };
}

export const plainText = z.string();

export const listenAddress = parsedText<ListenAddress>((text) => {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]/\s]*)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  return match && port <= 65_535
    ? { value: { host: match[1] ?? (match[2] || '0.0.0.0'), port } }
    : wrong('must be host:port, such as 127.0.0.1:8723, 0.0.0.0:8723 or [::1]:8723', 'listen-address');
});

/** Without a trailing slash. */
export const baseAddress = parsedText((text) => {
  const url = URL.parse(text);
  const isBare = url?.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return url && isBare && /^https?:$/.test(url.protocol)
    ? { value: url.href.replace(/\/+$/, '') }
    : wrong('must be an address such as https://oncall.example.com, without credentials, ? and #', 'base-address');
});

/** May have a query: dead man's switches have their secret in the path or the query. */
export const httpAddress = parsedText((text) => {
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol)
    ? { value: url.href }
    : wrong('must be an address such as https://hc.example.com/ping/…', 'http-address');
});

export const databaseLocation = parsedText<DatabaseLocation>((text) => {
  if (/^postgres(?:ql)?:\/\//.test(text)) {
    return postgresLocation(text);
  }
  const path = /^sqlite:(?:\/\/(?=\/))?(.+)$/.exec(text)?.[1];
  if (path === undefined) {
    return wrong(
      'must be sqlite:<path>, such as sqlite:./data/vigie.db, or postgres://user:password@host/database',
      'database',
    );
  }
  return path.includes(':memory:')
    ? wrong('must be a file: a database in memory is lost with the process', 'database-file')
    : { value: { kind: 'sqlite', path } };
});

/** Values of libpq's `target_session_attrs` that are met by the server that takes writes, the only one of use. */
const WRITABLE = ['read-write', 'primary', 'any'];

/**
 * As libpq takes it: `postgres://user:password@one:5432,two:5432/database?target_session_attrs=read-write`, or with
 * `?host=one,two&port=5432,5433`.
 */
function postgresLocation(text: string): { value: PostgresLocation } | SettingIssue {
  const [, scheme = '', user = '', named = '', rest = ''] =
    /^(postgres(?:ql)?:\/\/)([^@/?#]*@)?([^/?#]*)(.*)$/s.exec(text) ?? [];
  // A URL that has a user must have a host; `host` of the query takes its place.
  const hosts = named === '' && user !== '' ? 'localhost' : named;
  const urls = hosts.split(',').map((host) => `${scheme}${user}${host}${rest}`);
  const parsed = urls.map((one) => URL.parse(one));
  if (parsed.includes(null) || (urls.length > 1 && parsed.some((url) => url?.host === ''))) {
    return wrong(
      'is not a valid postgres:// address; special characters in the password must be percent-encoded',
      'postgres-address',
    );
  }
  const query = parsed[0]?.searchParams;
  const wanted = query?.get('target_session_attrs') ?? 'any';
  if (!WRITABLE.includes(wanted)) {
    return wrong(
      'must have target_session_attrs=read-write or none: a sidecar works on the server that takes writes',
      'postgres-writable',
    );
  }
  const servers = serversOf(query?.get('host') ?? '', query?.get('port') ?? '');
  if (servers === null || (servers.length > 1 && urls.length > 1)) {
    return wrong(
      'must name each server once, as in postgres://user:password@one:5432,two:5432/database, and each port with its server',
      'postgres-address',
    );
  }
  return {
    value: {
      kind: 'postgres',
      urls: servers.length > 1 ? servers.map((one) => toServer(urls[0] as string, one)) : urls,
    },
  };
}

interface Server {
  host: string;
  /** '': the usual one. */
  port: string;
}

/** One port is that of every server. @returns null: not as many ports as servers, or a server without a name */
function serversOf(hostList: string, portList: string): Server[] | null {
  const [hosts, ports] = [hostList.split(','), portList.split(',')];
  if ((ports.length > 1 && ports.length !== hosts.length) || (hosts.length > 1 && hosts.includes(''))) {
    return null;
  }
  return hosts.map((host, n) => ({ host, port: ports.length > 1 ? (ports[n] as string) : portList }));
}

function toServer(address: string, { host, port }: Server): string {
  const url = new URL(address);
  url.searchParams.set('host', host);
  if (port === '') {
    url.searchParams.delete('port');
  } else {
    url.searchParams.set('port', port);
  }
  return url.href;
}

export const urlSafeToken = checkedText(
  (text) => /^[A-Za-z0-9._~-]+$/.test(text),
  'must be URL-safe text: letters, digits, ".", "_", "~" and "-"',
  'ingest-token',
);

const SHORTEST_KEY = 32;
export const secretKey = checkedText(
  (text) => text.length >= SHORTEST_KEY,
  `must have at least ${SHORTEST_KEY} characters`,
  { reason: 'too-short', data: { min: SHORTEST_KEY } },
);

export const organisationIds = parsedText((text) => {
  const ids = text.split(',').map((part) => part.trim());
  return ids.every((id) => /^[1-9]\d{0,8}$/.test(id))
    ? { value: ids.map(Number) }
    : wrong('must be ids of Grafana organisations with commas between them, such as 1,2', 'organisations');
});

export const smtpAddress = checkedText(
  (text) => {
    const url = URL.parse(text);
    return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== '';
  },
  'must be smtp://user:password@host:587 or smtps://user:password@host:465; special characters in the password must be percent-encoded',
  'smtp-address',
);

export const mailSender = checkedText(
  (text) => /^[^\s@<>]+@[^\s@<>]+$/.test(/<([^<>]+)>$/.exec(text)?.[1] ?? text) && !/[\r\n]/.test(text),
  'must be a mail address: vigie@example.com or Vigie <vigie@example.com>',
  'mail-address',
);

export const networks = list(
  (entry) => {
    const cidr = entry.includes('/') ? entry : `${entry}/${entry.includes(':') ? 128 : 32}`;
    return ipaddr.IPv6.isValidCIDR(cidr) || ipaddr.IPv4.isValidCIDRFourPartDecimal(cidr);
  },
  (bad) => `must be networks with commas between them, such as 10.0.0.0/8,127.0.0.1; "${bad}" is none`,
  'networks',
);

/** `fcm.googleapis.com`, `*.push.apple.com`, or a whole origin. */
export const pushServices = list(
  (entry) =>
    /^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(entry) ||
    (/^https?:/.test(entry) && URL.parse(entry)?.origin === entry),
  () =>
    'must be hosts of push services with commas between them, such as fcm.googleapis.com,*.push.apple.com; one of your own may be an origin such as https://push.example.com',
  'push-services',
);

/** A scalar of P-256 (RFC 8292 §2). */
export const pushKey = checkedText(
  (text) => /^[A-Za-z0-9_-]{43}$/.test(text),
  'must be a private VAPID key: 32 bytes as 43 characters of base64url, as `npx web-push generate-vapid-keys` prints it',
  'push-key',
);

export const pushSubject = checkedText(
  (text) => /^(?:https:\/\/\S+|mailto:[^\s@]+@[^\s@]+)$/.test(text),
  'must be an https: address or mailto:you@example.com, where push services can reach you',
  'push-subject',
);

/** Milliseconds. */
export const retentionTime = parsedText((text) => {
  const ms = parseDuration(text);
  return ms === null || ms < DAY
    ? wrong('must be a duration of at least a day, such as 30d or 396d', 'days')
    : { value: ms };
});

const HOURS = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)$/;
/** `22:00-08:00`: milliseconds after midnight. */
export const clockHours = parsedText<ClockHours>((text) => {
  const [, from = '', to = ''] = HOURS.exec(text) ?? [];
  return from === to
    ? wrong('must be two different times such as 22:00-08:00', 'clock-time')
    : { value: { from: parseClock(from) ?? 0, to: parseClock(to) ?? 0 } };
});

const DOMAIN = /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
/** Lower case. */
export const mailDomains = z
  .string()
  .toLowerCase()
  .pipe(
    list(
      (entry) => DOMAIN.test(entry),
      (bad) => `must be domains with commas between them, such as vigie.example.com; "${bad}" is none`,
      'domains',
    ),
  );

export const userAndPassword = parsedText((text) => {
  const [, user, password] = /^([^:\s]+):(\S+)$/.exec(text) ?? [];
  return user && password
    ? { value: { user, password } }
    : wrong('must be user:password, without spaces', 'user-and-password');
});

export function oneOf<const Word extends string>(words: readonly Word[]) {
  const error = ({ input }: { input?: unknown }) =>
    `must be one of ${words.join(', ')}.${didYouMean(String(input), words)}`;
  return z.enum(words, { error });
}

/** Some of the words, with commas between them. */
export function severalOf<const Word extends string>(words: readonly Word[]) {
  return parsedText<Word[]>((text) => {
    const given = text.split(/[\s,]+/).filter(Boolean);
    const bad = given.find((one) => !words.includes(one as Word));
    return bad === undefined
      ? { value: given as Word[] }
      : {
          message: `must be some of ${words.join(', ')}, with commas between them.${didYouMean(bad, words)}`,
          why: { reason: 'not-a-choice', data: { choices: [...words], meant: nearest(bad, words) } },
        };
  });
}

/** An address that other machines cannot reach. */
export function isLoopback({ host }: ListenAddress): boolean {
  return host === 'localhost' || (ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback');
}
