/** A form field for a duration. */
import { parseDuration } from '#domain/time/duration';
import { durationText } from '../../../time/format.ts';
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
}

/** A duration such as `1h30m`, with its meaning in words beside it. */
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
}: Props) {
  const ms = parseDuration(value.trim());
  const isWrong = ms === null && !(isOptional && value.trim() === '');
  const problem = isWrong ? t('duration.wrong', 'Write a duration such as 30s, 5m, 1h30m or 2d.') : error;
  return (
    <InputField
      id={id}
      label={label}
      description={description}
      invalid={problem !== undefined}
      error={problem}
      width={width}
      value={value}
      placeholder={placeholder}
      suffix={ms === null ? undefined : durationText(ms)}
      onChange={onChange}
    />
  );
}
