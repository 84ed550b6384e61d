/** The form for an end that none of the buttons names, and for travel. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { InterventionWire } from '#contract/rotas/duty';
import { formatDuration, parseDuration } from '#domain/time/duration';
import type { ZoneTable } from '#domain/time/zone';
import type { StoppedAt } from '../../api/labour/labour.ts';
import { DurationField } from '../../components/form/fields/time/duration-field.tsx';
import { MomentField } from '../../components/form/fields/time/moment-field.tsx';
import { Form } from '../../components/form/form.tsx';
import { instantOf, localText } from '../../components/time/local-time.ts';
import { t } from '../../language.ts';
import { recordedTravel } from './stopped-at.ts';

interface Props {
  intervention: InterventionWire;
  zone: ZoneTable;
  onConfirm: (stopped: StoppedAt) => void;
}

export function AnotherTime({ intervention, zone, onConfirm }: Props) {
  const { id } = intervention;
  const travel = recordedTravel(intervention);
  const [end, setEnd] = useState(() => localText(Date.parse(intervention.start), zone));
  const [before, setBefore] = useState(() => travelText(travel.travelBefore));
  const [after, setAfter] = useState(() => travelText(travel.travelAfter));
  const stopped = {
    end: instantOf(end, zone),
    travelBefore: travelOf(before),
    travelAfter: travelOf(after),
  };
  const isComplete = Object.values(stopped).every((value) => value !== null);
  return (
    <Form onSubmit={() => isComplete && onConfirm(stopped as StoppedAt)}>
      <Stack gap={2} wrap="wrap" alignItems="flex-end">
        <MomentField
          id={`${id}-end`}
          label={t('hours.stopped', 'I stopped at')}
          type="datetime-local"
          width={26}
          value={end}
          onChange={setEnd}
        />
        <DurationField
          id={`${id}-before`}
          label={t('hours.travel-before', 'Travel before')}
          value={before}
          onChange={setBefore}
          width={16}
          isOptional
          placeholder={t('hours.no-travel', 'none')}
          isWork
        />
        <DurationField
          id={`${id}-after`}
          label={t('hours.travel-after', 'Travel after')}
          value={after}
          onChange={setAfter}
          width={16}
          isOptional
          placeholder={t('hours.no-travel', 'none')}
          isWork
        />
        <Button type="submit" disabled={!isComplete}>
          {t('hours.save', 'Confirm')}
        </Button>
      </Stack>
    </Form>
  );
}

const travelText = (ms: number) => (ms === 0 ? '' : formatDuration(ms));

const travelOf = (typed: string) => (typed.trim() === '' ? 0 : parseDuration(typed.trim()));
