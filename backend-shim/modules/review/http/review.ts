/** `GET|PUT incidents/:id/review`, as JSON, Markdown or a page for printing, and `GET review-actions`. */
import { z } from 'zod';
import { listedAction, newReview, reviewActionQuery, reviewAnswer, reviewQuery } from '#modules/review/contract/review';
import type { ListedAction, ReviewAction, ReviewAnswer } from '#modules/review/contract/review';
import { listOf } from '#contract/list';
import type { TeamWire } from '#contract/people/team';
import type { Incident } from '#domain/incident/model';
import type { Language } from '#domain/notify/responder';
import type { IncidentSummary } from '#domain/figures/incident-summary';
import { reviewHtml } from '#modules/review/domain/html';
import { reviewMarkdown } from '#modules/review/domain/markdown';
import { EMPTY_REVIEW } from '#modules/review/domain/start';
import type { ReviewStart } from '#modules/review/domain/start';
import { documentOf, factsOf } from '../actions/document.ts';
import type { DocumentSettings } from '../actions/document.ts';
import { readEntries } from '../actions/entries.ts';
import type { SaveReview, SaveReviewResult } from '../actions/save.ts';
import { actorOf } from '../../../rights/caller.ts';
import type { Caller } from '../../../rights/caller.ts';
import { mayReview, reviewable } from '../../../rights/incidents.ts';
import { findReview, listActions, reviewBody } from '../store/reviews.ts';
import type { KeptReview, ListedActionRow } from '../store/reviews.ts';
import type { ReviewActionTable } from '../../../store/schema/reviews.ts';
import type { ApiDeps } from '../../../http/api-deps.ts';
import { sendDocument } from '../../../http/downloads/send-text.ts';
import { HttpError, wrongCursor } from '../../../http/errors.ts';
import { callerOf } from '../../../http/guard.ts';
import { askerOf } from '../../../http/heavy/answered.ts';
import { sendVersioned, versionOf } from '../../../http/if-match.ts';
import { isoOrNull } from '../../../http/incident-body.ts';
import type { ApiServer } from '../../../http/schemas.ts';
import { findIncident, noIncident } from '../../../http/routes/incidents/find-incident.ts';

const params = z.object({ id: z.string() });
const tags = ['incidents'];

export interface ReviewDeps extends ApiDeps {
  /** The route has checked the right. */
  save(request: SaveReview): Promise<SaveReviewResult>;
  documents: DocumentSettings;
}

export function reviewRoutes(app: ApiServer, deps: ReviewDeps): void {
  readRoute(app, deps);
  const write = { tags, summary: 'Write its review', params, body: newReview, response: { 200: reviewAnswer } };
  app.put('/incidents/:id/review', { schema: write }, async (request, reply) => {
    const caller = callerOf(request);
    const result = await deps.save({
      id: request.params.id,
      actor: actorOf(caller),
      review: request.body,
      ifVersion: versionOf(request.headers['if-match']),
    });
    if (!result.ok) {
      throw errorOf(result);
    }
    return sendVersioned(reply, await answer(deps, caller, await findIncident(deps, request.params.id), result.kept));
  });
  actionsRoute(app, deps);
}

type Refused = Extract<SaveReviewResult, { ok: false }>;

function errorOf(refused: Refused): HttpError {
  switch (refused.code) {
    case 'not-found':
      return noIncident();
    case 'stale':
      return new HttpError('conflict', refused.message, [], refused.why);
    case 'validation':
      return new HttpError('validation', refused.message, [
        { path: refused.path, message: refused.message, ...refused.problem },
      ]);
  }
}

function readRoute(app: ApiServer, deps: ReviewDeps): void {
  const schema = {
    tags,
    summary: 'Its review, also as Markdown or as a page for printing',
    params,
    querystring: reviewQuery,
    response: { 200: z.union([reviewAnswer, z.string()]) },
  };
  app.get('/incidents/:id/review', { schema }, async (request, reply) => {
    const caller = callerOf(request);
    const { format, language } = request.query;
    const incident = await findIncident(deps, request.params.id);
    const kept = await findReview(deps.store.read, incident.id);
    if (format === 'json') {
      return sendVersioned(reply, await answer(deps, caller, incident, kept));
    }
    const document = await documentFor(deps, caller, incident, kept ?? unwritten(deps, incident), language);
    const file = `incident-${incident.number}-review`;
    return format === 'md'
      ? sendDocument(reply, 'text/markdown', reviewMarkdown(document), `${file}.md`)
      : sendDocument(reply, 'text/html', reviewHtml(document), `${file}.html`);
  });
}

