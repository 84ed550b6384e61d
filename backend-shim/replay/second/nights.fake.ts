/** Plays nights with the real stages over rows, and with people who answer what reaches them. */
import type { Alert } from '#domain/incident/signal/alert';
import type { Command } from '#domain/incident/commands/command';
import { regroup } from '../../stages/intake/arrivals.ts';
import type { Channel, ChannelRegistry, DeliveryOutcome } from '../../ports/channel.ts';
import type { Directory } from '../../ports/directory.ts';
import { openWork } from '../../store/work.fake.ts';
import type { WorkBench } from '../../store/work.fake.ts';
import { earliestDue } from '../../store/timers.ts';
import { channelsOf, RealStages } from '../real-stages.fake.ts';
import { Solutions } from './solved.fake.ts';

/** One alert of a night; times are epoch ms. */
export interface NightAlert {
  at: number;
  alert: Alert;
}

/** What somebody does about an incident, as long after the first page of theirs that arrives. */
export interface Deed {
  user: string;
  delay: number;
  command: Command;
  /** When it was done in the first night. */
  at: number;
  /** They had a page that ran, or the incident. */
  wasTheirs: boolean;
  /** The incident of the first night that they did it to; not set in the first night. */
  part?: string;
}

/** How a night is: incidents have the names of the first night. */
export interface Temper {
  /** About the incidents whose alerts this one holds by now. */
  deedsOf(parts: readonly string[], user: string): Deed[];
  /** Everything that people do at its own instant, whoever is paged: `user` was reached in the first night, or not at all. */
  ownTime: ReadonlyArray<Deed & { part: string; isOutside: boolean }>;
  /** Whether the n-th delivery of this kind fails for good. */
  fails(delivery: string): boolean;
}

export interface PlayedNight {
  bench: WorkBench;
  to: number;
  /** By incident of this night. */
  done: Array<Deed & { incident: string }>;
  failed: Set<string>;
  /** The incident of each alert, by its place. */
  wentTo: Array<string | null>;
}

interface Planned {
  at: number;
  deed: Deed;
  incident: string | null;
  /** Of the first night, where it is done at its own time. */
  part: string | null;
  isOutside: boolean;
}

const METHODS = ['email', 'phone', 'chat'];

class PeopledNight {
  readonly failed = new Set<string>();
  readonly done: PlayedNight['done'] = [];
  readonly wentTo: Array<string | null> = [];
  readonly #parts = new Map<string, string[]>();
  readonly #reached = new Map<string, number>();
  readonly #followed = new Set<string>();
  readonly #answered = new Set<string>();
  readonly #solutions = new Solutions<Deed>();
  readonly #waiting: Planned[] = [];
  readonly #planned: Planned[];
  readonly bench: WorkBench;
  readonly #stages: RealStages;
  readonly #temper: Temper;
  readonly #partNames: ReadonlyArray<string | null>;
  #seen = 0;

