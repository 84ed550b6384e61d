/** The received and refused payloads of an integration, its heartbeat, and its token. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id as idSchema, instant } from '#contract/base/scalars';
import { listOf, pageQuery } from '#contract/list';
import { readHeartbeats } from '../../../store/intake/heartbeats.ts';
import { readOneRejected, readRejected, readSignals } from '../../../store/intake/payloads.ts';
import { signalRaw } from '../../../store/incidents/stored-parts.ts';
import type { IntegrationActions } from '../../../actions/integrations.ts';
import type { PreviewPort } from '../../../ports/previews.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { decodeBody } from '../../body.ts';
import { HttpError, noSuch } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import { askerOf } from '../../heavy/answered.ts';
import { sendList } from '../../heavy/list.ts';
import { longPage } from '../../heavy/page.ts';
import { versionOf } from '../../if-match.ts';
import { iso, isoOrNull } from '../../incident-body.ts';
import { acceptedOrThrow } from '../../refusal.ts';
import type { ApiServer } from '../../schemas.ts';
import { isEditor } from '../../../rights/who.ts';
import { maintenanceAuthorsRoute } from './maintenance-authors.ts';
import { integrationStatesRoute } from './states.ts';
import { integrationOf } from './find.ts';
import { receivedLabelsRoute } from './received-labels.ts';
import { integrationTestRoute } from './test-payload.ts';
import { trialRoute } from './trial.ts';

const tags = ['integrations'];
const byId = { params: z.object({ id: z.string() }) };
const listQuery = strict(pageQuery);
/** `raw=false` leaves out payloads, which may be long. */
const receivedQuery = strict({ ...pageQuery, raw: z.enum(['true', 'false']).default('true') });

const receivedAlert = strict({
  id: z.string(),
  receivedAt: instant,
  fingerprint: z.string(),
  groupKey: z.string(),
  status: z.string(),
  severity: z.string().nullable(),
  title: z.string().nullable(),
  incident: idSchema.nullable(),
  /** `opened`, `joined`, `reopened`, `superseded`, `dropped`, `heartbeat`, or why the alert led nowhere. */
  decision: z.string(),
  /** The part of the payload that the alert was read from; for Editors and Admins. */
  raw: z.unknown(),
});
const rejectedPayload = strict({
  id: z.string(),
  at: instant,
  reason: z.string(),
  contentType: z.string().nullable(),
  body: z.string(),
  replayedAt: instant.nullable(),
});
const accepted = strict({ accepted: z.int(), duplicates: z.int(), incidents: z.array(idSchema) });
const newIngestToken = strict({ token: z.string(), oldValidUntil: instant });

const heartbeatState = strict({
  integration: idSchema,
  /** `waiting`: no signal has come yet, and none is overdue. `silent`: the signal is overdue. */
  state: z.enum(['waiting', 'alive', 'silent']),
  lastAt: instant.nullable(),
  /** When the missing signal becomes an alert; null if no timer is armed. */
  dueAt: instant.nullable(),
});

function heartbeatRoute(app: ApiServer, deps: ApiDeps): void {
  app.get(
    '/heartbeats',
    { schema: { tags, summary: 'How each expected heartbeat does', response: { 200: listOf(heartbeatState) } } },
    async () => {
      const { rows, due } = await readHeartbeats(deps.store.read);
      const expected = [...deps.directory().integrations.values()].filter((one) => one.heartbeat !== null);
      const items = expected.map(({ id }) => {
        const row = rows.get(id);
        const state =
          row === undefined || (row.last_at === null && row.silent === 0)
            ? ('waiting' as const)
            : row.silent === 1
              ? ('silent' as const)
              : ('alive' as const);
        return {
          integration: id,
          state,
          lastAt: isoOrNull(row?.last_at ?? null),
          dueAt: isoOrNull(row?.silent === 1 ? null : (due.get(id) ?? null)),
        };
      });
      return { items, next: null };
    },
  );
}