async function documentFor(
  deps: ReviewDeps,
  caller: Caller,
  incident: Incident,
  kept: KeptReview,
  language: Language | undefined,
) {
  const directory = deps.directory();
  const own = caller.kind === 'person' ? directory.responders.get(caller.name)?.language : undefined;
  const { noting } = deps.copies;
  const now = await deps.clock.now();
  return documentOf(
    { db: deps.store.read, cap: deps.cap, directory, noting, now, ...deps.documents },
    incident,
    kept,
    language ?? own ?? 'en',
  );
}

/** A review that nobody has written yet has the texts of its team's template. */
function startOf(deps: Pick<ApiDeps, 'objects'>, { team }: Incident): ReviewStart {
  const stored = deps.objects().find(({ kind, id }) => kind === 'teams' && id === team);
  return (stored?.body as TeamWire | undefined)?.reviewTemplate ?? EMPTY_REVIEW;
}

function unwritten(deps: Pick<ApiDeps, 'objects'>, incident: Incident): KeptReview {
  const body = JSON.stringify({ ...startOf(deps, incident), leftOut: [] });
  const nobody = { updated_at: 0, updated_by: '', completed_at: null, completed_by: null };
  return { row: { incident: incident.id, version: 0, state: 'draft', body, ...nobody }, actions: [] };
}

async function answer(
  deps: ReviewDeps,
  caller: Caller,
  incident: Incident,
  kept: KeptReview | null,
): Promise<ReviewAnswer> {
  const { noting } = deps.copies;
  const row = kept?.row;
  const { leftOut, ...written } = row ? reviewBody(row, noting) : { ...startOf(deps, incident), leftOut: [] };
  const sources = { db: deps.store.read, cap: deps.cap, noting };
  const { entries, cutOff } = await readEntries(sources, incident.id, leftOut);
  return {
    incident: incident.id,
    state: row === undefined ? 'none' : row.state === 'complete' ? 'complete' : 'draft',
    ...written,
    more: [...written.more],
    actions: kept?.actions.map(actionBody) ?? [],
    facts: factsBody(await factsOf({ ...sources, ...deps.documents, directory: deps.directory() }, incident.id)),
    timeline: entries,
    cutOff,
    updatedAt: isoOrNull(row?.updated_at ?? null),
    updatedBy: row?.updated_by ?? null,
    completedAt: isoOrNull(row?.completed_at ?? null),
    completedBy: row?.completed_by ?? null,
    mayWrite: await mayReview(deps, caller, incident),
    version: row?.version ?? 0,
  };
}

function factsBody({ paged, woken, ...rest }: IncidentSummary): ReviewAnswer['facts'] {
  return { ...rest, paged: [...paged], woken: [...woken] };
}

function actionBody({ id, what, owner, due, done_at: doneAt }: ReviewActionTable): ReviewAction {
  return { id, what, owner, due, done: doneAt !== null, doneAt: isoOrNull(doneAt) };
}

function actionsRoute(app: ApiServer, deps: ApiDeps): void {
  const schema = {
    tags,
    summary: 'What reviews say is to be done, those that are due first',
    querystring: reviewActionQuery,
    response: { 200: listOf(listedAction) },
  };
  app.get('/review-actions', { schema }, async (request) => {
    const caller = callerOf(request);
    const { name, teams } = caller;
    const { done, owner, mine, cursor, limit } = request.query;
    const after = Number(cursor ?? 0);
    if (!Number.isSafeInteger(after) || after < 0) {
      throw wrongCursor();
    }
    const rows = await listActions(
      { db: deps.store.read, search: deps.searchOf(askerOf(request)) },
      {
        done: done ?? null,
        owner: owner ?? null,
        mine: mine ? { user: name, teams } : null,
        after,
        limit: limit + 1,
      },
    );
    const shown = rows.slice(0, limit);
    const mayWrite = await reviewable(
      deps,
      caller,
      shown.map(({ incident }) => incident),
    );
    return {
      items: shown.map((row) => listedBody(row, mayWrite)),
      next: rows.length > limit ? String(after + limit) : null,
    };
  });
}

function listedBody(row: ListedActionRow, mayWrite: ReadonlySet<string>): ListedAction {
  const { incident: id, number, title, severity, team } = row;
  return {
    ...actionBody(row),
    incident: { id, number, title, severity: severity as ListedAction['incident']['severity'], team },
    mayWrite: mayWrite.has(id),
  };
}
