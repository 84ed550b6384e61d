/** Goes on reading where a single thing may not be read, and notes what it was. */
import type { ImportFailure } from '#modules/importing/contract/failures';
import type { PagerAccess } from '../pager.ts';

/**
 * @param id `*`: a whole list
 * @returns whether to go on: not, where nothing else would be read either
 */
export function isNoted(
  { problem }: Pick<PagerAccess, 'problem'>,
  kind: string,
  id: string,
  why: ImportFailure,
): boolean {
  const isOfOne = why.code === 'key-too-weak' || why.code === 'not-found';
  if (isOfOne) {
    problem({ kind, id, why: why.code });
  }
  return isOfOne;
}
