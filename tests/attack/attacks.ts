/** One attack for each route and way of being hostile. */
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { API } from '../../backend-shim/http/entrance/entrance.ts';
import { asRefusal, chanceOf, Input, makingOf } from './generate/body.ts';
import type { ReasonData, Refusal } from './generate/body.ts';
import { NoInput } from './generate/texts.ts';
import { freeTexts } from './generate/recipe.ts';
import type { Making, Surroundings } from './generate/texts.ts';
import type { Foreign } from './foreign.ts';
import type { Gauge } from './gauge.ts';
import { followUp } from './follow-up.ts';
import { STREAM } from './limits.ts';
import { aimAt, as, closeConnections, send } from './requests.ts';
import type { Aim, Sent } from './requests.ts';
import { nameOf, queryOf } from './registered.ts';
import type { Registered } from './registered.ts';
import type { World } from './world.ts';

export interface Field {
  world: World;
  gauge: Gauge;
  /** Every route, for what follows. */
  routes: readonly Registered[];
  seed: string;
  /** ms that an attack may take. */
  most: number;
  foreign: Foreign;
  /** ms of the main thread that the stream of alerts costs in a second, where it was measured. */
  stream: number | null;
}

/** What was worst. */
export interface Outcome {
  caller: string;
  requests: number;
  statuses: Record<string, number>;
  /** ms of the longest turn. */
  turn: number;
  /** ms of the main thread for one request, without what the stream costs. */
  request: number;
  /** The longest turn by what was sent: each kind of request has its own. */
  turns: Record<string, number>;
  /** What was sent when the turn was longest. */
  worst: string;
  bytes: number;
}

export interface Attack {
  name: string;
  /** Changes what others find. */
  isWrite: boolean;
  /** How likely it is among the first of a sample; usually 1. */
  weight?: number;
  run(field: Field): Promise<Outcome>;
}

const READING = new Set([
  'POST /policies/preview',
  'POST /rotas/preview',
  'POST /messages/preview',
  'POST /labour/preview',
]);
export const hasBody = (method: string) => ['POST', 'PUT', 'PATCH'].includes(method);

type Flavour = Making['flavour'];
/** Texts of a body that may be templates, from which on it is worth an attack of its own. */
const MANY_TEXTS = 4;

export function attacksOn(routes: readonly Registered[]): Attack[] {
  return routes.flatMap((route): Attack[] => {
    const name = nameOf(route);
    const isWrite = route.method !== 'GET' && !READING.has(name);
    if (route.url.startsWith(`${API}/`)) {
      const attack = { name, isWrite, weight: weightOf(route), run: (field: Field) => bySchema(field, route, 'plain') };
      const hasTemplates = route.body !== null && freeTexts(route.body) >= MANY_TEXTS;
      return [
        attack,
        ...(hasTemplates
          ? [{ ...attack, name: `${name} templates`, run: (field: Field) => bySchema(field, route, 'template') }]
          : []),
        { name: `${name} crowd`, isWrite, run: (field: Field) => byCaller(field, route) },
      ];
    }
    return [
      { name: `${name} crowd`, isWrite: false, run: (field) => byCrowd(field, aimAt(field.world, route)) },
      ...(hasBody(route.method)
        ? [{ name: `${name} free`, isWrite, run: (field: Field) => byFreeBodies(field, aimAt(field.world, route)) }]
        : []),
    ];
  });
}

/** The more somebody may send, the more there is to try. */
const weightOf = ({ body, query }: Registered): number => (body !== null ? 4 : query !== null ? 2 : 0.5);

export const blank = (caller: string): Outcome => ({
  caller,
  requests: 0,
  statuses: {},
  turn: 0,
  turns: {},
  request: 0,
  worst: '',
  bytes: 0,
});

/** @param seed that makes it again, where there is one of its own */
export function note(outcome: Outcome, turn: number, what: string, bytes: number, seed?: string): void {
  outcome.turns[what] = Math.max(outcome.turns[what] ?? 0, turn);
  if (turn > outcome.turn) {
    Object.assign(outcome, {
      turn,
      worst: seed === undefined ? what : `${what}, seed ${JSON.stringify(seed)}`,
      seed,
      bytes,
    });
  }
}

function count(outcome: Outcome, { status }: Sent): void {
  outcome.requests++;
  outcome.statuses[status] = (outcome.statuses[status] ?? 0) + 1;
}

/** One request, and what it cost. */
export async function measured(
  field: Field,
  outcome: Outcome,
  aim: Aim,
  body: string | null,
  what: string,
  seed: string,
): Promise<Sent> {
  const [before, began] = [field.gauge.used(), performance.now()];
  const sent = await send(
    field.world.sidecar.url,
    { method: aim.route.method, path: aim.path, headers: aim.headers },
    body,
  );
  const turn = await field.gauge.turn();
  // One that waits for somebody else lasts for seconds, and the limit allows what the stream costs in one.
  const seconds = (performance.now() - began) / 1000;
  const others = field.stream === null ? Math.floor(seconds) * STREAM : seconds * field.stream;
  const used = field.gauge.usedSince(before) - others;
  count(outcome, sent);
  outcome.request = Math.max(outcome.request, used);
  note(outcome, turn, `${what} -> ${sent.status}`, body?.length ?? aim.path.length, seed);
  return sent;
}

