/**
 * Property tests of the promises that the state machine alone can keep, whatever happens to an incident in whatever
 * order.
 */
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { SEVERITIES } from '#domain/incident/signal/alert';
import { advance } from '#domain/incident/advance';
import type { IncidentEvent } from '#domain/incident/advance';
import { factsOf, life, restFacts, START } from '#domain/incident/arbitrary-life.fake';
import type { LifeEvent, IncidentLife } from '#domain/incident/arbitrary-life.fake';
import type { Command } from '#domain/incident/commands/command';
import type { Effect, TimelineKind } from '#domain/incident/effects';
import { dueAt, firingCount } from '#domain/incident/model';
import type { Actor, Incident } from '#domain/incident/model';
import { newIncident } from '#domain/incident/signal/open';
import { place } from '#domain/incident/signal/placement';
import type { KnownAlert } from '#domain/incident/signal/placement';
import { unattended } from '#domain/incident/progress/watchdog';

/** `npm run test:deep` runs more examples. A failure prints its seed. */
const depth = Number(process.env['TEST_DEPTH'] ?? '1');
const numRuns = Math.ceil(1000 * depth);
vi.setConfig({ testTimeout: 90_000 * Math.max(1, depth) });

const REOPEN_WINDOW = 600_000;

/** One change, with the state before and after. */
interface Moment {
  before: Incident;
  after: Incident;
  effects: Effect[];
  events: IncidentEvent[];
  now: number;
}

class World {
  now = START;
  incident: Incident;
  readonly #life: IncidentLife;
  readonly #check: (moment: Moment) => void;
  readonly #turns = new Map<string, number>();
  readonly #facts;
  #alerts = new Map<string, KnownAlert>();
  #signals = 0;
  #count = 0;

  constructor(drawn: IncidentLife, check: (moment: Moment) => void) {
    this.#life = drawn;
    this.#check = check;
    this.#facts = { ...factsOf(this.#turns, () => this.#signals), ...(drawn.rests && restFacts) };
    this.incident = this.#open();
  }

