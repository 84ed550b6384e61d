/** Collects the rows of a batch other than its incidents, and writes them together at its end. */
import { countAlertRepeats, saveAlerts } from '../../store/alerts/alerts.ts';
import { saveOrphans } from '../../store/alerts/orphans.ts';
import { saveIncidentKeys } from '../../store/incidents/keys.ts';
import { insertSignals } from '../../store/intake/signals.ts';
import { insertSignalBodies } from '../../store/past/signal-bodies.ts';
import type { Database } from '../../store/schema.ts';
import type { AlertTable } from '../../store/schema/incidents.ts';
import type { Work } from '../../store/work.ts';
import type { AlertArrival } from './arrival.ts';

export interface IncidentLedger {
  signal(arrival: AlertArrival, incident: string | null, decision: string): void;
  /** An exact repeat that puts off the automatic resolution. */
  again(arrival: AlertArrival): void;
  alert(row: AlertTable): void;
  /** Counts a known alert again, and leaves the rest of its row. */
  repeat(row: AlertTable): void;
  key(integration: string, groupKey: string, incident: string): void;
  orphan(integration: string, groupKey: string, problem: string): void;
  save(): Promise<void>;
}

export function createLedger(work: Work): IncidentLedger {
  const signals: Array<Database['signals']> = [];
  const bodies: Array<Database['signal_bodies']> = [];
  const alerts = new Map<string, AlertTable>();
  const repeats = new Map<string, AlertTable>();
  const keys = new Map<string, Database['incident_keys']>();
  const orphans: Array<Database['orphans']> = [];
  return {
    signal: (arrival, incident, decision) => {
      const row = signalRow(work, arrival, incident, decision);
      signals.push(row);
      bodies.push(bodyRow(row, arrival));
    },
    again: ({ alert, integration, pageTest }) => {
      const { fingerprint, groupKey, status } = alert;
      const body = JSON.stringify({ fingerprint, groupKey, status, repeats: true });
      const row = { signal: work.ids.next(), at: work.now, integration: integration.id, tests: pageTest ? 1 : 0, body };
      bodies.push(row);
    },
    alert: (row) => {
      repeats.delete(keyOf(row));
      alerts.set(keyOf(row), row);
    },
    repeat: (row) => (alerts.has(keyOf(row)) ? alerts : repeats).set(keyOf(row), row),
    key: (integration, groupKey, incident) =>
      keys.set(`${integration}\n${groupKey}`, { integration, group_key: groupKey, incident }),
    orphan: (integration, groupKey, problem) =>
      orphans.push({ integration, group_key: groupKey, problem, at: work.now }),
    save: async () => {
      await insertSignals(work, signals);
      await insertSignalBodies(work, bodies);
      await saveAlerts(work, [...alerts.values()]);
      await countAlertRepeats(work, [...repeats.values()]);
      await saveIncidentKeys(work, [...keys.values()]);
      await saveOrphans(work, orphans);
    },
  };
}

function keyOf({ incident, fingerprint }: AlertTable): string {
  return `${incident}\n${fingerprint}`;
}

function signalRow(
  work: Work,
  { alert, sent = alert, integration }: AlertArrival,
  incident: string | null,
  decision: string,
): Database['signals'] {
  return {
    id: work.ids.next(),
    integration: integration.id,
    received_at: work.now,
    fingerprint: alert.fingerprint,
    group_key: alert.groupKey,
    status: alert.status,
    severity: sent.severity,
    title: sent.title,
    incident,
    decision,
    raw: JSON.stringify(sent.raw ?? null),
  };
}

function bodyRow(
  { id, integration, received_at: at }: Database['signals'],
  { alert, sent = alert, asRead = sent, pageTest }: AlertArrival,
): Database['signal_bodies'] {
  const { raw: _payload, ...body } = asRead;
  return { signal: id, at, integration, tests: pageTest ? 1 : 0, body: JSON.stringify(body) };
}
