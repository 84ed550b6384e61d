/** Plays histories with the real stages over rows. */
import type { Integration } from '#domain/routing/integration';
import type { Command } from '#domain/incident/commands/command';
import { INSIGHT_SETTINGS } from '#domain/figures/settings';
import { HOUR } from '#domain/time/duration';
import { command } from '../stages/incident/command.ts';
import { releaseFromDisabled } from '../stages/escalation/lost-owners.ts';
import type { Log } from '../ports/log.ts';
import { adjustHolds } from '../stages/incident/holds.ts';
import type { Channel, ChannelRegistry, DeliveryOutcome } from '../ports/channel.ts';
import type { Directory } from '../ports/directory.ts';
import { createIngest } from '../pipeline/ingest.ts';
import { createRounds } from '../pipeline/rounds.ts';
import type { RoundsDeps } from '../pipeline/rounds.ts';
import { storeRequests } from '../store/outbox-requests.ts';
import { insertDowntime } from '../store/past/recorded.ts';
import { earliestDue } from '../store/timers.ts';
import type { Work } from '../store/work.ts';
import { openWork } from '../store/work.fake.ts';
import type { WorkBench } from '../store/work.fake.ts';
import { isSending } from '../store/deliveries/sending.ts';
import type { World } from './recorded.ts';

import type { Happening, PagedHistory } from './history.fake.ts';

const nothing = { inc: () => undefined, observe: () => undefined };
const silent = { error: () => undefined, info: () => undefined, warn: () => undefined, debug: () => undefined };

/** Channels that answer as the history says, and at last that all is well. */
export function channelsOf(answers: readonly DeliveryOutcome[]): ChannelRegistry {
  let next = 0;
  return new Map(
    ['email', 'phone', 'chat'].map((kind): [string, Channel] => [
      kind,
      {
        definition: {
          kind,
          bundle: null,
          limit: { count: Number.MAX_SAFE_INTEGER, per: 1 },
          carries: { update: false, reply: false, buttons: false, receipt: false },
        } as unknown as Channel['definition'],
        lane: () => kind,
        send: () => Promise.resolve(answers[next++] ?? { kind: 'done', providerId: null }),
      },
    ]),
  );
}

/** Everything can be sent. */
export function worldFrom(from: number, directory: Directory): World {
  return { from, directory, sleep: INSIGHT_SETTINGS.sleep, isSetUp: () => true };
}

export interface PlayedHistory {
  bench: WorkBench;
  to: number;
  worlds: World[];
}

/** The real stages over rows, on a clock that the history moves. */
export class RealStages {
  readonly bench: WorkBench;
  readonly inForce: World[];
  #last: Extract<Happening, { kind: 'alert' }> | null = null;
  readonly #rounds: ReturnType<typeof createRounds>;
  readonly #ingest: ReturnType<typeof createIngest>;

  constructor(bench: WorkBench, channels: ChannelRegistry) {
    this.bench = bench;
    this.inForce = [worldFrom(bench.now, bench.directory)];
    this.#rounds = createRounds({
      store: bench.store,
      channels,
      metrics: new Proxy({}, { get: () => nothing }),
      log: silent,
      transact: <T>(work: (work: Work) => Promise<T>) => this.#transact(work),
      links: { home: '', incident: () => '', responder: () => ({ page: '' }) },
      clock: { monotonic: () => 0, now: () => Promise.resolve(bench.now), sleep: () => Promise.resolve() },
      owner: 'me',
      wake: () => undefined,
      report: () => undefined,
      tickSwaps: () => Promise.resolve(0),
      rests: { refresh: () => Promise.resolve() },
    } as unknown as RoundsDeps);
    this.#ingest = createIngest({
      transact: (work) => this.#transact(work),
      channels,
      committed: () => undefined,
    });
  }

  async #transact<T>(work: (work: Work) => Promise<T>): Promise<T> {
    return this.bench.transact(async (own) => {
      const done = await work(own);
      await storeRequests(own);
      return done;
    });
  }

  async happens(happening: Happening, worlds: readonly Directory[]): Promise<void> {
    const { bench } = this;
    switch (happening.kind) {
      case 'alert':
        this.#last = happening;
        await this.#alert(happening);
        break;
      case 'again':
        await this.#alert(this.#last);
        break;
      case 'command':
        await this.#command(happening);
        break;
      case 'wait':
        await this.runUntil(bench.now + happening.ms);
        break;
      case 'down':
        bench.now += happening.ms;
        await this.#transact((work) => insertDowntime(work, happening.ms));
        break;
      case 'edit':
        await this.#edit(worlds[happening.world]);
        break;
    }
    await this.settle();
  }

  async #alert(one: Extract<Happening, { kind: 'alert' }> | null): Promise<void> {
    if (one !== null) {
      const integration = this.bench.directory.integrations.get(one.integration) as Integration;
      await this.#ingest.submit({ integration, alerts: [one.alert], pageTest: false });
    }
  }

  async #command({ command: given, by, nth }: Extract<Happening, { kind: 'command' }>): Promise<void> {
    const { read, now } = this.bench;
    const rows = await read.selectFrom('incidents').select('id').orderBy('number').execute();
    const last = await read.selectFrom('pages').select(['incident', 'user']).orderBy('id', 'desc').executeTakeFirst();
    const one = by === null ? last : { incident: rows[nth % Math.max(1, rows.length)]?.id, user: by };
    if (one?.incident !== undefined) {
      const isFor = given.kind === 'snooze' && given.for !== undefined;
      const inner = isFor ? { ...given, until: now + (given.for ?? 0) } : given;
      await this.#give(one.incident, inner, one.user);
    }
  }

  async #give(id: string, given: Command, by: string): Promise<boolean> {
    const request = { id, command: given, actor: { name: by, kind: 'person' as const, via: 'link' }, ifVersion: null };
    const done = await this.#transact((work) => command(work, request));
    return done.ok && done.incident !== done.before;
  }

  /** @returns whether it changed something */
  async give(id: string, given: Command, by: string): Promise<boolean> {
    const isDone = await this.#give(id, given, by);
    await this.settle();
    return isDone;
  }

  async #edit(directory: Directory | undefined): Promise<void> {
    if (directory) {
      this.bench.directory = directory;
      this.inForce.push(worldFrom(this.bench.now, directory));
      await this.#transact(adjustHolds);
      await this.#transact((work) => releaseFromDisabled(work, silent as unknown as Log));
    }
  }

  async settle(): Promise<void> {
    const { bench } = this;
    for (;;) {
      await this.#rounds.run(bench.now);
      const due = await earliestDue(bench.read);
      if (this.#rounds.inFlight() === 0 && !(await isSending(bench.read)) && (due === null || due > bench.now)) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async runUntil(target: number): Promise<void> {
    const { bench } = this;
    for (let due = await earliestDue(bench.read); due !== null && due <= target; due = await earliestDue(bench.read)) {
      bench.now = Math.max(bench.now, due);
      await this.settle();
    }
    bench.now = target;
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }
}

/** Plays it with the real stages. The caller closes the bench. */
export async function play({ from, worlds, happenings, answers }: PagedHistory): Promise<PlayedHistory> {
  const bench = await openWork({ now: from, directory: worlds[0] as Directory });
  const stages = new RealStages(bench, channelsOf(answers));
  for (const happening of happenings) {
    await stages.happens(happening, worlds);
    // Two things never happen in the same millisecond.
    bench.now += 1;
  }
  await stages.runUntil(bench.now + 6 * HOUR);
  await stages.stop();
  return { bench, to: bench.now + 1, worlds: stages.inForce };
}
