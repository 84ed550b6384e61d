/** Takes in what comes from outside: alerts, commands, changes of the configuration. */
import type { Effect } from '#domain/incident/effects';
import { disabledOwners } from '#domain/incident/progress/owners-left';
import type { Incident } from '#domain/incident/model';
import type { AlertArrival } from '../../stages/incident/arrival.ts';
import type { IncidentLedger } from '../../stages/incident/ledger.ts';
import { takeAll } from '../../stages/incident/receive.ts';
import { slotKey } from '../../stages/incident/slots.ts';
import type { IncidentSlot } from '../../stages/incident/slots.ts';
import { addTo } from '../../stages/outbox/planning/ledger.ts';
import { withGroups } from '../../pipeline/groups.ts';
import { assign, heartbeatOf, withRouteSeverity } from '../../stages/routing/assign.ts';
import type { RecordedCommand, RecordedSignal, World } from '../recorded.ts';
import { asGivenNow, mayGive, standingOf } from './answering.ts';
import { advanceIncident, endBatch, factsOf, followHold, keepChange, workOf } from './state.ts';
import type { PagerState, ReplayInput } from './state.ts';

export function takeIn(state: PagerState, input: ReplayInput): void {
  switch (input.kind) {
    case 'world':
      changeWorld(state, input.world);
      break;
    case 'signals':
      receiveSignals(state, input.signals);
      break;
    case 'command':
      carryOut(state, input.command);
      break;
  }
  endBatch(state);
}

/** As after a change of the configuration: maintenances may end, and people be disabled. */
function changeWorld(state: PagerState, world: World): void {
  state.world = world;
  state.directory = world.directory;
  for (const incident of [...state.incidents.values()].filter(({ state }) => state !== 'resolved')) {
    followHold(state, incident);
    const facts = factsOf(state);
    const now = state.incidents.get(incident.id) ?? incident;
    if (disabledOwners(now, facts).length > 0) {
      advanceIncident(state, now, [{ kind: 'ownersLeft' }], facts);
    }
  }
}

function receiveSignals(state: PagerState, signals: readonly RecordedSignal[]): void {
  const work = workOf(state);
  const assigning = (arrival: AlertArrival, at: number) => {
    state.opening = state.signalOf.get(arrival) ?? null;
    return assign(state.directory, arrival.integration, arrival.alert, at);
  };
  const arrivals = [...Map.groupBy(signals, ({ integration }) => integration).values()].flatMap((own) => {
    const made = own.flatMap((signal) => arrivalOf(state, signal));
    const grouped = withGroups(
      made.map(({ arrival }) => arrival),
      (arrival, at) => assign(state.directory, arrival.integration, arrival.alert, at),
      state.now,
    );
    grouped.forEach((arrival, index) =>
      state.signalOf.set(arrival, made[index]?.signal ?? (signals[0] as RecordedSignal)),
    );
    return grouped;
  });
  const slots = new Map(
    arrivals.map(({ integration, alert }) => {
      const key = slotKey(integration.id, alert.groupKey);
      return [key, slotOf(state, key, integration.id, alert.groupKey)];
    }),
  );
  const touched = {
    slots,
    twins: new Map<string, IncidentSlot[]>(),
    changes: new Map<string, { incident: Incident; effects: Effect[] }>(),
  };
  takeAll(
    {
      work,
      facts: factsOf(state),
      touched,
      ledger: signalLedger(state),
      assign: assigning,
      opened: [],
      useFallback: false,
    },
    arrivals,
  );
  arrivals.forEach((arrival) => keepRepeat(state, arrival, slots));
  for (const slot of slots.values()) {
    const id = slot.incident?.id;
    if (id !== undefined && !state.slotsOf.get(id)?.includes(slot)) {
      state.slotsOf.set(id, [...(state.slotsOf.get(id) ?? []), slot]);
    }
  }
  touched.changes.forEach(({ incident, effects }) => keepChange(state, incident, effects));
  touched.changes.forEach((_, id) => finishSolved(state, id));
}

/** What still fires of it was solved before. */
function finishSolved(state: PagerState, id: string): void {
  const incident = state.incidents.get(id);
  const last = state.parts.solvedMeanwhile(id, state.slotsOf.get(id) ?? []);
  if (last !== null && incident !== undefined) {
    state.parts.forget(id);
    const { command, actor } = last;
    advanceIncident(state, incident, [{ kind: 'command', command, actor }], factsOf(state));
  }
}

