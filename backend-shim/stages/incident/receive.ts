/**
 * Turns a batch of alerts into changes of incidents, in one transaction with a fixed number of statements, however
 * large the batch is.
 */
import { advance } from '#domain/incident/advance';
import type { IncidentEvent } from '#domain/incident/advance';
import { advanceWithFallback } from '#domain/incident/progress/advance-with-fallback';
import type { DecisionFacts } from '#domain/incident/draft';
import type { Incident } from '#domain/incident/model';
import { newIncident } from '#domain/incident/signal/open';
import { isExactRepeat, place } from '#domain/incident/signal/placement';
import type { KnownAlert } from '#domain/incident/signal/placement';
import { atOnce, withPauses } from '#domain/stretches';
import type { Chunked } from '#domain/stretches';
import { breatheIn } from '../../store/concurrency/in-portions.ts';
import { loadFacts } from '../../store/incidents/facts.ts';
import { saveChanges } from '../../store/incidents/save.ts';
import type { Work } from '../../store/work.ts';
import { alertRow, countRepeat, onlyCounted } from './alert-row.ts';
import type { AlertArrival, AssignRoute, ReceiveResult } from './arrival.ts';
import { subjectOf } from './arrival.ts';
import { createLedger } from './ledger.ts';
import type { IncidentLedger } from './ledger.ts';
import { enterFirstStep, giveNumbers, noteOpened } from './opening/opened.ts';
import { knownOf, loadSlots, slotKey } from './slots.ts';
import type { IncidentSlot, LoadedSlots } from './slots.ts';

/** A batch of alerts as it is processed: everything in memory, read before and written afterwards. */
export interface Receiving {
  work: Work;
  facts: DecisionFacts;
  touched: LoadedSlots;
  ledger: IncidentLedger;
  assign: AssignRoute;
  /** Incidents opened in this batch; they are numbered at its end. */
  opened: Incident[];
  /** Processing the alert failed: the failing part is left out, and somebody is paged at once. */
  useFallback: boolean;
}

export async function receive(
  work: Work,
  arrivals: readonly AlertArrival[],
  assign: AssignRoute,
): Promise<ReceiveResult[]> {
  const touched = await loadSlots(work, arrivals);
  const incidents = [...touched.slots.values()].flatMap((slot) => (slot.incident ? [slot.incident] : []));
  const facts = await loadFacts(work, incidents);
  const receiving: Receiving = {
    work,
    facts,
    touched,
    ledger: createLedger(work),
    assign,
    opened: [],
    useFallback: false,
  };
  const received = await withPauses(takingAll(receiving, arrivals), breatheIn(work.tx));
  await giveNumbers(receiving);
  noteOpened(receiving);
  await saveChanges(work, [...touched.changes.values()]);
  await receiving.ledger.save();
  return received;
}

/** Decides about each alert, and enters the first steps of incidents that are opened. Reads and writes nothing. */
export function takeAll(receiving: Receiving, arrivals: readonly AlertArrival[]): ReceiveResult[] {
  return atOnce(takingAll(receiving, arrivals));
}

/** The same, with a pause after each alert. */
function* takingAll(receiving: Receiving, arrivals: readonly AlertArrival[]): Chunked<ReceiveResult[]> {
  const received: ReceiveResult[] = [];
  for (const arrival of arrivals) {
    received.push(takeSafely(receiving, arrival));
    yield;
  }
  const opened = new Set(receiving.opened.map((incident) => incident.id));
  for (const [id, change] of receiving.touched.changes) {
    if (opened.has(id)) {
      enterFirstStep(receiving, change);
      yield;
    }
  }
  return received;
}

/** An alert that fails does not block the others, and is itself processed as far as possible. */
function takeSafely(receiving: Receiving, arrival: AlertArrival): ReceiveResult {
  const { work, opened } = receiving;
  const slot = slotOf(receiving, arrival);
  const { incident, alerts } = slot;
  const isUntold = incident?.untold === true && arrival.alert.status === 'firing';
  try {
    return isUntold ? takeAnyhow(receiving, slot, arrival) : take(receiving, slot, arrival);
  } catch (error) {
    work.report({ stage: 'ingest', incident: incident?.id ?? null, error });
    // The change that superseded the incident is kept if it succeeded.
    slot.incident = receiving.touched.changes.get(incident?.id ?? '')?.incident ?? incident;
    slot.alerts = alerts;
    const changed = opened.filter(({ id }) => receiving.touched.changes.has(id));
    opened.splice(0, opened.length, ...changed);
    return takeAnyhow(receiving, slot, arrival);
  }
}

