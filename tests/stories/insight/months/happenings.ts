/** Draws what happens in a month and plays it over HTTP: answers, snoozes, merges, failures, ratings, work, silence. */
import { expect } from 'vitest';
import { contextOf } from '../../../support/grafana.ts';
import type { FakeSmsc } from '../../../../backend-shim/channels/smpp/smsc.fake.ts';
import type { Story } from '../../harness.ts';
import { HOOKS, MANAGERS, TEAMS } from './world.ts';
import type { Month, Team } from './world.ts';

export interface Chance {
  /** In [0, 1). */
  next(): number;
  /** In [from, to], whole. */
  within(from: number, to: number): number;
  one<T>(list: readonly T[]): T;
  isOnce(in_: number): boolean;
}

/** Mulberry32. */
export function chanceOf(seed: number): Chance {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const within = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return { next, within, one: (list) => list[within(0, list.length - 1)] as never, isOnce: (in_) => next() < 1 / in_ };
}

export const headersAs = (login: string, role: 'Viewer' | 'Admin' = 'Viewer') => ({
  'X-Grafana-Context': contextOf({ uid: `uid-${login}`, login, name: login, role }),
});

type Ends = 'answered' | 'healed' | 'silence' | 'snoozed' | 'merged' | 'test' | 'left';
const ENDS: readonly Ends[] = [
  ...(['answered', 'answered', 'answered', 'answered', 'answered', 'answered', 'healed', 'healed'] as const),
  ...(['healed', 'silence', 'silence', 'snoozed', 'snoozed', 'merged', 'test', 'left'] as const),
];
const RATINGS = ['useful', 'nothing-to-do', 'nothing-to-do', 'too-late', 'not-ours', 'false'];
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

interface Deed {
  at: number;
  run(): Promise<void>;
}

/** One seeded month of a story. */
export class Happenings {
  readonly #deeds: Deed[] = [];
  readonly #story: Story;
  readonly #smsc: FakeSmsc;
  readonly #month: Month;
  readonly #chance: Chance;
  #count = 0;

  constructor(story: Story, smsc: FakeSmsc, month: Month) {
    [this.#story, this.#smsc, this.#month] = [story, smsc, month];
    this.#chance = chanceOf(month.seed);
  }

  async play(incidents: number): Promise<void> {
    const { from, to, changes, leave, asked } = this.#month;
    await this.#does('POST', 'absences', { id: 'leave', user: 'fay', start: leave.from, end: leave.to });
    const [start, end] = [Date.parse(from), Date.parse(to)];
    for (let i = 0; i < incidents; i++) {
      const change = changes[i % changes.length] as string;
      // Some in the hours around a clock change, half of the others at night.
      const hour = this.#chance.isOnce(2) ? this.#chance.within(21, 31) : this.#chance.within(0, 23);
      const any = start + this.#chance.within(-2, 30) * 24 * HOUR + hour * HOUR;
      const at = i < 6 ? Date.parse(change) + this.#chance.within(-5, 4) * HOUR : any;
      this.#draw(Math.min(at, end - 2 * HOUR) + this.#chance.within(0, 59 * 60) * SECOND, i);
    }
    // Deeds are drawn beforehand: what happens does not hang on the order of answers.
    for (const { at, run } of this.#deeds.toSorted((a, b) => a.at - b.at)) {
      await this.#story.sidecar.setClock(new Date(at).toISOString());
      await run();
      await this.#story.settle();
    }
    await this.#story.sidecar.setClock(asked);
  }

  #later(at: number, run: () => Promise<void>): void {
    this.#deeds.push({ at, run });
  }

