/**
 * Foreign systems that have turned hostile: each first answers as the real product does, since its fake of the importer's own
 * tests speaks for it, and what it says is then made as large, as deep and as endless as it may be.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ImportSource } from '#modules/importing/domain/model';
import { goalertContent } from '../../backend-shim/modules/importing/client/pagers/goalert/fakes/content.fake.ts';
import { goalertPeer } from '../../backend-shim/modules/importing/client/pagers/goalert/fakes/peer.fake.ts';
import { jsmContent } from '../../backend-shim/modules/importing/client/pagers/jsm/fakes/content.fake.ts';
import { jsmPeer } from '../../backend-shim/modules/importing/client/pagers/jsm/fakes/peer.fake.ts';
import { oncallContent } from '../../backend-shim/modules/importing/client/pagers/oncall/fakes/content.fake.ts';
import { oncallPeer } from '../../backend-shim/modules/importing/client/pagers/oncall/fakes/peer.fake.ts';
import { opsgenieContent } from '../../backend-shim/modules/importing/client/pagers/opsgenie/fakes/content.fake.ts';
import { opsgeniePeer } from '../../backend-shim/modules/importing/client/pagers/opsgenie/fakes/peer.fake.ts';
import { pagerdutyContent } from '../../backend-shim/modules/importing/client/pagers/pagerduty/fakes/content.fake.ts';
import { pagerdutyPeer } from '../../backend-shim/modules/importing/client/pagers/pagerduty/fakes/peer.fake.ts';
import type { PagerTransport } from '../../backend-shim/modules/importing/client/reading/reader.ts';
import type { Chance } from './generate/patterns.ts';
import { startHostileMailServer, startHostileSmsc } from './hostile-peers.ts';
import type { HostilePeer } from './hostile-peers.ts';
import { pick } from './generate/patterns.ts';

/** A pager that a new version can import from fails to compile until it is here. */
export const PEERS: Readonly<Record<ImportSource, () => PagerTransport>> = {
  oncall: () => oncallPeer(oncallContent),
  opsgenie: () => opsgeniePeer(opsgenieContent),
  jsm: () => jsmPeer(jsmContent),
  pagerduty: () => pagerdutyPeer(pagerdutyContent),
  goalert: () => goalertPeer(goalertContent),
};

export const KEYS: Partial<Record<ImportSource, string>> = { goalert: 'first-key\nsecond-key\nthird-key' };
export const KEY = 'first-key';

/** How an answer is made worse. */
export const HOSTILITIES = ['deep', 'large', 'endless', 'odd'] as const;
export type Hostility = (typeof HOSTILITIES)[number];

const MIB = 1024 * 1024;
/** Just under what is read of one answer. */
const MOST_BYTES = 3.5 * MIB;

/** What a genuine answer becomes. @param page counts what was asked */
function worse(answer: string, hostility: Hostility, page: number, bytes = MOST_BYTES): string {
  switch (hostility) {
    case 'deep':
      return withField(answer, '['.repeat(bytes / 2) + ']'.repeat(bytes / 2));
    case 'large':
      return JSON.stringify(longer(JSON.parse(answer), bytes));
    case 'endless':
      return withField(JSON.stringify(unending(JSON.parse(answer), page)), `"${'e '.repeat(bytes / 2 - 50_000)}"`);
    case 'odd':
      return JSON.stringify(odd(JSON.parse(answer)));
  }
}

/** One more field, or item, whose value is written as it is. */
function withField(answer: string, value: string): string {
  const end = answer.trimEnd();
  const isEmpty = /^[[{]\s*[\]}]$/.test(end);
  const comma = isEmpty ? '' : ',';
  return end.endsWith('}') ? `${end.slice(0, -1)}${comma}"more":${value}}` : `${end.slice(0, -1)}${comma}${value}]`;
}

/** Every list as long as fits: its items again, with other ids. */
function longer(value: unknown, bytes: number): unknown {
  if (Array.isArray(value)) {
    if (value.length === 0) return value;
    const size = JSON.stringify(value).length;
    const times = Math.max(1, Math.floor(bytes / size / 2));
    return Array.from({ length: times * value.length }, (_, i) => renamed(value[i % value.length], i));
  }
  if (typeof value === 'object' && value !== null) {
    const lists = Object.values(value).filter((one) => typeof one === 'object' && one !== null).length;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, longer(one, bytes / Math.max(1, lists))]),
    );
  }
  return value;
}

function renamed(value: unknown, number: number): unknown {
  return typeof value === 'object' && value !== null && 'id' in value
    ? { ...value, id: `${String(value.id)}-${number}` }
    : value;
}

/** Every count says that there is more, and no two pages are the same. */
function unending(value: unknown, page: number): unknown {
  if (Array.isArray(value)) return value.map((one, i) => renamed(unending(one, page), page * 1_000 + i));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      if (/total|count|pages/i.test(name) && typeof one === 'number') return [name, 2_000];
      if (/more|hasNext/i.test(name) && typeof one === 'boolean') return [name, true];
      if (/^next$|endCursor/i.test(name))
        return [name, typeof one === 'string' ? `${one}${one.includes('?') ? '&' : '?'}p=${page}` : one];
      return [name, unending(one, page)];
    }),
  );
}

/** Lists with what does not belong there. */
function odd(value: unknown): unknown {
  if (Array.isArray(value)) return [...value.map(odd), null, 1, 'e', [], {}];
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, odd(one)]));
}

const KEYS_OF_GRAFANA = '/api/signing-keys/keys';

