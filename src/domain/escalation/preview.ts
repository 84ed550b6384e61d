/**
 * Simulates what a policy would do if nobody answered, by folding the real `advance` over time. Simulator, routing
 * tester and "what happens next" use it, so they show what will run.
 */
import type { Policy } from '#domain/escalation/policy';
import type { Severity } from '#domain/incident/signal/alert';
import { advance } from '#domain/incident/advance';
import type { AdvanceResult, IncidentEvent } from '#domain/incident/advance';
import type { DecisionFacts } from '#domain/incident/draft';
import type { Effect, TimelineKind } from '#domain/incident/effects';
import { dueAt } from '#domain/incident/model';
import type { Incident } from '#domain/incident/model';
import { newIncident } from '#domain/incident/signal/open';
import { planPage } from '#domain/notify/page';
import type { Urgency } from '#domain/notify/responder';
import type { SourceKind } from '#domain/routing/integration';
import { DAY } from '#domain/time/duration';

export interface PreviewSubject {
  policy: Policy;
  alert: {
    title: string;
    severity: Severity;
    labels: Record<string, string>;
    source: SourceKind | 'manual';
    integration: string | null;
  };
  team: string | null;
  /** Urgency given by the route. */
  urgency: Urgency | null;
  /** The end of the maintenance that holds paging. */
  holdUntil: number | null;
  at: number;
}

export interface PreviewPerson {
  user: string;
  urgency: Urgency;
  /** The end of the quiet hours that hold the page. */
  heldUntil: number | null;
  /** In order of time; empty if nothing reaches the person. */
  methods: Array<{ method: string; type: string; at: number }>;
}

export interface PreviewEntry {
  at: number;
  kind: TimelineKind;
  text: string;
  /** Why, with the values of its sentence, as in the timeline. */
  reason: string | null;
  data: Readonly<Record<string, unknown>>;
  /** Starts at 1; null if the entry is about no step. */
  step: number | null;
  pass: number | null;
  people: PreviewPerson[];
  channels: string[];
}

export interface EscalationPreview {
  entries: PreviewEntry[];
  /** `exhausted`: everybody was paged. `cut`: it continues beyond what is shown. */
  ends: 'exhausted' | 'cut';
  endsAt: number;
}

const LONGEST = 60 * DAY;
const MOST_ENTRIES = 2000;

export function preview(subject: PreviewSubject, facts: DecisionFacts): EscalationPreview {
  const { at, policy } = subject;
  const opening = {
    actor: { name: 'preview', kind: 'vigie' as const, via: 'preview' },
    reason: 'preview',
    policy,
    users: [],
    holdUntil: subject.holdUntil,
    pageTest: false,
  };
  // The simulation has one signal, which conditions that count alerts see, and no silences.
  const world: DecisionFacts = {
    ...facts,
    tellsSilences: () => false,
    signalsSince: (_incident, since) => (since <= at ? 1 : 0),
  };
  const entries: PreviewEntry[] = [];
  let { incident } = step(seedOf(subject), [{ kind: 'open', opening }], at, world, entries);
  for (
    let due = dueAt(incident.timers);
    due !== null && due <= at + LONGEST && entries.length < MOST_ENTRIES;
    due = dueAt(incident.timers)
  ) {
    incident = settle(step(incident, [{ kind: 'timers' }], due, world, entries).incident, due, world, entries);
  }
  const last = entries.at(-1)?.at ?? at;
  return { entries, ends: incident.exhausted ? 'exhausted' : 'cut', endsAt: last };
}

function seedOf({ policy, alert, team, urgency, at }: PreviewSubject): Incident {
  const { title, severity, labels, source, integration } = alert;
  return newIncident({
    id: 'preview',
    number: 0,
    integration,
    source,
    groupKey: 'preview',
    title,
    description: '',
    severity,
    urgency,
    team: team ?? policy.team,
    policy: policy.id,
    labels,
    links: [],
    test: false,
    now: at,
  });
}

function step(
  incident: Incident,
  events: IncidentEvent[],
  at: number,
  facts: DecisionFacts,
  entries: PreviewEntry[],
): AdvanceResult {
  const answer = advance(incident, events, at, facts);
  entries.push(...entriesOf(answer.effects, at, facts));
  return answer;
}

/** A step that pages only unreachable people is left at once, as when its deliveries fail. */
function settle(incident: Incident, at: number, facts: DecisionFacts, entries: PreviewEntry[]): Incident {
  let now = incident;
  let seen: PreviewEntry | undefined;
  for (
    let last = entries.at(-1);
    last !== seen && last?.kind === 'step' && isUnreachable(last) && now.run && entries.length < MOST_ENTRIES;
    last = entries.at(-1)
  ) {
    seen = last;
    now = step(now, [{ kind: 'unreachable', entry: now.run.entry }], at, facts, entries).incident;
  }
  return now;
}

function isUnreachable({ people, channels }: PreviewEntry): boolean {
  return channels.length === 0 && people.length > 0 && people.every(({ methods }) => methods.length === 0);
}

/** Pages and posts belong to the entry before them. */
function entriesOf(effects: readonly Effect[], at: number, facts: DecisionFacts): PreviewEntry[] {
  const entries: PreviewEntry[] = [];
  for (const effect of effects) {
    const last = entries.at(-1);
    if (effect.kind === 'timeline') {
      const { kind, text, data } = effect.entry;
      const { reason } = data;
      entries.push({
        at,
        kind,
        text,
        reason: typeof reason === 'string' ? reason : null,
        data,
        step: numberOf(data['step']),
        pass: numberOf(data['pass']),
        people: [],
        channels: [],
      });
    } else if (effect.kind === 'page' && last) {
      last.people.push(personOf(effect.user, effect.urgency, at, facts));
    } else if (effect.kind === 'post' && last) {
      last.channels.push(effect.channel);
    }
  }
  return entries;
}

function personOf(user: string, urgency: Urgency, at: number, facts: DecisionFacts): PreviewPerson {
  const responder = facts.responder(user);
  if (!responder) {
    return { user, urgency, heldUntil: null, methods: [] };
  }
  const page = planPage(responder, urgency, at, facts.calendar);
  const methods = page.rules.flatMap(({ method, dueAt: due }) => {
    const found = responder.contactMethods.find((one) => one.id === method && one.verified);
    return found ? [{ method, type: found.type, at: due }] : [];
  });
  return { user, urgency, heldUntil: page.heldUntil, methods };
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
