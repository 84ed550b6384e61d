/** Runs attacks on a world, one after the other, and judges each. */
import { existsSync, readdirSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestDatabase } from '../support/databases.ts';
import { attacksOn } from './attacks.ts';
import type { Attack, Outcome } from './attacks.ts';
import { channelAttacks } from './channel-attacks.ts';
import { deviceAttacks } from './device-attacks.ts';
import { fileAttacks } from './file-attacks.ts';
import { foreignAttacks } from './foreign-attacks.ts';
import { startForeign } from './foreign.ts';
import type { Foreign } from './foreign.ts';
import { Gauge } from './gauge.ts';
import { chanceOf } from './generate/body.ts';
import { budgetOf, mostMbOf, mostP99, PAGES, turnOf } from './limits.ts';
import { listenerAttacks } from './listener-attacks.ts';
import { manyAttacks } from './many-attacks.ts';
import { registeredRoutes } from './registered.ts';
import { closeConnections } from './requests.ts';
import { Stream } from './stream.ts';
import type { Pages } from './stream.ts';
import { STREAM_TOKEN } from './world.ts';
import type { World } from './world.ts';
import { Worlds } from './worlds.ts';

const routes = await registeredRoutes();
export const ATTACKS: readonly Attack[] = [
  ...attacksOn(routes),
  ...fileAttacks(),
  ...deviceAttacks(routes),
  ...manyAttacks(routes),
  ...foreignAttacks(),
  ...channelAttacks(),
  ...listenerAttacks(),
];

export interface Depth {
  seed: string;
  /** ms that one attack takes. */
  most: number;
  /** Whether pages are timed, which only says something on a machine of its own. */
  isTimed: boolean;
}

/** ms between two alerts, where pages are counted and where they are timed. */
const EVERY = 1_000;
/** As many as leave time for an attack: an alert costs twice as much on PostgreSQL. */
const EVERY_TIMED = { sqlite: 12, postgres: 20 };
/**
 * How many attacks that write share a world, where all of them run; those that delete have one of their own. What is over a
 * limit then is attacked again in a fresh world, and only that counts.
 */
const SHARE = 4;
/** Resident MB that are left of an attack, from which on the next one has a world of its own. */
const WORN = 380;
/** ms for which what pages take in a quiet world holds for the next worlds. */
const QUIET_HOLDS = 300_000;
/** ms in which what an attack has left behind still shows. */
const AFTERWARDS = 300;
/** How often pages that are still owed are looked for, every quarter of a second. */
const LOOKS = 80;
/** ms after which an attack that has not ended is one that nothing answers. */
const [ENDLESS, ENDLESS_OF_SAMPLE] = [300_000, 60_000];

const deletes = ({ name }: Attack): boolean => name.startsWith('DELETE') || /erase|rebind/.test(name);

/** Attacks that only read come first: those that delete, last. */
export function ordered(attacks: readonly Attack[], seed: string): Attack[] {
  const chance = chanceOf(`${seed} order`);
  const rank = (attack: Attack) => (deletes(attack) ? 2 : attack.isWrite ? 1 : 0);
  return attacks
    .map((attack) => ({ attack, key: rank(attack) + chance() }))
    .sort((a, b) => a.key - b.key)
    .map(({ attack }) => attack);
}

/** One of a sample: what can be told most about comes first. */
export function sampled(attacks: readonly Attack[], seed: string): Attack[] {
  const chance = chanceOf(`${seed} sample`);
  return attacks
    .map((attack) => ({ attack, key: chance() ** (attack.weight ?? 1) }))
    .sort((a, b) => a.key - b.key)
    .map(({ attack }) => attack);
}

export interface Judged {
  line: string;
  reds: string[];
}

/** One database, attacked. */
export class Siege {
  readonly #database: TestDatabase;
  readonly #depth: Depth;
  #stream: Stream | null = null;
  #foreign: Foreign | null = null;
  #worlds: Worlds | null = null;
  #world: World | null = null;
  /** How many attacks have written in this world. */
  #writes = 0;
  #gauge: Gauge | null = null;
  /** `stream`: ms of the main thread that it costs in a second. */
  quiet = { turn: 0, p99: 0, peak: 0, stream: 0 };
  #quietSince = -Infinity;

  constructor(database: TestDatabase, depth: Depth) {
    this.#database = database;
    this.#depth = depth;
  }

  async begin(): Promise<void> {
    this.#stream = await new Stream().open();
    this.#foreign = await startForeign();
    this.#worlds = new Worlds(this.#database, { hook: this.#stream.hook, foreign: this.#foreign });
    await this.fresh();
  }

  async end(): Promise<void> {
    closeConnections();
    await this.#worlds?.end();
    await this.#stream?.stop();
    await this.#foreign?.stop();
  }

