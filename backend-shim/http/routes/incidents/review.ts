/** `GET|PUT incidents/:id/review`, as JSON, Markdown or a page for printing, and `GET review-actions`. */
import { z } from 'zod';
import { listedAction, newReview, reviewActionQuery, reviewAnswer, reviewQuery } from '#contract/incidents/review';
import type { ListedAction, ReviewAction, ReviewAnswer } from '#contract/incidents/review';
import { listOf } from '#contract/list';
import type { Incident } from '#domain/incident/model';
import type { Language } from '#domain/notify/responder';
import type { ReviewFacts } from '#domain/review/facts';
import { reviewHtml } from '#domain/review/html';
import { reviewMarkdown } from '#domain/review/markdown';
import { EMPTY_REVIEW } from '#domain/review/start';
import type { ReviewStart } from '#domain/review/start';
import { documentOf } from '../../../actions/incidents/review/document.ts';
import { readEntries } from '../../../actions/incidents/review/entries.ts';
import { readFacts } from '../../../actions/incidents/review/facts.ts';
import { actorOf } from '../../../rights/caller.ts';
import type { Caller } from '../../../rights/caller.ts';
import { mayReview, reviewable } from '../../../rights/incidents.ts';
import { findReview, listActions, reviewBody } from '../../../store/reviews/reviews.ts';
import type { KeptReview, ListedActionRow } from '../../../store/reviews/reviews.ts';
import type { ReviewActionTable } from '../../../store/reviews/table.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { sendDocument } from '../../downloads/send-text.ts';
import { HttpError, wrongCursor } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import { askerOf } from '../../heavy/answered.ts';
import { sendVersioned, versionOf } from '../../if-match.ts';
import { isoOrNull } from '../../incident-body.ts';
import type { ApiServer } from '../../schemas.ts';
import { findIncident, noIncident } from './find-incident.ts';

const params = z.object({ id: z.string() });
const tags = ['incidents'];

export function reviewRoutes(app: ApiServer, deps: ApiDeps): void {
  readRoute(app, deps);
  const write = { tags, summary: 'Write its review', params, body: newReview, response: { 200: reviewAnswer } };
  app.put('/incidents/:id/review', { schema: write }, async (request, reply) => {
    const caller = callerOf(request);
    const result = await deps.incidents.review({
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

type Refused = Extract<Awaited<ReturnType<ApiDeps['incidents']['review']>>, { ok: false }>;

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

function readRoute(app: ApiServer, deps: ApiDeps): void {
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
  deps: ApiDeps,
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
    { db: deps.store.read, cap: deps.cap, directory, noting, now, ...deps.incidents.documents },
    incident,
    kept,
    language ?? own ?? 'en',
  );
}

/** A review that nobody has written yet has the texts of its team's template. */
function startOf(deps: Pick<ApiDeps, 'directory'>, { team }: Incident): ReviewStart {
  return deps.directory().teams.get(team ?? '')?.reviewTemplate ?? EMPTY_REVIEW;
}

function unwritten(deps: Pick<ApiDeps, 'directory'>, incident: Incident): KeptReview {
  const body = JSON.stringify({ ...startOf(deps, incident), leftOut: [] });
  const nobody = { updated_at: 0, updated_by: '', completed_at: null, completed_by: null };
  return { row: { incident: incident.id, version: 0, state: 'draft', body, ...nobody }, actions: [] };
}

async function answer(
  deps: ApiDeps,
  caller: Caller,
  incident: Incident,
  kept: KeptReview | null,
): Promise<ReviewAnswer> {
  const { noting } = deps.copies;
  const row = kept?.row;
  const { leftOut, ...written } = row ? reviewBody(row, noting) : { ...startOf(deps, incident), leftOut: [] };
  const sources = { db: deps.store.read, cap: deps.cap, noting };
  const { entries, cutOff } = await readEntries(sources, incident.id, leftOut);
  const { sleep } = deps.incidents.documents;
  return {
    incident: incident.id,
    state: row === undefined ? 'none' : row.state === 'complete' ? 'complete' : 'draft',
    ...written,
    more: [...written.more],
    actions: kept?.actions.map(actionBody) ?? [],
    facts: factsBody(await readFacts({ ...sources, directory: deps.directory(), sleep }, incident.id)),
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

function factsBody({ paged, woken, ...rest }: ReviewFacts): ReviewAnswer['facts'] {
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
