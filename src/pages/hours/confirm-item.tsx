/** One intervention, with three buttons: stopped right away, when it was resolved, or at another time. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { ConfirmationAnswer, InterventionWire } from '#contract/rotas/duty';
import type { ZoneTable } from '#domain/time/zone';
import { confirmIntervention } from '../../api/labour/labour.ts';
import type { StoppedAt } from '../../api/labour/labour.ts';
import { toast } from '../../components/browser/toast.ts';
import { useSending } from '../../components/form/use-sending.ts';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { clockTime, timeText } from '../../components/time/format.ts';
import { useNow } from '../../components/time/use-now.ts';
import { useZone } from '../../components/time/zone.tsx';
import { t } from '../../language.ts';
import { AnotherTime } from './another-time.tsx';
import { quickAnswers, recordedTravel } from './stopped-at.ts';
import type { QuickAnswer } from './stopped-at.ts';

interface Props {
  intervention: InterventionWire;
  /** null: not known (yet). */
  number: number | null;
  zone: ZoneTable | null;
  onDone: (answer: ConfirmationAnswer) => void;
}

const WORDS: Record<QuickAnswer['kind'], (time: string) => string> = {
  rightAway: (time) => t('hours.right-away', 'At my last action ({{time}})', { time }),
  resolved: (time) => t('hours.when-resolved', 'When it was resolved ({{time}})', { time }),
};

export function ConfirmItem({ intervention, number, zone, onDone }: Props) {
  const [isOther, setOther] = useState(false);
  const { send, isSending, failure, forget } = useSending();
  const now = useNow(60_000);
  const shownIn = useZone();
  const confirm = (stopped: StoppedAt) =>
    void send(
      () => confirmIntervention(intervention, stopped),
      (answer) => {
        toast(t('hours.confirmed', 'Thank you, noted.'));
        onDone(answer);
      },
    );
  const time = timeText(Date.parse(intervention.start), now, shownIn);
  return (
    <li>
      <Stack direction="column" gap={1}>
        <div>
          {number === null
            ? t('hours.you-answered', 'You answered at {{time}}. When did you stop?', { time })
            : t('hours.when-stopped', 'You answered #{{n}} at {{time}}. When did you stop?', { n: number, time })}
        </div>
        {failure !== null && <FailureNote failure={failure} onClose={forget} />}
        <Stack gap={1} wrap="wrap">
          {quickAnswers(intervention, now).map(({ kind, end }) => (
            <Button
              key={kind}
              variant="secondary"
              disabled={isSending}
              onClick={() => confirm({ end, ...recordedTravel(intervention) })}
            >
              {WORDS[kind](clockTime(end, shownIn))}
            </Button>
          ))}
          <Button variant="secondary" disabled={isSending} aria-expanded={isOther} onClick={() => setOther(!isOther)}>
            {t('hours.another-time', 'Another time')}
          </Button>
        </Stack>
        {isOther && zone !== null && <AnotherTime intervention={intervention} zone={zone} onConfirm={confirm} />}
      </Stack>
    </li>
  );
}