interface GenuineAnswer {
  status: number;
  body: string;
  /** Of a refusal, too. */
  isMadeWorse?: boolean;
}
/** What a monitor or a service answers as it is. */
export type MonitorAnswer = (method: string, path: string, body: string) => Promise<GenuineAnswer>;

/** Just under what is read of the alerts and silences of a monitor. */
const MOST_OF_MONITOR = 15.5 * MIB;

export interface Foreign {
  url: string;
  /** From now on it is this pager. */
  is(source: ImportSource, hostility: Hostility): void;
  /** From now on every calendar is this text. */
  calendar(ics: string): void;
  /** It is Grafana, too: its keys are those at this address, made worse. */
  grafana(url: string, hostility: Hostility | null): void;
  /** It is this monitor or service, too, whose answers are made worse; null: no longer. */
  monitor(answer: MonitorAnswer | null, hostility: Hostility): void;
  requests(): number;
  /** Takes the mails of the sidecar. */
  mail: HostilePeer;
  smsc: HostilePeer;
  stop(): Promise<void>;
}

export async function startForeign(): Promise<Foreign> {
  let requests = 0;
  let ics = '';
  let keys: { url: string; hostility: Hostility | null } | null = null;
  let monitor: { answer: MonitorAnswer; hostility: Hostility } | null = null;
  let pager: { peer: PagerTransport; hostility: Hostility } | null = null;
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    requests++;
    const body = await text(request);
    if ((request.url ?? '').includes('.ics')) {
      response.writeHead(200, { 'content-type': 'text/calendar' }).end(ics);
      return;
    }
    if (keys !== null && request.url === KEYS_OF_GRAFANA) {
      const genuine = await (await fetch(keys.url + KEYS_OF_GRAFANA)).text();
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(keys.hostility === null ? genuine : worse(genuine, keys.hostility, requests));
      return;
    }
    if (monitor !== null) {
      const genuine = await monitor.answer(request.method ?? 'GET', request.url ?? '/', body);
      const isWell = (genuine.status === 200 || genuine.isMadeWorse === true) && genuine.body !== '';
      response.writeHead(genuine.status, { 'content-type': 'application/json' });
      response.end(isWell ? worse(genuine.body, monitor.hostility, requests, MOST_OF_MONITOR) : genuine.body);
      return;
    }
    if (pager === null) {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      return;
    }
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const genuine = await pager.peer({
      method: request.method === 'POST' ? 'POST' : 'GET',
      url: `https://pager.example${request.url ?? '/'}`,
      headers,
      ...(body === '' ? {} : { body }),
    });
    const isWell = genuine.status === 200;
    response.writeHead(genuine.status, { 'content-type': 'application/json', ...genuine.headers });
    response.end(isWell ? worse(genuine.body, pager.hostility, requests) : genuine.body);
  };
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const [mail, smsc] = await Promise.all([startHostileMailServer(), startHostileSmsc()]);
  return {
    mail,
    smsc,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    is: (source, hostility) => (pager = { peer: PEERS[source](), hostility }),
    calendar: (next) => void (ics = next),
    grafana: (url, hostility) => void (keys = { url, hostility }),
    monitor: (answers, hostility) => (monitor = answers === null ? null : { answer: answers, hostility }),
    requests: () => requests,
    stop: async () => {
      await Promise.all([mail.stop(), smsc.stop()]);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

const RULES = [
  'FREQ=SECONDLY',
  'FREQ=MINUTELY;INTERVAL=1',
  'FREQ=HOURLY;BYMINUTE=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15',
  'FREQ=DAILY;COUNT=1000000',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
  'FREQ=YEARLY;BYYEARDAY=366;BYDAY=MO;INTERVAL=999',
  'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-1,1,2,3',
];

/** As many events as fit, each with a rule that repeats without end, or without ever holding. */
export function hostileCalendar(chance: Chance): string {
  const zone = pick(['', ';TZID=Europe/Paris', ';TZID=Custom'], chance);
  const most = pick([20, 2_000, 30_000], chance);
  const people = Array.from({ length: pick([0, 1, 50], chance) }, (_, i) => `ATTENDEE:mailto:dee${i}@example.com`);
  const events = Array.from({ length: most }, (_, i) => [
    'BEGIN:VEVENT',
    `UID:${i}`,
    'DTSTAMP:20260101T000000Z',
    `DTSTART${zone}:20200101T000000`,
    `DTEND${zone}:20200101T0000${chance() < 0.5 ? '01' : '59'}`,
    `SUMMARY:${chance() < 0.5 ? 'Dee' : 'Dee, Ann & Cleo \u00e9'.repeat(10)}`,
    ...(chance() < 0.8 ? [`RRULE:${pick(RULES, chance)}`] : []),
    ...(chance() < 0.2 ? [`EXDATE:${Array.from({ length: 500 }, (_, d) => `2020010${d % 9}T000000Z`).join(',')}`] : []),
    ...people,
    'END:VEVENT',
  ]);
  const rules = Array.from({ length: zone.includes('Custom') ? 2_000 : 0 }, (_, i) => [
    ...['BEGIN:STANDARD', `DTSTART:19${70 + (i % 30)}0101T000000`, 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0000'],
    ...['RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU', 'END:STANDARD'],
  ]);
  const zones = rules.length === 0 ? [] : ['BEGIN:VTIMEZONE', 'TZID:Custom', ...rules.flat(), 'END:VTIMEZONE'];
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//EN', ...zones, ...events.flat(), 'END:VCALENDAR', ''].join(
    '\r\n',
  );
}