  /** A new world, and what it costs while nobody attacks. */
  async fresh(): Promise<void> {
    const stream = this.#stream as Stream;
    stream.pause();
    const world = await (this.#worlds as Worlds).next();
    if (this.#depth.isTimed) preferOver(stream.thread, world.sidecar.pid);
    [this.#world, this.#gauge, this.#writes] = [world, new Gauge(world.sidecar), 0];
    stream.begin(
      `${world.sidecar.url}/in/${STREAM_TOKEN}`,
      this.#depth.isTimed ? EVERY_TIMED[this.#database.kind] : EVERY,
    );
    await pause(2_000);
    await this.#gauge.turn();
    this.#gauge.forgetPeak();
    await stream.take();
    if (performance.now() - this.#quietSince < QUIET_HOLDS) return;
    const [began, before] = [performance.now(), this.#gauge.used()];
    const took = this.#depth.isTimed ? await this.#pages([]) : [];
    if (!this.#depth.isTimed) await pause(3_000);
    const ofStream = (this.#gauge.usedSince(before) / (performance.now() - began)) * 1_000;
    this.quiet = { turn: await this.#gauge.turn(), p99: p99Of(took), peak: this.#gauge.peak(), stream: ofStream };
    this.#quietSince = performance.now();
  }

  /** Times of `PAGES` pages at least. */
  async #pages(before: readonly number[], limit = 60_000): Promise<number[]> {
    const took = [...before];
    const end = performance.now() + limit;
    while (took.length < PAGES && performance.now() < end) {
      await pause(250);
      took.push(...(await (this.#stream as Stream).take()).took);
    }
    return took;
  }

  async attack(attack: Attack): Promise<Judged> {
    const { seed } = this.#depth;
    let judged: Judged;
    try {
      judged = await this.#attack(attack);
    } catch (error) {
      const { name, message } = error as Error;
      const isInput = name === 'NoInput';
      const why = isInput ? `no input can be generated: ${message}` : message.split('\n').slice(0, 2).join(' ');
      judged = { line: '', reds: [`${attack.name} (seed ${seed}): ${why.slice(0, 400)}`] };
      // An attack before may have used up what this one needs.
      if (isInput) await this.fresh();
      else await this.#afterDeath(judged);
    }
    closeConnections();
    return judged;
  }

  async #afterDeath(judged: Judged): Promise<void> {
    await pause(500);
    if (!isAlive(this.#world?.sidecar.pid ?? 0)) judged.reds[0] += ': the sidecar died';
    await this.fresh();
  }

  async #attack(attack: Attack): Promise<Judged> {
    const [world, gauge, stream, foreign] = [this.#world, this.#gauge, this.#stream, this.#foreign] as [
      World,
      Gauge,
      Stream,
      Foreign,
    ];
    const { seed, most, isTimed } = this.#depth;
    await gauge.turn();
    gauge.forgetPeak();
    await stream.take();
    let outcome: Outcome | null = null;
    const pages: Pages = { took: [], waiting: 0, owed: [], refused: [] };
    for (let round = 0; round === 0 || (isTimed && pages.took.length < PAGES && round < 20); round++) {
      const ofRound = round === 0 ? seed : `${seed}+${round}`;
      const field = { world, gauge, routes, foreign, most, seed: ofRound, stream: isTimed ? this.quiet.stream : null };
      const limit = most < 5_000 ? ENDLESS_OF_SAMPLE : ENDLESS;
      const next = await Promise.race([attack.run(field), pause(limit, null, { ref: false })]);
      if (next === null) throw new Error(`it did not end within ${limit / 60_000} minutes`);
      await pause(AFTERWARDS);
      const after = await gauge.turn();
      if (after > next.turn) Object.assign(next, { turn: after, worst: 'afterwards' });
      outcome = outcome === null || next.turn > outcome.turn ? next : outcome;
      const taken = await stream.take();
      pages.took.push(...taken.took);
      pages.refused.push(...taken.refused);
      pages.waiting = taken.waiting;
    }
    await this.#untilPaged(pages);
    const judged = this.#judge(attack.name, outcome as Outcome, gauge.peak(), pages);
    if (judged.reds.length > 0 || (isTimed && this.#isUsedUp(attack))) await this.fresh();
    return judged;
  }

  /** Resident memory stays so, and would be told of the next attacks as well. */
  #isUsedUp(attack: Attack): boolean {
    this.#writes += attack.isWrite ? 1 : 0;
    return deletes(attack) || this.#writes >= SHARE || (this.#gauge?.peak() ?? 0) > WORN;
  }

  /** What was sent meanwhile has its page soon after the attack, all of it at some moment. */
  async #untilPaged(pages: Pages): Promise<void> {
    for (let looks = 0; looks < LOOKS && (pages.waiting > 0 || pages.took.length === 0); looks++) {
      await pause(250);
      const taken = await (this.#stream as Stream).take();
      pages.took.push(...taken.took);
      pages.refused.push(...taken.refused);
      pages.waiting = taken.waiting;
      pages.owed = taken.owed;
    }
    for (const [i, title] of pages.owed.entries()) pages.owed[i] = await this.#toldOf(title);
  }

  /** The sidecar is asked about an alert that has no page. */
  async #toldOf(title: string): Promise<string> {
    const sidecar = (this.#world as World).sidecar;
    const found = await sidecar.api<{ items: Array<{ id: string }> }>('GET', `incidents?q=${title}&limit=1`);
    const [incident] = found.body.items ?? [];
    if (incident === undefined) return `${title}: no incident, ${JSON.stringify(found.body).slice(0, 200)}`;
    const sent = await sidecar.api('GET', `incidents/${incident.id}/pages`);
    const all = await sidecar.api('GET', `incidents/${incident.id}/timeline`);
    return `${title}: ${JSON.stringify(incident)} ${JSON.stringify(sent.body)} ${JSON.stringify(all.body)}`;
  }

  #judge(name: string, outcome: Outcome, peak: number, { took, refused, waiting, owed }: Pages): Judged {
    const { turn, request, caller, requests, statuses, bytes } = outcome;
    const others = Object.entries(outcome.turns).filter(([, one]) => one > turnOf(name) && one < turn);
    const worst = [outcome.worst, ...others.map(([what, one]) => `${round(one)} ms: ${what}`).slice(0, 6)].join('; ');
    const p99 = p99Of(took);
    const over: Array<readonly [what: string, figure: number, limit: number, unit: string]> = [
      ['longest turn', turn, turnOf(name), 'ms of processor time'],
      ['one request', request, budgetOf(name, caller), 'ms of the main thread'],
      ['resident', peak, mostMbOf(name), 'MB'],
      ['refused alerts', refused.length, 0, `of the stream (${refused[0] ?? ''})`],
      ['alerts without a page', waiting, 0, `${(LOOKS * 250) / 1000} s after the attack: ${owed.join('; ')}`],
      ...(this.#depth.isTimed
        ? [
            ['pages missing', PAGES - took.length, 0, 'of those to be counted'] as const,
            ['page p99', p99, mostP99(this.quiet.p99), 'ms'] as const,
          ]
        : [['pages missing', took.length === 0 ? 1 : 0, 0, 'of at least one'] as const]),
    ];
    const figures =
      `turn ${round(turn)} ms (quiet ${round(this.quiet.turn)}), request ${round(request)} ms, peak ${round(peak)} MB, ` +
      `${requests} requests ${JSON.stringify(statuses)}, ${took.length} pages, the slowest ${round(Math.max(0, ...took))} ms, ` +
      `${waiting} on their way, ${refused.length} alerts refused; ${worst}, ${bytes} bytes`;
    const red = over.filter(([, figure, limit]) => figure > limit);
    return {
      line: `${red.length > 0 ? 'RED' : 'ok '} ${name} by ${caller}: ${figures}`,
      reds: red.map(
        ([what, figure, limit, unit]) =>
          `${name} by ${caller} (seed ${this.#depth.seed}, ${bytes} bytes): ${what} ${round(figure)} ${unit}, at most ${round(limit)}; ${worst}`,
      ),
    };
  }
}

/**
 * An attacker has a machine of their own. Here they would take the processor from the database and from the sidecar, which
 * stay as they were started (some of the sidecar's threads give way to the one that pages), while the attacker comes behind
 * them: all its threads, as those that collect its garbage take as much, but not the one that sends alerts and takes the pages.
 */
function preferOver(stream: number | null, sidecar: number): void {
  usual ??= getPriority(process.pid);
  try {
    for (const thread of threadsOf(process.pid)) {
      setPriority(thread, thread === stream ? usual : Math.min(usual + BEHIND, 19));
    }
    for (const thread of threadsOf(sidecar)) {
      if (getPriority(thread) !== GIVEN_WAY) setPriority(thread, usual);
    }
  } catch (error) {
    // Not for everybody to decide; then all are alike.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SYSTEM_ERROR') throw error;
    console.log('the attacker runs beside the sidecar, as it may not be preferred');
  }
}

/** Linux numbers threads as it does processes. */
function threadsOf(pid: number): number[] {
  return existsSync('/proc') ? readdirSync(`/proc/${pid}/task`).map(Number) : [pid];
}

let usual: number | null = null;
const BEHIND = 15;
/** Priority of the sidecar's threads beside the one that pages (`give-way.ts`). */
const GIVEN_WAY = constants.priority.PRIORITY_BELOW_NORMAL;

const round = (value: number): number => Math.round(value);

function p99Of(took: readonly number[]): number {
  const sorted = took.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * 0.99) - 1)] ?? 0;
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}
