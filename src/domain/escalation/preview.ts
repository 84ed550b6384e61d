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
import { atOnce } from '#domain/stretches';
import type { Chunked } from '#domain/stretches';
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

interface PreviewPerson {
  user: string;
  urgency: Urgency;
  /** The end of the quiet hours that hold the page. */
  heldUntil: number | null;
  /** In order of time; empty if nothing reaches the person. */
  methods: Array<{ method: string; type: string; at: number }>;
}

interface PreviewEntry {
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
/** So many people are planned for in a few milliseconds. */
const STRETCH = 100;

/** In all entries: what more says, nobody reads. */
const MOST_PEOPLE = 10_000;

export function preview(subject: PreviewSubject, facts: DecisionFacts): EscalationPreview {
  return atOnce(previewChunked(subject, facts));
}

export function* previewChunked(subject: PreviewSubject, facts: DecisionFacts): Chunked<EscalationPreview> {
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
  const shown: Shown = { entries: [], people: 0 };
  let { incident } = yield* step(seedOf(subject), [{ kind: 'open', opening }], at, world, shown);
  for (
    let due = dueAt(incident.timers);
    due !== null && due <= at + LONGEST && hasRoom(shown);
    due = dueAt(incident.timers)
  ) {
    yield;
    const stepped = yield* step(incident, [{ kind: 'timers' }], due, world, shown);
    incident = yield* settle(stepped.incident, due, world, shown);
  }
  const last = shown.entries.at(-1)?.at ?? at;
  return { entries: shown.entries, ends: incident.exhausted ? 'exhausted' : 'cut', endsAt: last };
}

interface Shown {
  entries: PreviewEntry[];
  /** In all entries. */
  people: number;
}

function hasRoom({ entries, people }: Shown): boolean {
  return entries.length < MOST_ENTRIES && people < MOST_PEOPLE;
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

function* step(
  incident: Incident,
  events: IncidentEvent[],
  at: number,
  facts: DecisionFacts,
  shown: Shown,
): Chunked<AdvanceResult> {
  const answer = advance(incident, events, at, facts);
  for (const entry of yield* entriesOf(answer.effects, at, facts)) {
    shown.entries.push(entry);
    shown.people += entry.people.length;
  }
  return answer;
}

/** A step that pages only unreachable people is left at once, as when its deliveries fail. */
function* settle(incident: Incident, at: number, facts: DecisionFacts, shown: Shown): Chunked<Incident> {
  let now = incident;
  let seen: PreviewEntry | undefined;
  for (
    let last = shown.entries.at(-1);
    last !== seen && last?.kind === 'step' && isUnreachable(last) && now.run && hasRoom(shown);
    last = shown.entries.at(-1)
  ) {
    seen = last;
    yield;
    const stepped = yield* step(now, [{ kind: 'unreachable', entry: now.run.entry }], at, facts, shown);
    now = stepped.incident;
  }
  return now;
}

function isUnreachable({ people, channels }: PreviewEntry): boolean {
  return channels.length === 0 && people.length > 0 && people.every(({ methods }) => methods.length === 0);
}

/** Pages and posts belong to the entry before them. */
function* entriesOf(effects: readonly Effect[], at: number, facts: DecisionFacts): Chunked<PreviewEntry[]> {
  const entries: PreviewEntry[] = [];
  for (const [index, effect] of effects.entries()) {
    if (index % STRETCH === STRETCH - 1) {
      yield;
    }
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