const REPAIRS = 8;

/** The route's own schemas, variant by variant until the time is over. */
async function bySchema(field: Field, route: Registered, flavour: Flavour): Promise<Outcome> {
  const aim = aimAt(field.world, route);
  const outcome = blank(aim.caller);
  const around: Surroundings = { references: field.world.references, foreignUrl: field.foreign.url, now: Date.now() };
  const end = performance.now() + field.most;
  const isStatic = route.body === null && route.query === null;
  let failure: NoInput | null = null;
  for (let variant = 0; variant === 0 || (performance.now() < end && (!isStatic || variant < 5)); variant++) {
    const seed = `${field.seed} ${aim.name} ${variant}`;
    try {
      await oneVariant(field, outcome, { aim, around, seed, end, flavour });
    } catch (error) {
      if (!(error instanceof NoInput)) throw error;
      failure = error;
    }
  }
  if (outcome.requests === 0) throw failure ?? new NoInput(`${aim.name}: nothing was sent`);
  const statuses = Object.keys(outcome.statuses);
  if (statuses.every((status) => status === '429')) throw new NoInput(`${aim.name}: every request was one too many`);
  if (statuses.every((status) => status === '401'))
    throw new NoInput(`${aim.name}: ${aim.caller} is nobody who is known`);
  return outcome;
}

export interface Variant {
  aim: Aim;
  around: Surroundings;
  seed: string;
  /** When no more is tried. */
  end: number;
  flavour: Flavour;
}

/** A small input that the route takes, if it takes any, and who sends it. */
export async function smallVariant(field: Field, outcome: Outcome, { aim, around, seed, end, flavour }: Variant) {
  const { route } = aim;
  const making = makingOf(chanceOf(seed), around, flavour);
  const query = route.query === null ? null : new Input(route.query, making);
  const input = route.body === null ? null : new Input(route.body, making);
  const now = { by: aim, body: null as string | null };
  const written = () => ({
    path: now.by.path + (query === null ? '' : `?${queryOf(query.value())}`),
    headers: { ...now.by.headers, ...(input === null ? {} : { 'Content-Type': 'application/json' }) },
    body: input === null ? null : JSON.stringify(input.value()),
  });
  const attempt = async (what: string): Promise<Sent> => {
    for (;;) {
      const { path, headers, body } = written();
      const sent = await measured(field, outcome, { ...now.by, path, headers }, body, what, seed);
      now.body = body;
      const [next] = now.by.next;
      // Some bodies need somebody who may more, and an earlier attack may have used up what visitors may ask.
      if (![403, 429].includes(sent.status) || next === undefined) return sent;
      now.by = as(field.world, now.by, next);
    }
  };
  let sent = await attempt('small');
  for (let round = 0; round < REPAIRS && sent.status === 400 && performance.now() < end; round++) {
    const refusals = refusalsOf(sent.text);
    const isOther = [query, input].map((one) => one?.repair(refusals) ?? false).includes(true);
    if (!isOther) break;
    sent = await attempt('small');
  }
  return { making, query, input, now, written, attempt, sent };
}

async function oneVariant(field: Field, outcome: Outcome, variant: Variant): Promise<void> {
  const { making, query, input, now, attempt, sent } = await smallVariant(field, outcome, variant);
  const { seed } = variant;
  await followUp(field, outcome, { by: now.by, sent, stored: now.body, making, seed });
  query?.enlarge(4_000);
  if (input !== null) {
    // A share of the limit, in a third of the cases all of it.
    const share = making.chance();
    input.enlarge(variant.aim.route.bodyLimit * (share < 0.35 ? 0.9 : share < 0.7 ? 0.1 : 0.01));
  }
  if (query !== null || input !== null) {
    const large = await attempt('large');
    await followUp(field, outcome, { by: now.by, sent: large, stored: now.body, making, seed });
  }
}

/** The same small request of one caller by many connections at once, again and again. */
async function byCaller(field: Field, route: Registered): Promise<Outcome> {
  const aim = aimAt(field.world, route);
  const outcome = blank(aim.caller);
  const around: Surroundings = { references: field.world.references, foreignUrl: field.foreign.url, now: Date.now() };
  const end = performance.now() + field.most;
  const seed = `${field.seed} ${aim.name} crowd`;
  const small = await smallVariant(field, outcome, { aim, around, seed, end, flavour: 'plain' });
  const { path, headers, body } = small.written();
  await crowd(field, outcome, { ...small.now.by, path, headers }, body);
  note(outcome, await field.gauge.turn(), `${CROWD} connections at once`, body?.length ?? 0, seed);
  return outcome;
}

