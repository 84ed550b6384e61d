/** Words that a person is not available, for messages and the timeline. */
import type { Language } from '#domain/notify/responder';
import { texts } from '#domain/notify/render/words/texts';

export interface UnavailableWords {
  name: string;
  /** As a person reads it: `11:40`. */
  until: string;
  /** Who is paged in their place; null: nobody. */
  standIn: string | null;
  /** Nobody else is at hand: the person is paged. */
  alone: boolean;
}

/** `Ann is not available until 11:40; Ben stands in.` */
export function unavailableText(language: Language, { name, until, standIn, alone }: UnavailableWords): string {
  const { notAvailable, standsIn, nobodyElse } = texts(language);
  if (alone) {
    return nobodyElse(name, until);
  }
  return standIn === null ? notAvailable(name, until) : standsIn(name, until, standIn);
}
