/** The state of a pager that runs in memory, and how a change of an incident is kept there. */
import type { Alert } from '#domain/incident/signal/alert';
import type { Effect } from '#domain/incident/effects';
import { advance } from '#domain/incident/advance';
import type { IncidentEvent } from '#domain/incident/advance';
import { advanceWithFallback } from '#domain/incident/progress/advance-with-fallback';
import type { DecisionFacts } from '#domain/incident/draft';
import { dueAt } from '#domain/incident/model';
import type { Incident } from '#domain/incident/model';
import { heldUntil } from '../../stages/incident/holds.ts';
import type { IncidentSlot } from '../../stages/incident/slots.ts';
import { beginPage, endPages, failPage, resumePages, urgePages } from '../../stages/outbox/planning/pages.ts';
import type { PlanningContext } from '../../stages/outbox/planning/planning.ts';
import { postToRoom } from '../../stages/outbox/planning/rooms.ts';
import type { ChannelRegistry } from '../../ports/channel.ts';
import type { Directory } from '../../ports/directory.ts';
import { factsFrom } from '../../store/incidents/facts.ts';
import type { DeliveryRow, PageRow } from '../../store/schema/deliveries.ts';
import type { Work } from '../../store/work.ts';
import type { RecordedCommand, RecordedPeriod, RecordedSignal, ActorStanding, World } from '../recorded.ts';
import type { DeliveryOutcomes, ExpectedAttempt } from './outcomes.ts';
import type { MemoryLedger } from './ledger.ts';
import type { NightParts } from './parts.ts';
import type { TimeQueue } from './queue.ts';

/** What is fed in from outside at an instant. */
export type ReplayInput =
  | { kind: 'world'; world: World }
  | { kind: 'signals'; signals: readonly RecordedSignal[] }
  | { kind: 'command'; command: RecordedCommand };

export interface MemoryPagerDeps {
  channels: ChannelRegistry;
  period: RecordedPeriod;
  worlds: readonly World[];
  /** Asked whenever a page arrives; the answers come in at their instants. */
  onArrival(arrival: PageArrival): ReadonlyArray<{ at: number; command: RecordedCommand }>;
  /** Told what the incident was to whoever gives a command, just before it is carried out. */
  onCommand(command: RecordedCommand, standing: ActorStanding): void;
  /** Commands at their own instants. */
  commands: readonly RecordedCommand[];
}

/** Something of a page arrived for the first time. */
export interface PageArrival {
  incident: string;
  user: string;
  /** Of this night. */
  page: string;
  at: number;
  /** None about this incident had reached the person. */
  isFirst: boolean;
  /** The incidents of truth whose alerts it holds by then. */
  were: readonly string[];
}

export interface ReplayedNight {
  incidents: ReadonlyMap<string, Incident>;
  /** The signals that opened each incident, and those that were dropped or strays, by signal. */
  decisions: ReadonlyMap<string, { incident: string | null; decision: string }>;
  pages: readonly PageRow[];
  deliveries: readonly DeliveryRow[];
  /** Instants at which everybody had been told and nobody answered, by incident. */
  exhausted: ReadonlyMap<string, number>;
  /** Instants of the first answer, by incident. */
  answered: ReadonlyMap<string, number>;
  /** Incidents that a maintenance held when they opened. */
  held: ReadonlySet<string>;
  /** Answers that nobody gave in truth. */
  invented: ReadonlyArray<{ incident: string; at: number }>;
  /** Parts that failed unexpectedly, and were left out. */
  failures: number;
}

export type DueWork =
  | { kind: 'incident' | 'page'; id: string }
  /** A delivery begins to be sent, or what became of it is known. */
  | { kind: 'claim' | 'settle'; id: string; attempt: ExpectedAttempt };

/** Everything that the pager knows at an instant. */
export interface PagerState {
  deps: MemoryPagerDeps;
  now: number;
  world: World;
  directory: Directory;
  due: TimeQueue<DueWork>;
  inputs: TimeQueue<ReplayInput>;
  ledger: MemoryLedger;
  outcomes: DeliveryOutcomes;
  /** The attempt that each delivery waits for. */
  expected: Map<string, ExpectedAttempt>;
  incidents: Map<string, Incident>;
  slots: Map<string, IncidentSlot>;
  slotsOf: Map<string, IncidentSlot[]>;
  turns: Map<string, number>;
  /** Instants of firing signals, by incident. */
  firing: Map<string, number[]>;
  decisions: Map<string, { incident: string | null; decision: string }>;
  exhausted: Map<string, number>;
  answered: Map<string, number>;
  held: Set<string>;
  parts: NightParts;
  /** As read, by integration, fingerprint and recorded key: some come again. */
  lastAlerts: Map<string, Alert>;
  /** Commands that wait for an answer, by incident. */
  waiting: Map<string, RecordedCommand[]>;
  /** When somebody's first page about an incident arrived: by `<incident>\n<login>`. */
  reached: Map<string, number>;
  /** Pages of which something arrived. */
  arrived: Set<string>;
  invented: Array<{ incident: string; at: number }>;
  /** Commands that follow a page: `<incident>\n<login>\n<incident of truth>` */
  following: Set<string>;
  signalOf: WeakMap<object, RecordedSignal>;
  unreachable: Array<{ incident: string; entry: number }>;
  /** The signal that is about to open an incident. */
  opening: RecordedSignal | null;
  made: number;
  failures: number;
}

