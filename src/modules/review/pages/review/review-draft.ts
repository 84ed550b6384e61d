/** The review as it is being written. */
import type { NewReviewInput, ReviewAnswer } from '#modules/review/contract/review';

export interface DraftAction {
  /** null: it is new. */
  id: string | null;
  what: string;
  owner: string | null;
  /** Empty: without a date. */
  due: string;
  done: boolean;
}

export interface ReviewDraft {
  impact: string;
  cause: string;
  wentWell: string;
  more: Array<{ title: string; text: string }>;
  actions: DraftAction[];
  leftOut: string[];
}

export const NEW_ACTION: DraftAction = { id: null, what: '', owner: null, due: '', done: false };

export function draftOf({ impact, cause, wentWell, more, actions, timeline }: ReviewAnswer): ReviewDraft {
  return {
    impact,
    cause,
    wentWell,
    more,
    actions: actions.map(({ id, what, owner, due, done }) => ({ id, what, owner, due: due ?? '', done })),
    leftOut: timeline.filter(({ leftOut }) => leftOut).map(({ id }) => id),
  };
}

/** Actions and sections without words are not sent. */
export function bodyOf(draft: ReviewDraft, state: 'draft' | 'complete'): NewReviewInput {
  return {
    ...draft,
    state,
    more: draft.more.map(({ title, text }) => ({ title: title.trim(), text })).filter(({ title }) => title !== ''),
    actions: draft.actions
      .map(({ what, due, ...rest }) => ({ ...rest, what: what.trim(), due: due === '' ? null : due }))
      .filter(({ what }) => what !== ''),
  };
}
