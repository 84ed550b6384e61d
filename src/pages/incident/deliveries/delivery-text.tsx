/** Text for any delivery: when it is due, and why the last attempt failed. */
import { withDetail } from '../../../components/escalation/skipped-words.ts';
import { At } from '../../../components/time/times.tsx';
import { t } from '../../../language.ts';
import { reasonText } from './reason-text.ts';

export function DueAt({ at }: { at: string | null }) {
  return at === null ? null : (
    <div>
      {t('delivery.due', 'due')} <At at={at} />
    </div>
  );
}

interface Attempted {
  state: string;
  attempts: ReadonlyArray<{ reason: Parameters<typeof reasonText>[0] | null; detail: string }>;
}

/** A delivery that arrived in the end shows no reason. */
export function LastReason({ delivery: { state, attempts } }: { delivery: Attempted }) {
  const last = attempts.at(-1);
  return state === 'done' || last === undefined || last.reason === null ? null : (
    <div>{withDetail(reasonText(last.reason), last.detail)}</div>
  );
}
