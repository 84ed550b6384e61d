/**
 * Saves the review of an incident, with the entry in the audit log. A review is no command: the incident, its pages and
 * people's work on it stay as they are. When it is completed, subscribers of that event get the document.
 */
import type { NewReview } from '#modules/review/contract/review';
import { reviewMarkdown } from '#modules/review/domain/markdown';
import type { Actor, Incident } from '#domain/incident/model';
import type { Refusal } from '#contract/reasons/refusals';
import type { ProblemReason } from '#contract/reasons/problems';
import { writeAudit } from '../../../store/access/audit.ts';
import { writeEvents } from '../../../store/events.ts';
import { holdIncidents, readIncidents } from '../../../store/incidents/incidents.ts';
import { insertTimeline } from '../../../store/incidents/save.ts';
import { requestEffects } from '../../../store/outbox-requests.ts';
import { findReview, reviewBody, saveReview } from '../store/reviews.ts';
import type { KeptReview } from '../store/reviews.ts';
import type { ReviewActionTable, ReviewTable } from '../../../store/schema/reviews.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';
import type { Work } from '../../../store/work.ts';
import { documentOf } from './document.ts';
import type { DocumentSettings } from './document.ts';

export interface SaveReview {
  /** Id of the incident. */
  id: string;
  actor: Actor;
  review: NewReview;
  /** The version that the person saw, 0: none yet; null: any. */
  ifVersion: number | null;
}

export type SaveReviewResult =
  | { ok: true; kept: KeptReview }
  | { ok: false; code: 'not-found' }
  | { ok: false; code: 'stale'; message: string; why: Refusal }
  | { ok: false; code: 'validation'; path: string; message: string; problem: ProblemReason };

export async function saveIncidentReview(
  work: Work,
  settings: DocumentSettings,
  { id, actor, review, ifVersion }: SaveReview,
): Promise<SaveReviewResult> {
  // One writer at a time, and none that retention overtakes.
  await holdIncidents(work, [id]);
  const incident = (await readIncidents(work.tx, work.cap, work.copies, [id])).get(id);
  if (incident === undefined) {
    return { ok: false, code: 'not-found' };
  }
  const before = await findReview(work.tx, id);
  if (ifVersion !== null && ifVersion !== (before?.row.version ?? 0)) {
    const message = 'The review has changed since you loaded it. Load it again and add what is yours.';
    return { ok: false, code: 'stale', message, why: { reason: 'stale' } };
  }
  const stranger = unknownOwner(work, review, before);
  if (stranger !== null) {
    return stranger;
  }
  const row = rowOf(work, id, actor, review, before);
  const actions = actionsOf(work, id, review, before);
  await saveReview(work, row, actions);
  await writeAudit(work, [
    {
      actor: actor.name,
      action: before === null ? 'create' : 'change',
      kind: 'reviews',
      subject: id,
      before: before && auditedReview(before, work.unreadable),
      after: auditedReview({ row, actions }, work.unreadable),
    },
  ]);
  if (row.state === 'complete' && before?.row.state !== 'complete') {
    await tellCompleted(work, settings, incident, { row, actions }, actor);
  }
  await writeEvents(work, 'incident', [id]);
  return { ok: true, kept: { row, actions } };
}

/** Somebody who was erased or is gone may stay the owner, and nobody may give them anything new. */
function unknownOwner(
  { directory }: Work,
  { actions }: NewReview,
  before: KeptReview | null,
): Extract<SaveReviewResult, { code: 'validation' }> | null {
  const known = new Set(before?.actions.map(({ owner }) => owner));
  const index = actions.findIndex(
    ({ owner }) => owner !== null && !known.has(owner) && !directory.responders.has(owner),
  );
  const owner = actions[index]?.owner ?? null;
  return owner === null
    ? null
    : {
        ok: false,
        code: 'validation',
        path: `actions[${index}].owner`,
        message: `There is no user ${owner}. Name somebody whom Vigie knows, or nobody.`,
        problem: { reason: 'no-such', data: { kind: 'user', name: owner, meant: null } },
      };
}

function rowOf(
  { now }: Work,
  incident: string,
  actor: Actor,
  { state, impact, cause, wentWell, more, leftOut }: NewReview,
  before: KeptReview | null,
): ReviewTable {
  const wasComplete = before?.row.state === 'complete';
  const completed = wasComplete
    ? { completed_at: before.row.completed_at, completed_by: before.row.completed_by }
    : { completed_at: now, completed_by: actor.name };
  return {
    incident,
    version: (before?.row.version ?? 0) + 1,
    state,
    body: JSON.stringify({ impact, cause, wentWell, more, leftOut }),
    updated_at: now,
    updated_by: actor.name,
    ...(state === 'complete' ? completed : { completed_at: null, completed_by: null }),
  };
}

function actionsOf(work: Work, incident: string, review: NewReview, before: KeptReview | null): ReviewActionTable[] {
  const known = new Map(before?.actions.map((action) => [action.id, action]));
  const used = new Set<string>();
  return review.actions.map(({ id: given, what, owner, due, done }, position) => {
    const id = given !== null && known.has(given) && !used.has(given) ? given : work.ids.next();
    used.add(id);
    return { incident, id, position, what, owner, due, done_at: done ? (known.get(id)?.done_at ?? work.now) : null };
  });
}

function auditedReview({ row, actions }: KeptReview, noting: UnreadableReporter): object {
  const { state, version } = row;
  return {
    state,
    version,
    ...reviewBody(row, noting),
    actions: actions.map(({ what, owner, due, done_at: doneAt }) => ({ what, owner, due, done: doneAt !== null })),
  };
}

async function tellCompleted(
  work: Work,
  settings: DocumentSettings,
  incident: Incident,
  kept: KeptReview,
  actor: Actor,
): Promise<void> {
  const { directory, now } = work;
  const text = 'The review is complete';
  const entry = { at: now, kind: 'review', actor: actor.name, text, data: {} } as const;
  const deps = { db: work.tx, cap: work.cap, directory, noting: work.unreadable, now, ...settings };
  const language = directory.responders.get(actor.name)?.language ?? 'en';
  const markdown = reviewMarkdown(await documentOf(deps, incident, kept, language));
  await insertTimeline(work, [{ ...entry, id: work.ids.next(), incident: incident.id, data: '{}' }]);
  requestEffects(work, incident.id, [{ kind: 'timeline', entry: { ...entry, data: { markdown } } }]);
}