function takeAnyhow(receiving: Receiving, slot: IncidentSlot, arrival: AlertArrival): ReceiveResult {
  const received = take({ ...receiving, useFallback: true }, slot, arrival);
  return { ...received, untold: slot.incident?.untold === true };
}

function slotOf({ touched }: Receiving, { alert, integration }: AlertArrival): IncidentSlot {
  const slot = touched.slots.get(slotKey(integration.id, alert.groupKey));
  if (!slot) {
    throw new Error(`no slot for ${alert.groupKey}`);
  }
  return slot;
}

function take(receiving: Receiving, slot: IncidentSlot, given: AlertArrival): ReceiveResult {
  const { work } = receiving;
  const row = slot.alerts.get(given.alert.fingerprint);
  const known = knownOf(row);
  const arrival = onlyCounted(given, slot.incident, row);
  const { alert, integration } = arrival;
  const placement = place(alert, slot.incident, known, integration.reopenWindow, isRecovered(slot, arrival), work.now);
  switch (placement.kind) {
    case 'join':
      return join(receiving, slot, arrival, known);
    case 'reopen':
      return reopen(receiving, slot, arrival, known);
    case 'supersede':
      change(receiving, slot, [{ kind: 'superseded' }]);
      return openNew(receiving, slot, arrival);
    case 'open':
      return openNew(receiving, slot, arrival);
    case 'stray':
      return stray(receiving, slot, arrival, known, placement.reason);
  }
}

function isRecovered(slot: IncidentSlot, { alert }: AlertArrival): boolean {
  return alert.problemId !== null && slot.recovered.has(alert.problemId);
}

function join(
  receiving: Receiving,
  slot: IncidentSlot,
  arrival: AlertArrival,
  known: KnownAlert | null,
): ReceiveResult {
  const { alert, integration } = arrival;
  const incident = slot.incident?.id ?? null;
  // A firing alert may mean that the silence has ended at the source, so the source is asked.
  const asksAgain = slot.incident?.silence !== undefined && alert.status === 'firing';
  const repeats = known !== null && !alert.wholeGroup && !asksAgain && isExactRepeat(alert, known);
  if (repeats) {
    repeat(receiving, slot, arrival);
    if (receiving.useFallback && slot.incident?.untold) {
      change(receiving, slot, []);
      return { duplicate: true, incident };
    }
    if (integration.autoResolve === null || alert.status !== 'firing') {
      return { duplicate: true, incident };
    }
  }
  signal(receiving, slot, arrival, known, false);
  if (repeats) {
    receiving.ledger.again(arrival);
  } else {
    receiving.ledger.signal(arrival, incident, 'joined');
  }
  return { duplicate: repeats, incident };
}

function reopen(
  receiving: Receiving,
  slot: IncidentSlot,
  arrival: AlertArrival,
  known: KnownAlert | null,
): ReceiveResult {
  signal(receiving, slot, arrival, known, true);
  receiving.ledger.signal(arrival, slot.incident?.id ?? null, 'reopened');
  return { duplicate: false, incident: slot.incident?.id ?? null };
}

function signal(
  receiving: Receiving,
  slot: IncidentSlot,
  arrival: AlertArrival,
  known: KnownAlert | null,
  reopens: boolean,
): void {
  const [result] = change(receiving, slot, [signalEvent(receiving, arrival, known, reopens)]);
  keepAlert(receiving, slot, arrival, result?.alert ?? null);
}

function signalEvent(
  { assign, work }: Receiving,
  arrival: AlertArrival,
  known: KnownAlert | null,
  reopens: boolean,
): IncidentEvent {
  const { alert, integration } = arrival;
  const { resolveDelay, reopenWindow, autoResolve } = integration;
  return {
    kind: 'signal',
    signal: {
      alert,
      known,
      reopen: reopens,
      integration: integration.id,
      settings: { resolveDelay, reopenWindow, autoResolve },
      maintenance: () => assign({ ...arrival, alert: arrival.sent ?? alert }, work.now).maintenance,
    },
  };
}