/** What the functions of the stages need; those that are called here read no rows. */
export function workOf(state: PagerState): Work {
  return {
    now: state.now,
    directory: state.directory,
    rests: state.deps.period.rests,
    ids: { next: () => nextId(state), secret: () => '', chance: () => 0 },
    requests: [],
    ended: [],
    report: () => void (state.failures += 1),
  } as Partial<Work> as Work;
}

export function planningOf(state: PagerState): PlanningContext {
  return { work: workOf(state), channels: state.deps.channels, ledger: state.ledger };
}
/** An incident keeps the id that it had, if the same alert opens it. */
function nextId(state: PagerState): string {
  const recorded = state.opening;
  state.opening = null;
  const isFree =
    recorded?.decision === 'opened' && recorded.incident !== null && !state.incidents.has(recorded.incident);
  return isFree ? (recorded.incident ?? '') : `replay-${String(++state.made).padStart(9, '0')}`;
}

export function factsOf(state: PagerState): DecisionFacts {
  return {
    ...factsFrom(state.directory, state.turns, state.firing, state.deps.period.rests),
    // What the sources answered is not recorded.
    tellsSilences: () => false,
  };
}

/** @returns why a command was refused, or null */
export function advanceIncident(
  state: PagerState,
  incident: Incident,
  events: IncidentEvent[],
  facts: DecisionFacts,
): boolean {
  try {
    const { incident: next, effects, results } = advance(incident, events, state.now, facts);
    if (results.some(({ refusal }) => refusal !== null)) {
      return false;
    }
    keepChange(state, next, effects);
  } catch {
    state.failures += 1;
    const { incident: next, effects } = advanceWithFallback(incident, events, state.now, facts, {
      tries: 0,
      since: state.now,
    });
    keepChange(state, next, effects);
  }
  return true;
}

export function keepChange(state: PagerState, incident: Incident, effects: readonly Effect[]): void {
  state.incidents.set(incident.id, incident);
  state.slotsOf.get(incident.id)?.forEach((slot) => {
    if (slot.incident?.id === incident.id) slot.incident = incident;
  });
  if (incident.exhausted && !state.exhausted.has(incident.id)) {
    state.exhausted.set(incident.id, state.now);
  }
  if (isAnswered(incident)) {
    answer(state, incident.id);
  }
  if (incident.timers.hold !== undefined && incident.openedAt === state.now) {
    state.held.add(incident.id);
  }
  const due = dueAt(incident.timers);
  if (due !== null) state.due.push(due, { kind: 'incident', id: incident.id });
  effects.forEach((effect) => applyEffect(state, incident.id, effect));
}

/** By whatever counts as an answer in the figures of insights. */
function isAnswered({ state, acks, resolution }: Incident): boolean {
  return state === 'acknowledged' || state === 'snoozed' || acks.length > 0 || resolution === 'person';
}

function answer(state: PagerState, incident: string): void {
  if (!state.answered.has(incident)) {
    state.answered.set(incident, state.now);
  }
  const waiting = state.waiting.get(incident) ?? [];
  state.waiting.delete(incident);
  waiting.forEach((command) => state.inputs.push(state.now, { kind: 'command', command }));
}

function applyEffect(state: PagerState, incident: string, effect: Effect): void {
  const planning = planningOf(state);
  switch (effect.kind) {
    case 'page':
      startPage(state, planning, incident, effect);
      break;
    case 'post':
      postToRoom(planning, incident, effect);
      break;
    case 'urge':
      urgePages(planning, incident);
      break;
    case 'endPages':
      endPages(planning, incident, effect);
      break;
    case 'resumePages':
      resumePages(planning, incident, effect);
      break;
    case 'turn':
      state.turns.set(effect.key, effect.next);
      break;
    case 'resolveAlerts':
      state.slotsOf.get(incident)?.forEach(({ alerts }) => {
        alerts.forEach((row, fingerprint) => alerts.set(fingerprint, { ...row, status: 'resolved' }));
      });
      break;
    // Messages that page nobody, and work time.
    case 'timeline':
    case 'tellReached':
    case 'tell':
    case 'intervention':
    case 'ask':
    case 'sync':
      break;
  }
}

function startPage(
  state: PagerState,
  planning: PlanningContext,
  incident: string,
  effect: Extract<Effect, { kind: 'page' }>,
): void {
  try {
    beginPage(planning, incident, effect);
  } catch {
    state.failures += 1;
    failPage(planning, incident, effect);
  }
}

export function expectAttempt(state: PagerState, row: DeliveryRow): void {
  const expected = state.outcomes.next(row);
  state.expected.set(row.id, expected);
  state.due.push(expected.from, { kind: 'claim', id: row.id, attempt: expected });
}

export function endBatch(state: PagerState): void {
  state.unreachable.push(...state.ledger.endBatch());
}

export function followHold(state: PagerState, incident: Incident): void {
  const until = incident.timers.hold === undefined ? undefined : heldUntil(workOf(state), incident);
  if (until !== undefined && until !== incident.timers.hold) {
    advanceIncident(state, incident, [{ kind: 'held', until }], factsOf(state));
  }
}