function arrivalOf(
  state: PagerState,
  signal: RecordedSignal,
): Array<{ signal: RecordedSignal; arrival: AlertArrival }> {
  const integration = state.directory.integrations.get(signal.integration);
  if (integration === undefined) {
    state.decisions.set(signal.id, { incident: null, decision: 'integration-gone' });
    return [];
  }
  if (heartbeatOf(state.directory, integration, signal.alert, state.now) !== null) {
    state.decisions.set(signal.id, { incident: null, decision: 'heartbeat' });
    return [];
  }
  const read = signal.repeats ? state.lastAlerts.get(keyOfAlert(signal)) : signal.alert;
  if (read === undefined) {
    return [];
  }
  state.lastAlerts.set(keyOfAlert(signal), read);
  const asRead = state.parts.inItsGroup(integration, read);
  const alert = withRouteSeverity(state.directory, integration, asRead, state.now);
  return [{ signal, arrival: { integration, alert, asRead, pageTest: signal.pageTest } }];
}

function keyOfAlert({ integration, alert: { fingerprint, groupKey } }: RecordedSignal): string {
  return [integration, fingerprint, groupKey].join('\n');
}

function slotOf(state: PagerState, key: string, integration: string, groupKey: string): IncidentSlot {
  const slot = state.slots.get(key) ?? {
    integration,
    groupKey,
    incident: null,
    alerts: new Map(),
    recovered: new Set<string>(),
  };
  state.slots.set(key, slot);
  return slot;
}

function signalLedger(state: PagerState): IncidentLedger {
  return {
    signal: (arrival, incident, decision) => {
      const signal = state.signalOf.get(arrival);
      if (signal) keepDecision(state, signal, incident, decision);
      if (incident !== null && arrival.alert.status === 'firing') {
        addTo(state.firing, incident, state.now);
      }
    },
    // The slots hold the rows.
    alert: () => undefined,
    again: () => undefined,
    repeat: () => undefined,
    key: () => undefined,
    orphan: () => undefined,
    save: () => Promise.resolve(),
  };
}

/** On whatever holds alerts of the incident of truth. */
function carryOut(state: PagerState, recorded: RecordedCommand): void {
  const ids = recorded.part === undefined ? state.parts.wentTo(recorded.incident) : [recorded.incident];
  for (const id of ids) {
    const incident = state.incidents.get(id);
    if (incident !== undefined && mayGive(state, incident, recorded)) {
      state.deps.onCommand(recorded, standingOf(state, incident, recorded.actor.name));
      carryOutOn(state, incident, recorded);
    }
  }
}

function carryOutOn(state: PagerState, incident: Incident, recorded: RecordedCommand): void {
  const { id } = incident;
  const { actor } = recorded;
  const command = asGivenNow(state, recorded);
  const slots = state.slotsOf.get(id) ?? [];
  const reopens = command.kind === 'unresolve' || command.kind === 'undo';
  if (reopens && slots.some((slot) => slot.incident?.id !== id && slot.incident?.state !== 'resolved')) {
    return;
  }
  if (command.kind === 'resolve' && !state.parts.solve(id, recorded, slots)) {
    return;
  }
  const isDone = advanceIncident(state, incident, [{ kind: 'command', command, actor }], factsOf(state));
  if (isDone && recorded.answers !== undefined) {
    state.invented.push({ incident: id, at: state.now });
  }
  if (command.kind === 'resolve' || reopens) {
    state.parts.forget(id);
  }
  if (isDone && reopens) {
    const now = state.incidents.get(id) ?? incident;
    slots.forEach((slot) => void (slot.incident = now));
    followHold(state, now);
  }
}

/** What opened an incident in truth may repeat an alert that still fires here. */
function keepRepeat(state: PagerState, arrival: AlertArrival, slots: ReadonlyMap<string, IncidentSlot>): void {
  const signal = state.signalOf.get(arrival);
  const incident = slots.get(slotKey(arrival.integration.id, arrival.alert.groupKey))?.incident;
  if (signal !== undefined && !signal.repeats && incident && !state.decisions.has(signal.id)) {
    keepDecision(state, signal, incident.id, 'joined');
  }
}

function keepDecision(state: PagerState, signal: RecordedSignal, incident: string | null, decision: string): void {
  state.decisions.set(signal.id, { incident, decision });
  if (incident !== null && signal.alert.status === 'firing') {
    state.parts.joined(incident, signal);
  }
}