  constructor(bench: WorkBench, temper: Temper, partNames: ReadonlyArray<string | null>) {
    this.bench = bench;
    this.#temper = temper;
    this.#partNames = partNames;
    this.#planned = temper.ownTime.map(({ part, isOutside, ...deed }) => ({
      at: deed.at,
      deed: { ...deed, part },
      incident: null,
      part,
      isOutside,
    }));
    this.#stages = new RealStages(bench, this.#channels());
  }

  #channels(): ChannelRegistry {
    const registry = channelsOf([]);
    return new Map(
      METHODS.map((kind): [string, Channel] => [
        kind,
        { ...(registry.get(kind) as Channel), send: ({ idempotencyKey: id }) => this.#send(id) },
      ]),
    );
  }

  async #send(id: string): Promise<DeliveryOutcome> {
    const { read } = this.bench;
    const row = await read.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const same = await read
      .selectFrom('deliveries')
      .select('id')
      .where('kind', '=', 'page')
      .where('incident', '=', row.incident)
      .where('user', '=', row.user)
      .where('method', '=', row.method)
      .where('id', '<', id)
      .execute();
    const name = row.incident === null ? '' : await this.nameOf(row.incident);
    const delivery = [name, row.user, row.method, same.length].join(' ');
    if (!this.#temper.fails(delivery)) {
      return { kind: 'done', providerId: null };
    }
    this.failed.add(delivery);
    return { kind: 'never', reason: 'refused', detail: 'x' };
  }

  /** The same in every night in which the same alert opens it, into whatever group: no two alerts come at once. */
  async nameOf(id: string): Promise<string> {
    const incidents = this.bench.read.selectFrom('incidents').select('opened_at').where('id', '=', id);
    return String((await incidents.executeTakeFirstOrThrow()).opened_at);
  }

  async play(alerts: readonly NightAlert[], to: number): Promise<void> {
    const { bench } = this;
    let next = 0;
    for (;;) {
      this.#planned.sort((a, b) => a.at - b.at);
      const due = await earliestDue(bench.read);
      const at = Math.min(due ?? Infinity, alerts[next]?.at ?? Infinity, this.#planned[0]?.at ?? Infinity);
      if (at >= to) break;
      bench.now = Math.max(bench.now, at);
      if (due !== null && due <= bench.now) {
        await this.#stages.settle();
      } else if ((alerts[next]?.at ?? Infinity) <= bench.now) {
        await this.#comes(next, alerts[next] as NightAlert);
        next += 1;
      } else {
        await this.#does(this.#planned.shift() as Planned);
      }
      await this.#notice();
    }
    await this.#stages.stop();
  }

  async #comes(index: number, { alert }: NightAlert): Promise<void> {
    const integration = this.bench.directory.integrations.get('s');
    if (integration === undefined) throw new Error('the night has no integration');
    const seen = new Set((await this.#signals()).map(({ id }) => id));
    await this.#stages.happens({ kind: 'alert', alert: regroup(alert, integration), integration: 's' }, []);
    const made = (await this.#signals()).find(({ id }) => !seen.has(id));
    const incident = made?.incident ?? null;
    this.wentTo[index] = incident === null ? null : await this.nameOf(incident);
    const part = this.#partNames.length > 0 ? this.#partNames[index] : this.wentTo[index];
    if (incident !== null && alert.status === 'firing' && part != null) {
      const parts = this.#parts.get(incident) ?? [];
      this.#parts.set(incident, parts.includes(part) ? parts : [...parts, part]);
    }
    if (incident !== null) {
      this.#solutions.comes(incident, alert, part ?? null);
      const last = this.#solutions.last(incident);
      if (last !== null) await this.#ends(incident, last);
    }
  }

  #signals(): Promise<Array<{ id: string; incident: string | null }>> {
    return this.bench.read.selectFrom('signals').select(['id', 'incident']).execute();
  }

  /** What arrived since, and what was answered. */
  async #notice(): Promise<void> {
    const { read } = this.bench;
    const rows = await read
      .selectFrom('deliveries')
      .select(['id', 'incident', 'user', 'done_at'])
      .where('kind', '=', 'page')
      .where('state', '=', 'done')
      .execute();
    if (rows.length > this.#seen) {
      this.#seen = rows.length;
      rows.forEach(({ incident, user, done_at: at }) => this.#arrives(incident ?? '', user ?? '', at ?? 0));
    }
    const over = await read
      .selectFrom('incidents')
      .select('id')
      .where('state', 'in', ['acknowledged', 'snoozed'])
      .execute();
    for (const { id } of over) {
      await this.#isAnswered(id);
    }
  }

  async #isAnswered(id: string): Promise<void> {
    if (this.#answered.has(id)) return;
    this.#answered.add(id);
    for (const one of this.#waiting.filter(({ incident }) => incident === id)) {
      await this.#does(one);
    }
  }

  #arrives(incident: string, user: string, at: number): void {
    const key = `${incident} ${user}`;
    if (this.#reached.has(key)) return;
    this.#reached.set(key, at);
    const parts = this.#parts.get(incident) ?? [];
    parts.forEach((part) => this.#followed.add(`${key} ${part}`));
    for (const deed of this.#temper.deedsOf(parts, user)) {
      this.#planned.push({ at: at + deed.delay, deed, incident, part: null, isOutside: false });
    }
  }

  /** At its own time it is done to whatever holds those alerts. */
  async #does(one: Planned): Promise<void> {
    const incidents =
      one.incident !== null
        ? [one.incident]
        : [...this.#parts].flatMap(([id, parts]) => (one.part !== null && parts.includes(one.part) ? [id] : []));
    for (const incident of incidents) {
      if (await this.#isDone({ ...one, incident }, incident)) {
        await this.#gives(incident, one.deed);
      }
    }
  }

  async #isDone(one: Planned, incident: string): Promise<boolean> {
    const { deed, part, isOutside } = one;
    const { isTheirs, isTaken } = await this.#standing(incident, deed.user);
    const takes = deed.command.kind === 'acknowledge' || deed.command.kind === 'snooze';
    if (part === null && (isTheirs || !deed.wasTheirs)) return !(takes && isTaken);
    if (part !== null && isOutside) return !(takes && isTaken);
    const key = `${incident} ${deed.user}`;
    if (part !== null && (this.#followed.has(`${key} ${part}`) || (takes && !this.#reached.has(key)))) return false;
    if (part === null && takes) return false;
    if (!this.#answered.has(incident)) {
      this.#waiting.push(one);
      return false;
    }
    return !(takes && isTaken);
  }

  async #standing(incident: string, user: string): Promise<{ isTheirs: boolean; isTaken: boolean }> {
    const { read } = this.bench;
    const row = await read.selectFrom('incidents').selectAll().where('id', '=', incident).executeTakeFirstOrThrow();
    const pages = await read
      .selectFrom('pages')
      .select('id')
      .where('incident', '=', incident)
      .where('user', '=', user)
      .where('ended_at', 'is', null)
      .execute();
    const has = row.state === 'acknowledged' || row.state === 'snoozed';
    const isOwner = has && row.acknowledged_by === user;
    return { isTheirs: isOwner || pages.length > 0, isTaken: has && !isOwner };
  }

  /** Somebody solved what still fires, one part after the other. */
  async #ends(incident: string, deed: Deed): Promise<void> {
    this.#solutions.forget(incident);
    if (await this.#stages.give(incident, deed.command, deed.user)) this.#answered.add(incident);
  }

  async #gives(incident: string, deed: Deed): Promise<void> {
    if (deed.command.kind === 'resolve' && deed.part !== undefined) {
      this.#solutions.solve(incident, deed.part, deed);
      if (this.#solutions.last(incident) !== null) await this.#ends(incident, deed);
      return;
    }
    const { now } = this.bench;
    const { isTheirs } = await this.#standing(incident, deed.user);
    const { command } = deed;
    const given = command.kind === 'snooze' ? { ...command, until: now + (command.for ?? 0) } : command;
    const name = await this.nameOf(incident);
    if (await this.#stages.give(incident, given, deed.user)) {
      if (command.kind === 'resolve') this.#answered.add(incident);
      // One of several answers that are wanted is an answer, too.
      if (command.kind === 'acknowledge') await this.#isAnswered(incident);
      const reachedAt = this.#reached.get(`${incident} ${deed.user}`) ?? now;
      this.done.push({ ...deed, delay: now - reachedAt, at: now, incident: name, wasTheirs: isTheirs });
    }
  }
}

/** @param partNames the incident of the first night to which each alert went; empty: this is the first night */
export async function playNight(
  directory: Directory,
  alerts: readonly NightAlert[],
  { from, to }: { from: number; to: number },
  temper: Temper,
  partNames: ReadonlyArray<string | null>,
): Promise<PlayedNight> {
  const bench = await openWork({ now: from, directory });
  const night = new PeopledNight(bench, temper, partNames);
  await night.play(alerts, to);
  return { bench, to, done: night.done, failed: night.failed, wentTo: night.wentTo };
}
