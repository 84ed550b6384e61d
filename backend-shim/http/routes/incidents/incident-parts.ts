/** `/api/v1/incidents/:id/…`: timeline, alerts and pages of one incident. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import type { TimelineEntryWire } from '#contract/incidents/incident';
import { page, timelineEntry } from '#contract/incidents/incident';
import { listOf, pageQuery } from '#contract/list';
import { titleReason } from '#contract/reasons/title';
import type { Incident } from '#domain/incident/model';
import { queryTitle, titleIn } from '#domain/incident/signal/title';
import { numbersOfIncidents, readAlerts, readPages, readTimeline } from '../../../store/incidents/details.ts';
import { alertLabels, alertLinks } from '../../../store/incidents/stored-parts.ts';
import type { AlertTable } from '../../../store/schema/incidents.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { iso, isoOrNull, pageBody, roomPageBody, timelineBody } from '../../incident-body.ts';
import type { ApiServer } from '../../schemas.ts';
import { findIncident } from './find-incident.ts';

const byId = { params: z.object({ id: z.string() }) };
const tags = ['incidents'];
const listQuery = strict(pageQuery);

const alertSchema = z.object({
  fingerprint: z.string(),
  status: z.enum(['firing', 'resolved']),
  severity: z.string(),
  title: z.string(),
  titleReason: titleReason.nullable(),
  description: z.string().nullable(),
  labels: z.record(z.string(), z.string()),
  links: z.array(z.object({ title: z.string(), url: z.string() })),
  startsAt: z.string().nullable(),
  firstAt: z.string(),
  lastAt: z.string(),
  count: z.int(),
  /** Differs from the incident's integration after a merge. */
  integration: z.string().nullable(),
  /** The source has the alert in a downtime. */
  inDowntime: z.boolean(),
});

export function incidentPartRoutes(app: ApiServer, deps: ApiDeps): void {
  const { read } = deps.store;
  const timeline = {
    tags,
    summary: 'What happened, in order',
    ...byId,
    querystring: listQuery,
    response: { 200: listOf(timelineEntry) },
  };
  app.get('/incidents/:id/timeline', { schema: timeline }, async ({ params, query: { cursor, limit } }) => {
    const incident = await findIncident(deps, params.id);
    const rows = await readTimeline(read, incident.id, cursor ?? null, limit + 1);
    return {
      items: await withNumbers(
        deps,
        rows.slice(0, limit).map((row) => timelineBody(row, deps.copies.noting)),
      ),
      next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
    };
  });
  const alerts = {
    tags,
    summary: 'Its alerts',
    ...byId,
    querystring: listQuery,
    response: { 200: listOf(alertSchema) },
  };
  app.get('/incidents/:id/alerts', { schema: alerts }, async ({ params, query: { cursor, limit } }) => {
    const incident = await findIncident(deps, params.id);
    const rows = await readAlerts(read, incident.id, cursor ?? null, limit + 1);
    const items = rows.slice(0, limit).map((row) => alertBody(row, incident, deps.copies.noting));
    return { items, next: rows.length > limit ? (rows[limit - 1]?.fingerprint ?? null) : null };
  });
  const pages = {
    tags,
    summary: 'Who was paged, how, and with what result',
    ...byId,
    response: { 200: listOf(page) },
  };
  app.get('/incidents/:id/pages', { schema: pages }, async ({ params }) => {
    const incident = await findIncident(deps, params.id);
    return { items: await pagesOf(deps, incident.id), next: null };
  });
}

/** Entries of 0.1 about a merge have only the id of the other incident. */
async function withNumbers({ store }: ApiDeps, entries: TimelineEntryWire[]): Promise<TimelineEntryWire[]> {
  const otherOf = ({ kind, data }: TimelineEntryWire) => {
    const other = kind === 'merged' && data['number'] === undefined ? (data['into'] ?? data['from']) : null;
    return typeof other === 'string' ? other : null;
  };
  const ids = entries.map(otherOf).filter((id) => id !== null);
  const numbers = await numbersOfIncidents(store.read, [...new Set(ids)]);
  return entries.map((entry) => {
    const number = numbers.get(otherOf(entry) ?? '');
    return number === undefined ? entry : { ...entry, data: { ...entry.data, number } };
  });
}

async function pagesOf({ store, copies }: ApiDeps, incident: string) {
  const { pages, deliveries, attempts } = await readPages(store.read, incident);
  const rooms = deliveries.filter((row) => row.channel !== null && row.kind === 'page');
  const items = [
    ...pages.map((row) => pageBody(row, deliveries, attempts)),
    ...rooms.map((row) => roomPageBody(row, attempts, copies.noting)),
  ];
  return items.sort((a, b) => a.startedAt.localeCompare(b.startedAt));
}

function alertBody(row: AlertTable, incident: Incident, noting: UnreadableReporter): z.output<typeof alertSchema> {
  return {
    fingerprint: row.fingerprint,
    status: row.status as z.output<typeof alertSchema>['status'],
    severity: row.severity,
    ...titleBody(row, noting),
    description: row.description,
    links: alertLinks(row, noting),
    startsAt: isoOrNull(row.starts_at),
    firstAt: iso(row.first_at),
    lastAt: iso(row.last_at),
    count: row.count,
    integration: row.integration ?? incident.integration,
    inDowntime: row.status === 'firing' && row.downtime === 1,
  };
}

function titleBody(row: AlertTable, noting: UnreadableReporter) {
  const { title } = row;
  const labels = alertLabels(row, noting);
  const made = queryTitle(labels);
  return { title, titleReason: made !== null && titleIn('en', made) === title ? made : null, labels };
}
