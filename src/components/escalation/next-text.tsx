/** Shows what an incident does next, and when. */
import type { IncidentWire } from '#contract/incidents/incident';
import { useName } from '../people/directory.tsx';
import { nextStepSentence } from './next-words.ts';
import { Countdown } from '../time/countdown.tsx';
import { t } from '../../language.ts';

export function NextText({ next }: { next: IncidentWire['next'] }) {
  const name = useName();
  if (next === null) {
    return <span>{t('next.nothing', 'Nothing happens automatically')}</span>;
  }
  return (
    <span>
      {t('next.in', 'in')} <Countdown at={next.at} /> – {nextStepSentence(next, name)}
    </span>
  );
}
