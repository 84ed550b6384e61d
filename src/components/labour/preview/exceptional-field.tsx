/** Asks why duty is told so late, where the unit's rules want a reason. */
import type { ApiFailure } from '../../../api/client/failure.ts';
import { TextAreaField } from '../../form/fields/labelled-fields.tsx';
import { t } from '../../../language.ts';

const LEAST = 10;

/** Whether what was typed is a reason. */
export function isReason(text: string): boolean {
  return text.trim().length >= LEAST;
}

/** The sidecar refused to save without a reason, such as when the preview had not come yet. */
export function isReasonAsked(failure: ApiFailure | null): boolean {
  return failure?.details.some(({ path }) => path === 'exceptional') ?? false;
}

interface Props {
  id: string;
  value: string;
  onChange: (text: string) => void;
}

export function ExceptionalField({ id, value, onChange }: Props) {
  return (
    <TextAreaField
      id={id}
      label={t('exceptional.label', 'Exceptional circumstances')}
      description={t(
        'exceptional.hint',
        'Why the notice is short, in 10 characters or more. Whoever is put on duty, managers and HR read it; the rota does not show it.',
      )}
      rows={2}
      value={value}
      onChange={onChange}
    />
  );
}
