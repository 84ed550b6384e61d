/** Writes JSM's timelines and overrides in the form of Opsgenie's. */
import type { PagerAnswer } from '../../pager.ts';
import { jsmAnswer } from './schema.ts';

export function answerInOpsgenieForm(answer: PagerAnswer): PagerAnswer {
  return { ...answer, pages: answer.pages.map(pageInOpsgenieForm) };
}

function pageInOpsgenieForm(page: unknown): object {
  const { finalTimeline, values } = jsmAnswer.parse(page);
  if (finalTimeline === null || finalTimeline === undefined) {
    return {
      data: values.map(({ responder: user, rotationIds, ...one }) => ({
        ...one,
        user,
        rotations: rotationIds.map((id) => ({ id })),
      })),
    };
  }
  return {
    data: {
      finalTimeline: {
        // A deleted rotation stays in the timeline with its past.
        rotations: finalTimeline.rotations
          .filter(({ deleted }) => deleted !== true)
          .map(({ periods, ...rotation }) => ({
            ...rotation,
            periods: periods.map(({ responder: recipient, flattenedResponders: flattenedRecipients, ...one }) => ({
              ...one,
              recipient,
              flattenedRecipients,
            })),
          })),
      },
    },
  };
}
