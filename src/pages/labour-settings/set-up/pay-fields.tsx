/** Fields for what on-call duty pays: one rate an hour, with others for some days, or a flat a turn. */
import { RadioButtonGroup, Stack } from '@grafana/ui';
import { InputField } from '../../../components/form/fields/labelled-fields.tsx';
import { t } from '../../../language.ts';
import type { PayBasis, PayDraft } from './set-up-draft.ts';
import { isWrongPrice } from './set-up-draft.ts';

interface Props {
  pay: PayDraft;
  currency: string;
  onChange: (part: Partial<PayDraft>) => void;
}

type PriceKey = Exclude<keyof PayDraft, 'by'>;

const LABELS: Record<PriceKey, () => string> = {
  hour: () => t('pay.hour', 'An hour'),
  saturday: () => t('pay.saturday', 'An hour on Saturdays'),
  sunday: () => t('pay.sunday', 'An hour on Sundays'),
  holiday: () => t('pay.holiday', 'An hour on public holidays'),
  turn: () => t('pay.turn', 'A turn'),
};

export function PayFields({ pay, currency, onChange }: Props) {
  const keys: PriceKey[] = pay.by === 'hour' ? ['hour', 'saturday', 'sunday', 'holiday'] : ['turn'];
  const bases: Array<{ value: PayBasis; label: string }> = [
    { value: 'hour', label: t('pay.by-hour', 'By the hour') },
    { value: 'turn', label: t('pay.by-turn', 'A flat for each turn') },
  ];
  return (
    <Stack direction="column" gap={2}>
      <div>
        <RadioButtonGroup
          aria-label={t('pay.basis', 'On-call duty is paid')}
          options={bases}
          value={pay.by}
          onChange={(by) => onChange({ by })}
        />
      </div>
      <Stack gap={2} wrap="wrap">
        {keys.map((key) => (
          <InputField
            key={key}
            id={`pay-${key}`}
            label={LABELS[key]()}
            inputMode="decimal"
            width={24}
            suffix={currency}
            invalid={isWrongPrice(pay[key])}
            error={t('pay.wrong', 'Write an amount such as 2.20, with four decimals at most.')}
            placeholder={key === 'hour' || key === 'turn' ? undefined : t('pay.as-others', 'as on other days')}
            value={pay[key]}
            onChange={(text) => onChange({ [key]: text })}
          />
        ))}
      </Stack>
    </Stack>
  );
}
