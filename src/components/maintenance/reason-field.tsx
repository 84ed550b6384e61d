/** The field that says why a maintenance is on. */
import { MAINTENANCE_REASON_MAX } from '#contract/limits';
import { t } from '../../language.ts';
import { InputField } from '../form/fields/labelled-fields.tsx';

interface Props {
  id: string;
  value: string;
  onChange: (reason: string) => void;
}

export function ReasonField({ id, value, onChange }: Props) {
  return (
    <InputField
      id={id}
      label={t('maintenance.reason', 'Reason')}
      description={t('maintenance.reason-hint', 'Shown wherever this maintenance holds pages.')}
      maxLength={MAINTENANCE_REASON_MAX}
      value={value}
      onChange={onChange}
    />
  );
}