/** What the sidecar says is wrong, as paths. */
function refusalsOf(text: string): Refusal[] {
  try {
    const { error } = JSON.parse(text) as {
      error: { details?: Array<{ path?: string; reason?: string | null; data?: ReasonData | null }> };
    };
    return (error.details ?? []).map(({ path = '', reason, data }) =>
      asRefusal(path.split(/[.[\]]+/).filter(Boolean), reason ?? '', data ?? {}),
    );
  } catch {
    return [];
  }
}

/** Connections at once, from one address. */
const CROWD = 200;
/** ms that answers may take that are still awaited at the end. */
const PATIENCE = 1_500;

/** Many connections at once that ask the same again and again. */
export async function byCrowd(field: Field, aim: Aim): Promise<Outcome> {
  const { route } = aim;
  const outcome = blank(aim.caller);
  const body = hasBody(route.method) ? JSON.stringify(wide(Math.min(route.bodyLimit, MIB))) : null;
  await crowd(field, outcome, aim, body);
  note(outcome, await field.gauge.turn(), `${CROWD} connections at once`, body?.length ?? 0);
  return outcome;
}

async function crowd(field: Field, outcome: Outcome, aim: Aim, body: string | null): Promise<void> {
  const end = performance.now() + field.most;
  const headers = { ...aim.headers, ...(body === null ? {} : { 'Content-Type': 'application/json' }) };
  const asked = { method: aim.route.method, path: aim.path, headers };
  // Made once: what the attacker computes takes the processor from whom it attacks.
  const bytes = body === null ? null : Buffer.from(body);
  const one = async () => {
    while (performance.now() < end) {
      const sent = await send(field.world.sidecar.url, asked, bytes, CROWD);
      count(outcome, sent);
      if (sent.status === 0) return;
    }
  };
  // Whoever guesses tokens waits for the answer.
  await Promise.race([Promise.all(Array.from({ length: CROWD }, one)), pause(field.most + PATIENCE)]);
  closeConnections();
}

const MIB = 1024 * 1024;

/** As many values as fit. */
const wide = (bytes: number): number[] =>
  Array.from({ length: Math.min(Math.floor(bytes / 2) - 10, 499_000) }, () => 0);

/** JSON without a schema in every extreme, forms and compressed bodies. */
function freeBodies(bytes: number): Array<{ what: string; type: string; body: Buffer; encoding?: string }> {
  const json = (what: string, text: string) => ({ what, type: 'application/json', body: Buffer.from(text) });
  const long = 'e '.repeat(Math.floor(bytes / 2) - 200);
  const deep = `${'['.repeat(99)}0${']'.repeat(99)}`;
  const all = [
    json('as many values as fit', JSON.stringify(wide(bytes))),
    json(
      'the deepest, many times',
      `[${Array.from({ length: Math.floor(bytes / 220) }, () => deep).join(',')}]`.slice(0, bytes),
    ),
    json('deeper than is read', '['.repeat(bytes)),
    json('a long text', JSON.stringify({ id: 'long', title: 'long', message: long })),
    json(
      'many alerts',
      JSON.stringify({ alerts: many(bytes, (i) => ({ labels: { alertname: `a${i}` }, status: 'firing' })) }),
    ),
    json('many fields', JSON.stringify(Object.fromEntries(many(bytes, (i) => [`field-${i}`, `${i}`])))),
    {
      what: 'a form',
      type: 'application/x-www-form-urlencoded',
      body: Buffer.from('a=%F0%9F%94%A5&'.repeat(bytes / 16)),
    },
  ];
  return [
    ...all,
    ...all.map((one) => ({ ...one, what: `${one.what}, compressed`, body: gzipSync(one.body), encoding: 'gzip' })),
    { what: 'a bomb', type: 'application/json', body: gzipSync(Buffer.alloc(64 * MIB, 0x20)), encoding: 'gzip' },
  ];
}

function many<T>(bytes: number, make: (i: number) => T): T[] {
  const each = JSON.stringify(make(0)).length + 8;
  return Array.from({ length: Math.floor(bytes / each) }, (_, i) => make(i));
}

export async function byFreeBodies(field: Field, aim: Aim): Promise<Outcome> {
  const { route } = aim;
  const outcome = blank(aim.caller);
  for (const { what, type, body, encoding } of freeBodies(route.bodyLimit - 100)) {
    const headers = { ...aim.headers, 'Content-Type': type, ...(encoding && { 'Content-Encoding': encoding }) };
    const before = field.gauge.used();
    const sent = await send(field.world.sidecar.url, { method: route.method, path: aim.path, headers }, body);
    const turn = await field.gauge.turn();
    count(outcome, sent);
    outcome.request = Math.max(outcome.request, field.gauge.usedSince(before));
    note(outcome, turn, `${what} -> ${sent.status}`, body.length);
  }
  return outcome;
}
