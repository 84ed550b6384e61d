/** Counts down to what the sidecar will do, as long as it is there to do it. */
import { useEffect, useState } from 'react';
import { sidecarTimeAt } from '../../api/live/clock.ts';
import type { SidecarContact } from '../../api/live/contact.ts';
import { contact$ } from '../../api/live/contact.ts';
import { t } from '../../language.ts';
import { countdownText } from './format.ts';
import { useNow } from './use-now.ts';

interface Props {
  /** ISO 8601 or epoch ms. */
  at: string | number;
}

/** “4:05” until the instant. Nobody is paged by a sidecar that is down, so the time stands still and says so. */
export function Countdown({ at }: Props) {
  const running = useNow(1_000);
  const answeredAt = useStoppedAt();
  const now = answeredAt === null ? running : sidecarTimeAt(answeredAt);
  const text = countdownText((typeof at === 'number' ? at : Date.parse(at)) - now);
  return (
    <span style={{ fontVariantNumeric: 'tabular-nums' }}>
      {answeredAt === null
        ? text
        : t('countdown.stopped', '{{time}} (stopped: the sidecar isn’t responding)', { time: text })}
    </span>
  );
}

/** This machine's time of the last answer of a sidecar that is away; null: it is there, or it is not known. */
function stoppedAt({ failure, answeredAt }: SidecarContact): number | null {
  return failure?.kind === 'unreachable' ? answeredAt : null;
}

function useStoppedAt(): number | null {
  const [at, setAt] = useState(() => stoppedAt(contact$.value));
  useEffect(() => {
    const subscription = contact$.subscribe((contact) => setAt(stoppedAt(contact)));
    return () => subscription.unsubscribe();
  }, []);
  return at;
}
