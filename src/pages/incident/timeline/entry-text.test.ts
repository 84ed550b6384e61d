import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimelineEntryWire } from '#contract/incidents/incident';
import { advance } from '#domain/incident/advance';
import type { IncidentEvent } from '#domain/incident/advance';
import { factsOf, life, START } from '#domain/incident/arbitrary-life.fake';
import type { LifeEvent, IncidentLife } from '#domain/incident/arbitrary-life.fake';
import type { TimelineEntry } from '#domain/incident/effects';
import { dueAt } from '#domain/incident/model';
import type { Incident } from '#domain/incident/model';
import { newIncident } from '#domain/incident/signal/open';
import { place } from '#domain/incident/signal/placement';
import type { KnownAlert } from '#domain/incident/signal/placement';
import { entryText } from './entry-text.ts';

const name = (_kind: string, key: string) =>
  ({ ann: 'Ann Martin', sre: 'SRE primary', grafana: 'Grafana Alerting' })[key] ?? key;
const words = { name, time: (at: number) => new Date(at).toISOString() };
const ZABBIX = { name: 'Zabbix', kind: 'source', via: 'source' } as const;

/** Runs one random life of an incident and collects its timeline. */
class Living {
  readonly entries: TimelineEntry[] = [];
  #now = START;
  #incident: Incident;
  readonly #known = new Map<string, KnownAlert>();
  readonly #facts = factsOf(new Map(), () => 1);
  readonly #life: IncidentLife;

  constructor(drawn: IncidentLife) {
    const { policy, test, hold } = drawn;
    this.#life = drawn;
    this.#incident = newIncident({
      id: 'i1',
      number: 1,
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
      now: START,
    });
    this.#apply([
      {
        kind: 'open',
        opening: { actor: ZABBIX, reason: 'the default route', policy, users: [], holdUntil: hold, pageTest: false },
      },
    ]);
    drawn.happenings.forEach((one) => this.#happen(one));
  }

  #apply(events: IncidentEvent[]): void {
    const { incident, effects, results } = advance(this.#incident, events, this.#now, this.#facts);
    this.#incident = incident;
    for (const result of results) {
      if (result?.alert) this.#known.set(result.alert.fingerprint, result.alert);
    }
    this.entries.push(...effects.flatMap((effect) => (effect.kind === 'timeline' ? [effect.entry] : [])));
  }

  #happen(happening: LifeEvent): void {
    switch (happening.kind) {
      case 'command':
        return this.#apply([{ kind: 'command', command: happening.command, actor: happening.actor }]);
      case 'unreachable':
        return this.#apply([{ kind: 'unreachable', entry: this.#incident.run?.entry ?? 0 }]);
      case 'heard':
        return this.#apply([{ kind: 'heard', integration: 'zabbix', heard: happening.heard }]);
      case 'watchdog':
        this.#incident = { ...this.#incident, timers: {}, exhausted: false };
        return this.#apply([{ kind: 'watchdog' }]);
      case 'wait':
        this.#now = Math.max(this.#now + happening.ms, dueAt(this.#incident.timers) ?? 0);
        return this.#apply([{ kind: 'timers' }]);
      case 'alert':
        return this.#alert(happening.alert);
    }
  }

  #alert(alert: Extract<LifeEvent, { kind: 'alert' }>['alert']): void {
    const known = this.#known.get(alert.fingerprint) ?? null;
    const { kind } = place(alert, this.#incident, known, 600_000, false, this.#now);
    if (kind !== 'open' && kind !== 'stray' && kind !== 'supersede') {
      const { resolveDelay, autoResolve } = this.#life;
      this.#apply([
        {
          kind: 'signal',
          signal: {
            alert,
            known,
            reopen: kind === 'reopen',
            settings: { resolveDelay, autoResolve, reopenWindow: 600_000 },
          },
        },
      ]);
    }
  }
}

const wire = (entry: TimelineEntry): TimelineEntryWire => ({ ...entry, at: new Date(entry.at).toISOString() });
const lived = fc.sample(life, { numRuns: 400, seed: 20260105 }).flatMap((drawn) => new Living(drawn).entries);
/** Texts that a person wrote are not translated. */
const isOwnWords = ({ kind, data }: TimelineEntry) =>
  kind === 'note' && data['severity'] === undefined && data['reason'] === undefined;