function openNew(receiving: Receiving, slot: IncidentSlot, arrival: AlertArrival): ReceiveResult {
  const { work, assign, ledger } = receiving;
  const assignment = assign(arrival, work.now);
  if (assignment.drop) {
    ledger.signal(arrival, null, 'dropped');
    return { duplicate: false, incident: null };
  }
  const { alert, integration, pageTest } = arrival;
  const incident = newIncident({
    id: work.ids.next(),
    number: 0,
    integration: integration.id,
    source: integration.type,
    groupKey: alert.groupKey,
    ...subjectOf(arrival),
    severity: alert.severity ?? 'error',
    urgency: assignment.urgency,
    team: assignment.team,
    policy: assignment.policy?.id ?? null,
    labels: { ...(alert.group ?? alert).labels, ...assignment.labels },
    links: (alert.group ?? alert).links,
    test: alert.test,
    now: work.now,
  });
  slot.incident = incident;
  slot.alerts = new Map();
  receiving.opened.push(incident);
  const actor = { name: integration.name, kind: 'source', via: 'source' } as const;
  const opening = {
    actor,
    reason: assignment.reason,
    policy: assignment.policy,
    users: [],
    holdUntil: assignment.holdUntil,
    ...(assignment.instead && { instead: assignment.instead }),
    pageTest,
  };
  const [, result] = change(receiving, slot, [{ kind: 'open', opening }, signalEvent(receiving, arrival, null, false)]);
  keepAlert(receiving, slot, arrival, result?.alert ?? null);
  ledger.key(integration.id, alert.groupKey, incident.id);
  ledger.signal(arrival, incident.id, 'opened');
  return { duplicate: false, incident: incident.id };
}

function stray(
  receiving: Receiving,
  slot: IncidentSlot,
  arrival: AlertArrival,
  known: KnownAlert | null,
  reason: string,
): ReceiveResult {
  const { alert, integration } = arrival;
  if (known && isExactRepeat(alert, known)) {
    repeat(receiving, slot, arrival);
    return { duplicate: true, incident: slot.incident?.id ?? null };
  }
  receiving.ledger.signal(arrival, null, reason);
  if (alert.status === 'resolved' && alert.problemId !== null && slot.incident === null) {
    slot.recovered.add(alert.problemId);
    receiving.ledger.orphan(integration.id, alert.groupKey, alert.problemId);
  }
  return { duplicate: false, incident: null };
}

function change(receiving: Receiving, slot: IncidentSlot, events: IncidentEvent[]) {
  const { incident } = slot;
  if (!incident) {
    throw new Error('there is no incident to change');
  }
  const {
    work: { now },
    facts,
  } = receiving;
  const answer = receiving.useFallback
    ? advanceWithFallback(incident, events, now, facts, { tries: 0, since: now })
    : advance(incident, events, now, facts);
  const entry = receiving.touched.changes.get(incident.id) ?? { incident, effects: [] };
  entry.incident = answer.incident;
  entry.effects.push(...answer.effects);
  receiving.touched.changes.set(incident.id, entry);
  slot.incident = answer.incident;
  for (const twin of receiving.touched.twins.get(incident.id) ?? []) {
    twin.incident = answer.incident;
  }
  return answer.results;
}

function keepAlert(receiving: Receiving, slot: IncidentSlot, arrival: AlertArrival, next: KnownAlert | null): void {
  const incident = slot.incident?.id;
  if (next && incident !== undefined) {
    const row = alertRow(slot.alerts.get(next.fingerprint), incident, arrival, next, receiving.work.now);
    slot.alerts.set(next.fingerprint, row);
    receiving.ledger.alert(row);
  }
}

function repeat(receiving: Receiving, slot: IncidentSlot, { alert }: AlertArrival): void {
  const row = slot.alerts.get(alert.fingerprint);
  if (row) {
    const counted = countRepeat(row, receiving.work.now);
    slot.alerts.set(alert.fingerprint, counted);
    receiving.ledger.repeat(counted);
  }
}
