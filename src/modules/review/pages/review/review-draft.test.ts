import { expect, it } from 'vitest';
import { newReview } from '#modules/review/contract/review';
import type { ReviewAnswer } from '#modules/review/contract/review';
import { bodyOf, draftOf, NEW_ACTION } from './review-draft.ts';

const answer = {
  impact: 'No orders',
  cause: '',
  wentWell: '',
  more: [{ title: 'Customers', text: '' }],
  actions: [{ id: 'a1', what: 'Bigger disk', owner: 'ben', due: null, done: false, doneAt: null }],
  timeline: [
    { id: 't1', leftOut: false },
    { id: 't2', leftOut: true },
  ],
} as unknown as ReviewAnswer;

it('what was read is sent again as it is, and the sidecar takes it', () => {
  const body = bodyOf(draftOf(answer), 'draft');
  expect(newReview.parse(body)).toEqual({
    state: 'draft',
    impact: 'No orders',
    cause: '',
    wentWell: '',
    more: [{ title: 'Customers', text: '' }],
    actions: [{ id: 'a1', what: 'Bigger disk', owner: 'ben', due: null, done: false }],
    leftOut: ['t2'],
  });
});

it('rows that nobody filled in are not sent', () => {
  const draft = draftOf(answer);
  const body = bodyOf(
    { ...draft, actions: [...draft.actions, NEW_ACTION], more: [...draft.more, { title: ' ', text: 'lost' }] },
    'complete',
  );
  expect([body.state, body.actions?.length, body.more?.length]).toEqual(['complete', 1, 1]);
});
