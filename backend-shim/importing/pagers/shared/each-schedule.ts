/** Reads the pager's own answer for one schedule after the other, and says how far that is. */
import { done } from '#contract/importing/failures';
import type { ImportResult } from '#contract/importing/failures';
import type { PagerAccess, PagerAnswer, PagerObject } from '../../pager.ts';

/** @param pager its name, for people */
export async function answerOfEach(
  pager: string,
  { progress }: Pick<PagerAccess, 'progress'>,
  schedules: readonly PagerObject[],
  read: (schedule: PagerObject) => Promise<ImportResult<Omit<PagerAnswer, 'schedule'>>>,
): Promise<ImportResult<PagerAnswer[]>> {
  const answers: PagerAnswer[] = [];
  for (const [i, schedule] of schedules.entries()) {
    progress(`${pager}: schedule ${i + 1} of ${schedules.length}`);
    const answer = await read(schedule);
    if (!answer.ok) {
      return answer;
    }
    answers.push({ schedule: schedule.id, ...answer.value });
  }
  return done(answers);
}
