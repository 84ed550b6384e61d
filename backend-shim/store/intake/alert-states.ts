/** Finds alerts for senders that ask about them, by key or by incident. */
import type { Severity } from '#domain/incident/signal/alert';
import type { AlertIdentifier, AlertPlace, AlertState } from '../../ports/ingest.ts';
import { alertLabels } from '../incidents/stored-parts.ts';
import type { OriginTable } from '../schema/origins.ts';
import type { Db } from '../store.ts';
import type { UnreadableReporter } from '../stored/unreadable.ts';
import { originNamed } from './origins.ts';

/** The most alerts of one incident; more exist only if `groupBy` puts many aliases into one. */
const MOST_PLACES = 500;

/**
 * @param isGrouped the integration groups by labels, so that the alias alone does not identify the incident
 * @returns an empty list if the integration has no such alert
 */
export function readPlaces(
  db: Db,
  integration: string,
  { type, value }: AlertIdentifier,
  isGrouped: boolean,
): Promise<AlertPlace[]> {
  if (type === 'alias') {
    return isGrouped
      ? placeOfAlias(db, integration, value)
      : Promise.resolve([{ fingerprint: value, groupKey: value }]);
  }
  return placesOfIncident(db, integration, type === 'id' ? { id: value } : { number: Number(value) });
}

async function placeOfAlias(db: Db, integration: string, alias: string): Promise<AlertPlace[]> {
  const row = await originNamed(db, integration, [alias]);
  return row ? [placeIn(row)] : [];
}

async function placesOfIncident(
  db: Db,
  integration: string,
  by: { id: string } | { number: number },
): Promise<AlertPlace[]> {
  if ('number' in by && !Number.isSafeInteger(by.number)) {
    return [];
  }
  const query = db.selectFrom('incidents').select(['id', 'group_key']).where('integration', '=', integration);
  const incident = await (
    'id' in by ? query.where('id', '=', by.id) : query.where('number', '=', by.number)
  ).executeTakeFirst();
  if (!incident) {
    return [];
  }
  const alerts = await db
    .selectFrom('alerts')
    .select(['fingerprint', 'group_key'])
    .where('incident', '=', incident.id)
    .where('integration', '=', integration)
    .orderBy('first_at')
    .limit(MOST_PLACES)
    .execute();
  // A merge moved the alerts; the key leads to the incident that has them now.
  return alerts.length > 0
    ? alerts.map(({ fingerprint, group_key }) => placeIn({ fingerprint, group_key: group_key ?? incident.group_key }))
    : [{ fingerprint: incident.group_key, groupKey: incident.group_key }];
}

function placeIn({ fingerprint, group_key }: { fingerprint: string; group_key: string }): AlertPlace {
  return { fingerprint, groupKey: group_key };
}

export async function readAlertState(
  db: Db,
  integration: string,
  { fingerprint, groupKey }: AlertPlace,
  reporter: UnreadableReporter,
): Promise<AlertState | null> {
  const row = await db
    .selectFrom('incident_keys as k')
    .innerJoin('incidents as i', 'i.id', 'k.incident')
    .innerJoin('alerts as a', 'a.incident', 'i.id')
    .select(['i.id', 'i.number', 'i.state', 'i.acknowledged_by', 'i.acknowledged_at', 'i.snoozed_until'])
    .select(['i.resolved_by', 'i.resolved_at', 'i.updated_at', 'a.fingerprint', 'a.status', 'a.severity', 'a.title'])
    .select(['a.description', 'a.labels', 'a.count', 'a.first_at', 'a.last_at'])
    .where('k.integration', '=', integration)
    .where('k.group_key', '=', groupKey)
    .where('a.fingerprint', '=', fingerprint)
    .executeTakeFirst();
  return row
    ? {
        incident: row.id,
        number: row.number,
        fingerprint: row.fingerprint,
        title: row.title,
        description: row.description ?? '',
        severity: row.severity as Severity,
        labels: alertLabels({ incident: row.id, fingerprint: row.fingerprint, labels: row.labels }, reporter),
        isClosed: row.state === 'resolved' || row.status === 'resolved',
        acknowledgedBy: row.acknowledged_by,
        acknowledgedAt: row.acknowledged_at,
        snoozedUntil: row.snoozed_until,
        resolvedBy: row.resolved_by,
        resolvedAt: row.resolved_at,
        count: row.count,
        firstAt: row.first_at,
        lastAt: row.last_at,
        updatedAt: row.updated_at,
      }
    : null;
}

/** The result of the request that was accepted under this id. */
export async function readOrigin(
  db: Db,
  integration: string,
  id: string,
): Promise<Pick<OriginTable, 'fingerprint' | 'group_key' | 'at'> | null> {
  const row = await db
    .selectFrom('origins')
    .select(['fingerprint', 'group_key', 'at'])
    .where('integration', '=', integration)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}
