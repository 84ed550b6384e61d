/** Texts for people of a step who are not available when it is entered. */
import type { ReasonTexts } from '#contract/reasons/reason';
import type { NOT_AVAILABLE } from '#contract/reasons/timeline';
import { t } from '../../language.ts';

export interface AvailableFacts {
  name(kind: 'people', login: string): string;
  /** Formats an instant in epoch ms. */
  time(at: number): string;
}

export const NOT_AVAILABLE_WORDS: ReasonTexts<typeof NOT_AVAILABLE, [AvailableFacts]> = {
  'not-available': ({ user, until, standIn }, { name, time }) => {
    const values = { a: name('people', user), time: time(until) };
    return standIn === null
      ? t('available.not', '{{a}} is not available until {{time}}', values)
      : t('available.stands-in', '{{a}} is not available until {{time}}; {{b}} stands in', {
          ...values,
          b: name('people', standIn),
        });
  },
  'nobody-else': ({ user, until }, { name, time }) =>
    t('available.nobody-else', '{{a}} is not available until {{time}}, but nobody else is at hand', {
      a: name('people', user),
      time: time(until),
    }),
};
