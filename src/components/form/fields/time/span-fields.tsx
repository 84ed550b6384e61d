/** Fields for a span of local time: from and to, or whole days. */
import { useState } from 'react';
import { Stack } from '@grafana/ui';
import { t } from '../../../../language.ts';
import { LabelledSwitch } from '../labelled-switch.tsx';
import { MomentField } from './moment-field.tsx';
import type { LocalSpan } from './whole-days.ts';
import { daysTouched, overDays, wholeDays } from './whole-days.ts';

interface Props extends LocalSpan {
  /** Begins the ids of the fields. */
  id: string;
  /** Only what changed. */
  onChange: (part: Partial<LocalSpan>) => void;
}

function DayFields({ id, start, end, onChange }: Props) {
  const { first, last } = daysTouched({ start, end });
  return (
    <Stack gap={1} wrap="wrap">
      <MomentField
        id={`${id}-first`}
        label={t('override.first-day', 'First day')}
        noMargin={false}
        type="date"
        value={first}
        onChange={(text) => onChange(overDays(text, last < text ? text : last))}
      />
      <MomentField
        id={`${id}-last`}
        label={t('override.last-day', 'Last day')}
        noMargin={false}
        type="date"
        min={first}
        value={last}
        onChange={(text) => onChange(overDays(first, text))}
      />
    </Stack>
  );
}

function TimeFields({ id, start, end, onChange }: Props) {
  return (
    <Stack gap={1} wrap="wrap">
      <MomentField
        id={`${id}-from`}
        label={t('override.from', 'From')}
        noMargin={false}
        type="datetime-local"
        value={start}
        onChange={(text) => onChange({ start: text })}
      />
      <MomentField
        id={`${id}-to`}
        label={t('override.to', 'To')}
        noMargin={false}
        type="datetime-local"
        value={end}
        onChange={(text) => onChange({ end: text })}
      />
    </Stack>
  );
}

export function SpanFields(props: Props) {
  const { id, start, end, onChange } = props;
  const [isWhole, setWhole] = useState(wholeDays({ start, end }) !== null);
  const choose = (whole: boolean) => {
    setWhole(whole);
    if (whole) {
      const { first, last } = daysTouched({ start, end });
      onChange(overDays(first, last));
    }
  };
  return (
    <>
      <div style={{ marginBottom: 8 }}>
        <LabelledSwitch
          id={`${id}-whole-days`}
          label={t('override.whole-days', 'Whole days')}
          value={isWhole}
          onChange={choose}
        />
      </div>
      {isWhole ? <DayFields {...props} /> : <TimeFields {...props} />}
    </>
  );
}