  #open(): Incident {
    this.#count += 1;
    const { policy, test, hold } = this.#life;
    const seed = newIncident({
      id: `i${this.#count}`,
      number: this.#count,
      integration: 'zabbix',
      source: 'zabbix',
      groupKey: 'g',
      title: 'Disk full',
      description: '',
      severity: 'error',
      urgency: null,
      team: policy.team,
      policy: policy.id,
      labels: {},
      links: [],
      test,
      now: this.now,
    });
    this.#alerts = new Map();
    this.incident = seed;
    const actor: Actor = { name: 'Zabbix', kind: 'source', via: 'source' };
    this.apply([
      {
        kind: 'open',
        opening: {
          actor,
          reason: 'default route',
          policy,
          users: [],
          holdUntil: hold !== null && hold > this.now ? hold : null,
          pageTest: false,
        },
      },
    ]);
    return this.incident;
  }

  /**
   * Two advances of the same state give the same result, and neither changes it, so a crash in between costs nothing.
   */
  apply(events: IncidentEvent[]): Moment {
    const before = deepFreeze(this.incident);
    const first = advance(before, events, this.now, this.#facts);
    expect(advance(structuredClone(before), events, this.now, this.#facts)).toEqual(first);
    for (const effect of first.effects) {
      if (effect.kind === 'turn') this.#turns.set(effect.key, effect.next);
      if (effect.kind === 'resolveAlerts') this.#resolveAlerts();
    }
    // The stage moves the alerts to the other incident.
    if (first.incident.mergedInto !== null && before.mergedInto === null) this.#alerts = new Map();
    for (const [index, { alert }] of first.results.entries()) {
      const event = events[index];
      if (alert && event?.kind === 'signal') this.#alerts.set(alert.fingerprint, alert);
    }
    // The stored form is complete: nothing may live in memory alone.
    this.incident = JSON.parse(JSON.stringify(first.incident)) as Incident;
    expect(this.incident).toEqual(first.incident);
    const moment = { before, after: this.incident, effects: first.effects, events, now: this.now };
    this.#check(moment);
    this.#checkCounts();
    return moment;
  }

  #resolveAlerts(): void {
    this.#alerts.forEach((known, key) => this.#alerts.set(key, { ...known, status: 'resolved' }));
  }

  /** Counters agree with the alerts. */
  #checkCounts(): void {
    const { incident } = this;
    expect(
      incident.firing.every((n) => Number.isInteger(n) && n >= 0),
      `firing ${incident.firing}`,
    ).toBe(true);
    expect(incident.totalAlerts).toBeGreaterThanOrEqual(firingCount(incident));
    const firing = SEVERITIES.map(
      (severity) =>
        [...this.#alerts.values()].filter((known) => known.status === 'firing' && known.severity === severity).length,
    );
    expect(incident.firing).toEqual(firing);
    const resting = [...this.#alerts.values()].filter((known) => known.status === 'firing' && known.downtime).length;
    expect(incident.inDowntime ?? 0).toBe(resting);
    // While every firing alert is in a downtime, no step is entered.
    if (
      incident.state === 'open' &&
      resting > 0 &&
      resting === firingCount(incident) &&
      incident.timers.downtime !== undefined
    ) {
      expect(incident.timers.escalate).toBeUndefined();
    }
    // A silenced incident is asked about again, and only a silenced one.
    expect(incident.timers.silence === undefined || incident.state !== 'resolved').toBe(true);
    expect(incident.silence === undefined || incident.timers.silence !== undefined).toBe(true);
  }

  happen(happening: LifeEvent): void {
    switch (happening.kind) {
      case 'alert':
        return this.#alert(happening.alert);
      case 'command':
        return this.#command(happening.command, happening.actor);
      case 'wait':
        return this.#wait(happening.ms, happening.late);
      case 'unreachable':
        return void this.apply([{ kind: 'unreachable', entry: (this.incident.run?.entry ?? 0) - happening.ago }]);
      case 'heard':
        return void this.apply([{ kind: 'heard', integration: 'zabbix', heard: happening.heard }]);
      case 'watchdog':
        return expect(unattended(this.incident)).toBe(null);
    }
  }

  #alert(alert: Extract<LifeEvent, { kind: 'alert' }>['alert']): void {
    const known = this.#alerts.get(alert.fingerprint) ?? null;
    const placement = place(alert, this.incident, known, REOPEN_WINDOW, false, this.now);
    if (placement.kind === 'stray') return;
    this.#signals += 1;
    if (placement.kind === 'supersede') this.apply([{ kind: 'superseded' }]);
    if (placement.kind === 'supersede' || placement.kind === 'open') this.#open();
    const { resolveDelay, autoResolve } = this.#life;
    const settings = { resolveDelay, autoResolve, reopenWindow: REOPEN_WINDOW };
    this.apply([
      {
        kind: 'signal',
        signal: {
          alert,
          known: this.#alerts.get(alert.fingerprint) ?? null,
          reopen: placement.kind === 'reopen',
          settings,
        },
      },
    ]);
  }

  #command(command: Command, actor: Actor): void {
    const event: IncidentEvent = { kind: 'command', command, actor };
    this.apply([event]);
    if (!REPEATABLE.has(command.kind)) {
      const once = this.incident;
      const { effects } = this.apply([event]);
      expect({ ...this.incident, version: 0 }, `${command.kind} twice`).toEqual({ ...once, version: 0 });
      // An acknowledgement that does not count is reported each time.
      expect(
        effects.filter((effect) => effect.kind !== 'timeline' || effect.entry.data['counts'] !== false),
        `${command.kind} twice`,
      ).toEqual([]);
    }
  }

  #wait(ms: number, late: boolean): void {
    const until = this.now + ms;
    for (let rounds = 0; ; rounds++) {
      const due = dueAt(this.incident.timers);
      if (due === null || due > until) break;
      expect(rounds, 'timers that never come to rest').toBeLessThan(200);
      this.now = late ? until : Math.max(this.now, due);
      this.apply([{ kind: 'timers' }]);
    }
    this.now = until;
  }
}

/** Repeating these commands asks for more; repeating all others changes nothing. */
const REPEATABLE: ReadonlySet<Command['kind']> = new Set(['escalate', 'note', 'responders', 'reassign', 'restart']);

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

function everyLife(check: (moment: Moment) => void): void {
  fc.assert(
    fc.property(life, (drawn) => {
      const world = new World(drawn, check);
      drawn.happenings.forEach((happening) => world.happen(happening));
    }),
    { numRuns },
  );
}

const kindsOf = (effects: readonly Effect[]): TimelineKind[] =>
  effects.flatMap((effect) => (effect.kind === 'timeline' ? [effect.entry.kind] : []));
const pagesOf = (effects: readonly Effect[]) => effects.filter((effect) => effect.kind === 'page');

it('an open incident has a next step, or says why it has none', () => {
  everyLife(({ after }) => expect(unattended(after)).toBe(null));
});

