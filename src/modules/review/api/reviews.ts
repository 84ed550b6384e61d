/** Requests about the review of an incident. */
import type { NewReviewInput, ReviewAnswer } from '#modules/review/contract/review';
import type { ApiResult } from '../../../api/client/client.ts';
import { API, segment, send } from '../../../api/client/client.ts';

export function reviewPath(incident: string): string {
  return `incidents/${segment(incident)}/review`;
}

/** @param version that the person saw; if somebody saved meanwhile, it is a conflict */
export function saveReview(incident: string, version: number, body: NewReviewInput): Promise<ApiResult<ReviewAnswer>> {
  return send<ReviewAnswer>({ method: 'PUT', path: reviewPath(incident), body, ifMatch: version });
}

/** Everything else stays as it was read; if somebody saved meanwhile, it is a conflict. */
export async function markActionDone(incident: string, action: string): Promise<ApiResult<ReviewAnswer>> {
  const read = await send<ReviewAnswer>({ method: 'GET', path: reviewPath(incident) });
  if (!read.ok) {
    return read;
  }
  const { version, state, impact, cause, wentWell, more, actions, timeline } = read.value;
  return saveReview(incident, version, {
    state: state === 'complete' ? 'complete' : 'draft',
    impact,
    cause,
    wentWell,
    more,
    actions: actions.map(({ id, what, owner, due, done }) => ({ id, what, owner, due, done: done || id === action })),
    leftOut: timeline.filter(({ leftOut }) => leftOut).map(({ id }) => id),
  });
}

/** Where the document is read: `html` is for printing. */
export function reviewDocument(incident: string, format: 'md' | 'html', language: 'en' | 'fr'): string {
  return `${API}/${reviewPath(incident)}?format=${format}&language=${language}`;
}