  #draw(at: number, i: number): void {
    const chance = this.#chance;
    const hook = chance.one([
      'hook-sre',
      'hook-sre',
      'hook-web',
      'hook-web',
      'hook-duo',
      'hook-ops',
      'hook-ops',
      'hook-new',
    ]);
    const team = HOOKS[hook] as Team;
    const ends = i < ENDS.length ? (ENDS[i] as Ends) : chance.one(ENDS);
    const sent = {
      id: `a${i}`,
      title: chance.one(['Disk full', 'Latency', 'Queue']),
      severity: chance.one(['warning', 'error', 'critical']),
    };
    const labels = { env: chance.one(['prod', 'test']) };
    const known = { id: '' };
    if (chance.isOnce(5)) {
      this.#later(at - SECOND, async () => this.#smsc.behave(chance.isOnce(2) ? 'busy' : 'refuse'));
      this.#later(at + chance.within(10, 200) * SECOND, async () => this.#smsc.behave('accept'));
    }
    if (ends === 'test') {
      this.#later(at, () => this.#does('POST', `integrations/${hook}/test`, { send: true, page: true }));
      return;
    }
    const byHand = hook !== 'hook-new' && chance.isOnce(9);
    this.#later(at, async () => {
      if (byHand) {
        const opened = { title: 'By hand', policy: team, severity: sent.severity };
        known.id = (await this.#does<{ id: string }>('POST', 'incidents', opened, MANAGERS[team])).id;
      } else {
        const { incidents } = await this.#story.receives({ ...sent, labels }, { integration: hook });
        known.id = incidents[0] ?? '';
      }
    });
    const heals = (when: number) =>
      this.#later(when, async () => {
        if (byHand) await this.#command(known.id, 'resolve', MANAGERS[team]);
        else await this.#story.receives({ ...sent, status: 'resolved' }, { integration: hook });
      });
    this.#goesOn({ at, ends, team, known, heals, hook });
  }

  #goesOn(one: {
    at: number;
    ends: Ends;
    team: Team;
    known: { id: string };
    heals: (at: number) => void;
    hook: string;
  }): void {
    const { at, ends, team, known, heals, hook } = one;
    const chance = this.#chance;
    const answered = at + chance.within(5, chance.isOnce(3) ? 1800 : 400) * SECOND;
    const over = answered + chance.within(1, 300) * MINUTE;
    if (ends === 'healed') return heals(at + chance.within(10, 900) * SECOND);
    if (ends === 'silence') return heals(at + chance.within(40, 400) * MINUTE);
    if (ends === 'left') return undefined;
    if (ends === 'merged') {
      const other = { id: '' };
      const alert = { id: `m${this.#count++}`, title: 'Twin', severity: 'error' };
      this.#later(at + MINUTE, async () => {
        other.id = (await this.#story.receives(alert, { integration: hook })).incidents[0] ?? '';
      });
      this.#later(at + 2 * MINUTE, () => this.#command(other.id, 'merge', MANAGERS[team], { into: known.id }));
    }
    const who = { login: '' };
    this.#later(answered, async () => {
      who.login = await this.#answererOf(known.id, team);
      const isLong = ends === 'snoozed';
      await this.#command(
        known.id,
        isLong ? 'snooze' : 'acknowledge',
        who.login,
        isLong ? { for: `${chance.within(5, 90)}m` } : undefined,
      );
      if (chance.isOnce(4)) await this.#command(known.id, 'note', who.login, { text: 'Looking.' });
    });
    if (chance.isOnce(2)) heals(over);
    else this.#later(over, () => this.#command(known.id, 'resolve', who.login));
    if (chance.isOnce(3)) this.#works({ known, who, answered, over });
    if (chance.isOnce(2)) this.#rates(known, team, over + HOUR);
    if (hook === 'hook-sre') this.#rates(known, team, over + 2 * HOUR);
  }

  #works({
    known,
    who,
    answered,
    over,
  }: {
    known: { id: string };
    who: { login: string };
    answered: number;
    over: number;
  }): void {
    const [travel, isOpen] = [`${this.#chance.within(0, 40)}m`, this.#chance.isOnce(6)];
    this.#later(over + 10 * MINUTE, async () => {
      const end = isOpen ? {} : { end: iso(over) };
      await this.#does(
        'POST',
        'interventions',
        { incident: known.id, user: who.login, start: iso(answered), ...end, travel },
        who.login,
      );
    });
  }

  #rates(known: { id: string }, team: Team, at: number): void {
    const [rating, who] = [this.#chance.one(RATINGS), this.#chance.one(TEAMS[team])];
    this.#later(at, () => this.#does('PUT', `incidents/${known.id}/rating`, { rating }, who));
  }

  /** Mostly somebody who was paged; else the manager, or anybody of the team. */
  async #answererOf(id: string, team: Team): Promise<string> {
    const { items } = await this.#does<{ items: Array<{ user: string | null }> }>('GET', `incidents/${id}/pages`);
    const paged = items.flatMap(({ user }) => user ?? []);
    return this.#chance.one([...paged, ...paged, ...paged, MANAGERS[team], this.#chance.one(TEAMS[team])]);
  }

  async #command(id: string, command: string, who: string, body?: object): Promise<void> {
    await this.#does('POST', `incidents/${id}/${command}`, body, who);
  }

  async #does<Body = unknown>(method: string, path: string, body?: object, who?: string): Promise<Body> {
    const headers = who === undefined ? {} : headersAs(who);
    const answer = await this.#story.sidecar.api<Body>(method, path, body, { headers });
    expect(answer.status, `${method} ${path} by ${who}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  }
}

const iso = (at: number) => new Date(at).toISOString();