it('what waits is in the future once its timers have run, and a state arms only its own', () => {
  everyLife(({ after, events, now }) => {
    const { timers, state } = after;
    if (events.every(({ kind }) => kind === 'timers') && after.run?.policy.steps.every((step) => step.wait > 0)) {
      expect(dueAt(timers) ?? Infinity).toBeGreaterThan(now);
    }
    expect(timers.wake !== undefined).toBe(state === 'snoozed');
    if (state !== 'open') expect(timers.escalate).toBeUndefined();
    if (state !== 'open') expect(after.exhausted).toBe(false);
    if (state !== 'acknowledged') expect([timers.confirm, timers.confirmLimit]).toEqual([undefined, undefined]);
    if (state === 'acknowledged' && (after.run?.policy.ackTimeout ?? null) !== null)
      expect(timers.confirm ?? timers.confirmLimit).toBeDefined();
    if (state === 'resolved') expect(timers).toEqual({});
  });
});

const ENTERS: Record<Incident['state'], readonly TimelineKind[]> = {
  open: ['unacknowledged', 'reopened', 'woken', 'escalated', 'reassigned', 'restarted', 'repaired'],
  acknowledged: ['acknowledged'],
  snoozed: ['snoozed'],
  resolved: ['resolved'],
};

it('every change of state is in the timeline, with who did it', () => {
  everyLife(({ before, after, effects, events }) => {
    const kinds = kindsOf(effects);
    if (before.state !== after.state) {
      expect(
        kinds.filter((kind) => ENTERS[after.state].includes(kind)),
        `${before.state} became ${after.state}: ${kinds}`,
      ).not.toEqual([]);
    }
    if (after.exhausted && !before.exhausted) expect(kinds).toContain('exhausted');
    if (after.severity !== before.severity) expect(kinds).toContain('severity');
    if ((after.run?.entry ?? 0) > (before.run?.entry ?? 0))
      expect(
        kinds.some((kind) => ['step', 'skipped', 'waiting', 'exhausted'].includes(kind)),
        String(kinds),
      ).toBe(true);
    for (const event of events) {
      if (event.kind === 'command' && kinds.length > 0) {
        expect(effects.some((effect) => effect.kind === 'timeline' && effect.entry.actor === event.actor.name)).toBe(
          true,
        );
      }
    }
  });
});

const CALLS: ReadonlySet<Command['kind']> = new Set([
  'unacknowledge',
  'unresolve',
  'wake',
  'escalate',
  'reassign',
  'responders',
  'restart',
]);

it('while somebody has it nobody is paged, unless a person calls, or it opens again and says so', () => {
  everyLife(({ before, after, effects, events }) => {
    const pages = pagesOf(effects);
    const called = events.some((event) => event.kind === 'command' && CALLS.has(event.command.kind));
    const reopened = kindsOf(effects).some((kind) => ENTERS.open.includes(kind));
    if (before.state === 'open' || pages.length === 0 || called || reopened) return;
    // A rise to urgent pages the acknowledger once.
    expect(after.state).toBe('acknowledged');
    expect(kindsOf(effects)).toContain('severity');
    expect(pages).toEqual([{ kind: 'page', user: before.acknowledgedBy, urgency: 'urgent', step: null }]);
  });
});

it('whoever ends it ends the pages, and nothing is asked of the outbox after that', () => {
  everyLife(({ before, after, effects }) => {
    const ended = after.state !== 'open' && before.state === 'open';
    if (!ended) return;
    const end = effects.findLastIndex((effect) => effect.kind === 'endPages' && effect.users === 'all');
    expect(end).toBeGreaterThanOrEqual(0);
    expect(effects.slice(end).filter((effect) => effect.kind === 'page' || effect.kind === 'post')).toEqual([]);
  });
});

it('nobody is paged who cannot be, and nobody twice by one step', () => {
  everyLife(({ effects }) => {
    const pages = pagesOf(effects);
    expect(pages.map(({ user }) => user).filter((user) => user === 'dee' || user === 'nobody')).toEqual([]);
    const names = pages.map(({ user, step }) => `${user} ${step?.entry}`);
    expect(new Set(names).size).toBe(names.length);
  });
});

it('left alone, every escalation comes to its end', () => {
  fc.assert(
    fc.property(life, (drawn) => {
      const world = new World(drawn, () => undefined);
      drawn.happenings.forEach((happening) => world.happen(happening));
      for (let rounds = 0; dueAt(world.incident.timers) !== null; rounds++) {
        const { ackTimeout } = world.incident.run?.policy ?? { ackTimeout: null };
        if (rounds > 100 && ackTimeout !== null) return;
        expect(rounds).toBeLessThan(200);
        world.happen({ kind: 'wait', ms: Math.max(0, (dueAt(world.incident.timers) ?? 0) - world.now), late: false });
      }
      expect(world.incident.state !== 'open' || world.incident.exhausted).toBe(true);
    }),
    { numRuns },
  );
});
