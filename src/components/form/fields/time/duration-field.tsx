/** A form field for a length of time. */
import { useState } from 'react';
import { formatDuration, parseDuration } from '#domain/time/duration';
import { readLength } from '#domain/time/words/length-words';
import { durationText, hoursText } from '../../../time/format.ts';
import { t } from '../../../../language.ts';
import { InputField } from '../labelled-fields.tsx';

interface Props {
  id: string;
  label: string;
  description?: string;
  /** As the API writes it: `5m`. */
  value: string;
  onChange: (value: string) => void;
  /** An empty value is allowed. */
  isOptional?: boolean;
  placeholder?: string;
  error?: string | undefined;
  width?: number;
  /** Working time is counted in hours, never in days. */
  isWork?: boolean;
}

/** As the API takes it, if it can be read: people also type `35 h` and `7 h 30`. */
function asApi(typed: string): string {
  const ms = parseDuration(typed.trim()) === null ? readLength(typed) : null;
  return ms === null ? typed : formatDuration(ms);
}

/** A length such as `1h30m` or `7 h 30`, with its meaning in words beside it. */
export function DurationField({
  id,
  label,
  description,
  value,
  onChange,
  isOptional = false,
  placeholder,
  error,
  width = 24,
  isWork = false,
}: Props) {
  const [typed, setTyped] = useState(value);
  const ms = parseDuration(value.trim());
  const isWrong = ms === null && !(isOptional && value.trim() === '');
  const problem = isWrong ? hint(isWork) : error;
  return (
    <InputField
      id={id}
      label={label}
      description={description}
      invalid={problem !== undefined}
      error={problem}
      width={width}
      // What was typed stays as it was typed, unless the form has set another value.
      value={asApi(typed) === value ? typed : value}
      placeholder={placeholder}
      suffix={ms === null ? undefined : (isWork ? hoursText : durationText)(ms)}
      onChange={(text) => {
        setTyped(text);
        onChange(asApi(text));
      }}
    />
  );
}

function hint(isWork: boolean): string {
  return isWork
    ? t('duration.wrong-hours', 'Write hours such as 35 h or 7 h 30.')
    : t('duration.wrong', 'Write a duration such as 30s, 5m, 1h30m or 2d.');
}