export function integrationRoutes(
  app: ApiServer,
  deps: ApiDeps,
  previews: PreviewPort,
  integrations: IntegrationActions,
): void {
  integrationTestRoute(app, deps, previews, integrations);
  trialRoute(app, deps, previews);
  receivedLabelsRoute(app, deps);
  heartbeatRoute(app, deps);
  integrationStatesRoute(app, deps);
  maintenanceAuthorsRoute(app, deps);
  receivedRoute(app, deps);
  rejectedRoute(app, deps);
  replayRoute(app, deps, previews, integrations);
  const schema = {
    tags,
    summary: 'A new ingest token; the old one counts for another 24 hours',
    ...byId,
    body: strict({}).nullish(),
    response: { 200: newIngestToken },
  };
  app.post('/integrations/:id/token', { schema }, async (request) => {
    const result = await integrations.replaceToken({
      integration: request.params.id,
      actor: callerOf(request).name,
      ifVersion: versionOf(request.headers['if-match']),
    });
    const { token, oldUntil } = acceptedOrThrow(result);
    return { token, oldValidUntil: iso(oldUntil) };
  });
}

function receivedRoute(app: ApiServer, deps: ApiDeps): void {
  const schema = {
    tags,
    summary: 'Received alerts, newest first',
    ...byId,
    querystring: receivedQuery,
    response: { 200: listOf(receivedAlert) },
  };
  app.get('/integrations/:id/alerts', { schema }, async (request, reply) => {
    const { cursor = null, limit, raw } = request.query;
    const { id: integration } = integrationOf(deps, request.params.id);
    const { rows, next } = await longPage({
      limit,
      after: cursor,
      read: (before, most) => readSignals(deps.store.read, { integration, before, limit: most }),
      lengthOf: ({ raw: text }) => text?.length ?? 0,
    });
    const maySeeRaw = raw === 'true' && isEditor(callerOf(request));
    const items = function* (): Generator<string> {
      for (const row of rows) {
        yield JSON.stringify({
          id: row.id,
          receivedAt: iso(row.received_at),
          fingerprint: row.fingerprint,
          groupKey: row.group_key,
          status: row.status,
          severity: row.severity,
          title: row.title,
          incident: row.incident,
          decision: row.decision,
          raw: maySeeRaw ? signalRaw(row, deps.copies.noting) : null,
        } satisfies z.input<typeof receivedAlert>);
      }
    };
    return sendList(reply, deps.portions, askerOf(request), items(), { next });
  });
}

function rejectedRoute(app: ApiServer, deps: ApiDeps): void {
  const schema = {
    tags,
    summary: 'What was refused, newest first',
    ...byId,
    querystring: listQuery,
    response: { 200: listOf(rejectedPayload) },
  };
  app.get('/integrations/:id/rejected', { schema }, async (request, reply) => {
    const { cursor = null, limit } = request.query;
    const { id: integration } = integrationOf(deps, request.params.id);
    const { rows, next } = await longPage({
      limit,
      after: cursor,
      read: (before, most) => readRejected(deps.store.read, { integration, before, limit: most }),
      lengthOf: ({ body }) => body.length,
    });
    const items = function* (): Generator<string> {
      for (const row of rows) {
        yield JSON.stringify({
          id: row.id,
          at: iso(row.at),
          reason: row.reason,
          contentType: row.content_type,
          body: row.body,
          replayedAt: isoOrNull(row.replayed_at),
        } satisfies z.input<typeof rejectedPayload>);
      }
    };
    return sendList(reply, deps.portions, askerOf(request), items(), { next });
  });
}

function replayRoute(app: ApiServer, deps: ApiDeps, previews: PreviewPort, integrations: IntegrationActions): void {
  const schema = {
    tags,
    summary: 'Take a refused payload now',
    params: z.object({ id: z.string(), rid: z.string() }),
    body: strict({}).nullish(),
    response: { 200: accepted },
  };
  app.post('/integrations/:id/rejected/:rid/replay', { schema }, async (request) => {
    const { id, rid } = request.params;
    const integration = integrationOf(deps, id);
    const row = await readOneRejected(deps.store.read, id, rid);
    if (!row) {
      throw noSuch('payload', null, 'There is no such refused payload; only the last 50 are kept.');
    }
    const decoded = decodeBody(Buffer.from(row.body, 'utf8'), row.content_type ?? undefined);
    const parsed = decoded.ok ? await previews.parse(integration, decoded.body, await deps.clock.now()) : decoded;
    if (!parsed.ok) {
      throw new HttpError(
        'validation',
        `It still cannot be taken: ${parsed.reason}`,
        [{ path: '', message: parsed.reason }],
        { reason: 'payload-refused', data: { detail: parsed.reason } },
      );
    }
    const rejected = { id: rid, actor: callerOf(request).name };
    return integrations.replay({ integration, alerts: parsed.alerts, pageTest: false }, rejected);
  });
}
