/** Reads the pager's own answer for one schedule after the other, and says how far that is. One that is refused is noted. */
import { done } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import type { PagerAccess, PagerAnswer, PagerObject } from '../../pager.ts';
import { isNoted } from '../../reading/noted.ts';

/** @param pager its name, for people */
export async function answerOfEach(
  pager: string,
  access: Pick<PagerAccess, 'progress' | 'problem'>,
  schedules: readonly PagerObject[],
  read: (schedule: PagerObject) => Promise<ImportResult<Omit<PagerAnswer, 'schedule'>>>,
): Promise<ImportResult<PagerAnswer[]>> {
  const answers: PagerAnswer[] = [];
  for (const [i, schedule] of schedules.entries()) {
    access.progress(`${pager}: schedule ${i + 1} of ${schedules.length}`);
    const answer = await read(schedule);
    if (answer.ok) {
      answers.push({ schedule: schedule.id, ...answer.value });
    } else if (!isNoted(access, 'answers', schedule.id, answer)) {
      return answer;
    }
  }
  return done(answers);
}