describe('the timeline in the reader’s language', () => {
  it('has been through nearly every kind of entry', () =>
    expect(new Set(lived.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(18));

  it('knows every sentence that an incident’s life can bring, from its facts', () => {
    const unknown = lived
      .filter((entry) => !isOwnWords(entry))
      .filter((entry) => entryText({ ...wire(entry), text: 'as the sidecar said' }, words) === 'as the sidecar said');
    expect([...new Set(unknown.map(({ kind, text, data }) => `${kind}: ${text} ${JSON.stringify(data)}`))]).toEqual([]);
  });

  const say = (kind: string, data: Record<string, unknown>, actor: string | null = 'ann') =>
    entryText({ at: '2026-01-05T09:00:00.000Z', kind, actor, text: 'as the sidecar said', data }, words);

  it.each([
    [
      'step',
      {
        step: 2,
        pass: 1,
        users: ['ann', 'ben'],
        channels: ['room'],
        urgency: 'urgent',
        wait: 300_000,
        missing: [{ what: 'nobody-next', id: 'sre' }],
      },
      'Step 2 pages Ann Martin, ben, and room room urgently; 5 min to answer (nobody is next on SRE primary)',
    ],
    [
      'skipped',
      { step: 1, pass: 2, reason: 'nobody-on-call', missing: [{ what: 'nobody-current', id: 'sre' }] },
      'Step 1, pass 2 is skipped: nobody is on call on SRE primary',
    ],
    ['skipped', { step: 1, pass: 1, reason: 'of-a-later-version' }, 'as the sidecar said'],
    [
      'delivery',
      {
        user: 'ann',
        channel: null,
        method: 'mail',
        channelKind: 'email',
        kind: 'page',
        outcome: 'never',
        reason: 'bad-address',
        detail: '550 no such user',
        again: false,
      },
      'Could not reach Ann Martin by e-mail (the address does not work: “550 no such user”)',
    ],
    [
      'delivery',
      { user: 'ann', channel: null, method: 'mail', kind: 'update', outcome: 'done' },
      'Update sent to Ann Martin by mail',
    ],
    [
      'sync',
      { what: 'acknowledge', integration: 'grafana', outcome: 'done', answer: 'silenced until 10:00' },
      'Grafana Alerting was told that it is acknowledged: “silenced until 10:00”',
    ],
    [
      'sync',
      {
        what: 'acknowledge',
        integration: 'grafana',
        outcome: 'done',
        answer: '5 silences until 1970-01-01T00:00:00.001Z',
        silenced: { count: 5, until: 2 },
      },
      'Grafana Alerting was told that it is acknowledged: 5 silences until 1970-01-01T00:00:00.002Z',
    ],
    ['page', { user: 'ann', reason: 'no-method' }, 'Ann Martin cannot be reached: there is no contact method'],
    ['merged', { into: 'i7', number: 7 }, 'Ann Martin merged it into #7'],
    ['held', { until: 1 }, 'A maintenance holds paging; if it is still open at its end, it escalates from step 1'],
    [
      'held',
      { reason: 'downtime', until: 1, source: 'Icinga' },
      'Icinga has it in a downtime: nobody is paged; if it is still open at its end, it escalates from step 1',
    ],
    [
      'held',
      { reason: 'downtime-over', held: true },
      'The downtime in the source is over and it is still open; a maintenance holds paging',
    ],
    [
      'held',
      { reason: 'not-available', user: 'ann', until: 1, standIn: 'ben' },
      'Ann Martin is not available until 1970-01-01T00:00:00.001Z; ben stands in',
    ],
    [
      'held',
      { reason: 'not-available', user: 'ann', until: 1, standIn: null },
      'Ann Martin is not available until 1970-01-01T00:00:00.001Z',
    ],
    [
      'held',
      { reason: 'nobody-else', user: 'ann', until: 1 },
      'Ann Martin is not available until 1970-01-01T00:00:00.001Z, but nobody else is at hand',
    ],
    ['step', { reason: 'waited', users: ['ann'] }, 'Paging Ann Martin now, although not available before'],
    ['unreachable', { step: 1, waited: ['ann'] }, 'Step 1 reached nobody, every delivery failed'],
    ['unreachable', { step: 2, paused: true }, 'Step 2 reached nobody, every delivery failed'],
    [
      'waiting',
      { reason: 'waiting-for-window', step: 2, pass: 1, window: 'day', wait: 3_600_000, until: 1 },
      'Step 2 waits 1 hr, until the time window “day” opens',
    ],
    [
      'warning',
      { reason: 'window-never-opens', step: 1, pass: 2, window: 'day' },
      'Step 1, pass 2 does not wait: the time window “day” does not open within 8 days',
    ],
    ['held', { reason: 'of-a-later-version' }, 'as the sidecar said'],
    ['later-kind', {}, 'as the sidecar said'],
    ['snoozed', { until: 1 }, 'as the sidecar said'],
  ] as const)('%s %j', (kind, data, text) => expect(say(kind, data)).toBe(text));
});
