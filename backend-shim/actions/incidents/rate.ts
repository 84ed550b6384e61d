/**
 * Keeps or takes back what somebody says about whether it was worth waking them, with the entry in the audit log. A
 * rating is no command: it changes neither the incident nor anybody's work on it, and reaches nobody.
 */
import type { NewRating } from '#contract/incidents/rating';
import type { RateRequest, RateResult } from '../../ports/commands.ts';
import { writeAudit } from '../../store/access/audit.ts';
import { writeEvents } from '../../store/events.ts';
import { numberOfIncident } from '../../store/incidents/details.ts';
import { holdIncidents } from '../../store/incidents/incidents.ts';
import { deleteRating, findRating, raterOf, saveRating } from '../../store/incidents/ratings.ts';
import type { Work } from '../../store/work.ts';

/** What is the same as before is not written again. The right has been checked. */
export async function rateIncident(work: Work, { id, actor, rating: said }: RateRequest): Promise<RateResult> {
  // Retention removes an incident together with its ratings, so none may come in between.
  await holdIncidents(work, [id]);
  const number = await numberOfIncident(work.tx, id);
  if (number === null) {
    return { ok: false, code: 'not-found' };
  }
  const rater = raterOf(actor);
  const row = await findRating(work.tx, id, rater);
  const before = row && { rating: row.rating, note: row.note };
  const after = said && { rating: said.rating, note: noteOf(said, before?.note ?? null) };
  if (before?.rating === after?.rating && before?.note === after?.note) {
    return { ok: true, number };
  }
  await (after === null
    ? deleteRating(work, id, rater)
    : saveRating(work, { incident: id, kind: rater.kind, rater: rater.name, ...after, at: work.now }));
  await writeAudit(work, [
    {
      actor: actor.name,
      action: after === null ? 'unrate' : 'rate',
      kind: 'incidents',
      subject: id,
      before,
      after: after && { ...after, via: actor.via },
    },
  ]);
  await writeEvents(work, 'incident', [id]);
  return { ok: true, number };
}

/** A press that cannot carry a note, such as one in a chat, does not remove the one that was written before. */
function noteOf({ note }: NewRating, before: string | null): string | null {
  return note === undefined ? before : note?.trim() || null;
}
