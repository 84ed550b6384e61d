/** Reads the stored JSON beside an incident: of its timeline, its alerts, and the received payloads. */
import { z } from 'zod';
import { parseOr, readOr } from '../stored/json.ts';
import type { UnreadableReporter } from '../stored/unreadable.ts';
import type { SignalTable } from '../schema/intake.ts';
import type { AlertTable, IncidentTable, TimelineTable } from '../schema/incidents.ts';
import { labelsSchema, linksSchema } from './stored-incident.ts';
import { isLabels, isLinks } from './written-incident.ts';

const facts = z.record(z.string(), z.unknown());
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** None if they cannot be read; the entry's sentence says what happened. */
export function timelineData(
  { id, data }: Pick<TimelineTable, 'id' | 'data'>,
  noting: UnreadableReporter,
): Record<string, unknown> {
  return readOr(facts, data, { kind: 'timeline', id, field: 'data' }, noting, {}, isObject);
}

type AlertRowKey = Pick<AlertTable, 'incident' | 'fingerprint'>;

const whereOf = ({ incident, fingerprint }: AlertRowKey, field: string) => ({
  kind: 'alerts',
  id: `${incident}/${fingerprint}`,
  field,
});

export function alertLabels(
  row: AlertRowKey & Pick<AlertTable, 'labels'>,
  noting: UnreadableReporter,
): Record<string, string> {
  return readOr(labelsSchema, row.labels, whereOf(row, 'labels'), noting, {}, isLabels);
}

export function alertLinks(
  row: AlertRowKey & Pick<AlertTable, 'links'>,
  noting: UnreadableReporter,
): Array<{ title: string; url: string }> {
  return readOr(linksSchema, row.links, whereOf(row, 'links'), noting, [], isLinks);
}

export function incidentLabels(
  { id, labels }: Pick<IncidentTable, 'id' | 'labels'>,
  noting: UnreadableReporter,
): Record<string, string> {
  return readOr(labelsSchema, labels, { kind: 'incidents', id, field: 'labels' }, noting, {}, isLabels);
}

/** The payload as received; the text itself if it is not JSON. */
export function signalRaw({ id, raw }: Pick<SignalTable, 'id' | 'raw'>, noting: UnreadableReporter): unknown {
  return raw === null ? null : parseOr(raw, { kind: 'signals', id, field: 'raw' }, noting, raw);
}
