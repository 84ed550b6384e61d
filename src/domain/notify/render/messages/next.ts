/** Words what happens if nobody answers, for `Message.next.what` and the responder page. */
import type { Language } from '#domain/notify/responder';
import { texts } from '#domain/notify/render/words/texts';

export type NextStep =
  /** Names of the people and rooms the next step pages. */
  | { kind: 'page'; names: string[] }
  /** The policy starts again; names of its first step. */
  | { kind: 'repeat'; names: string[] }
  /** No step is left; names of the people who are paged in the end. */
  | { kind: 'exhausted'; names: string[] };

const SHOWN_NAMES = 4;

/** `Ann, Ben and 3 more`. */
export function joinNames(names: readonly string[], language: Language): string {
  const { and, others } = texts(language);
  const shown =
    names.length > SHOWN_NAMES ? [...names.slice(0, SHOWN_NAMES - 1), others(names.length - SHOWN_NAMES + 1)] : names;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${and} ${shown.at(-1)}`;
}

export function describeNext(next: NextStep, language: Language): string {
  const { nextStep } = texts(language);
  return next.names.length === 0 ? nextStep.silence : nextStep[next.kind](joinNames(next.names, language));
}
