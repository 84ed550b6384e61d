/** The fields of a policy besides its steps. */
import { Stack } from '@grafana/ui';
import { DurationField } from '../../components/form/fields/time/duration-field.tsx';
import { t } from '../../language.ts';
import type { PolicyDraft } from './draft.ts';
import { keysOf, targetsOf } from './target-key.ts';
import type { StepChoices } from './use-choices.ts';
import { TeamField } from '../../components/form/fields/team-field.tsx';
import { InputField, MultiComboboxField } from '../../components/form/fields/labelled-fields.tsx';

interface Props {
  draft: PolicyDraft;
  choices: StepChoices;
  onChange: (part: Partial<PolicyDraft>) => void;
}

export function NameFields({ draft, onChange }: Pick<Props, 'draft' | 'onChange'>) {
  return (
    <Stack gap={2} wrap="wrap">
      <InputField
        id="policy-name"
        label={t('form.name', 'Name')}
        width={34}
        value={draft.name}
        onChange={(text) => onChange({ name: text })}
      />
      <TeamField id="policy-team" width={28} value={draft.team} onChange={(team) => onChange({ team })} />
    </Stack>
  );
}

/** What happens after the last step, and after an acknowledgement. */
export function EndFields({ draft, choices, onChange }: Props) {
  const last = t('policy.last', 'Then notify');
  const isConfirmed = draft.ackTimeout !== 'none';
  return (
    <Stack direction="column" gap={2}>
      <InputField
        id="policy-repeat"
        label={t('policy.repeat', 'Repeat policy')}
        type="number"
        min={0}
        max={10}
        width={16}
        value={draft.repeat}
        onChange={(text) => onChange({ repeat: Math.min(10, Math.max(0, Math.floor(Number(text)) || 0)) })}
      />
      <MultiComboboxField
        id="policy-last"
        label={last}
        description={t('policy.last-hint', 'Empty: its team’s managers, or administrators if it has no team.')}
        options={choices.targets}
        value={keysOf(draft.onExhausted ?? [])}
        onChange={(options) => {
          const targets = targetsOf(
            options.map(({ value }) => value),
            [],
            [],
          );
          onChange({ onExhausted: targets.length === 0 ? null : targets });
        }}
      />
      <DurationField
        id="policy-ack"
        isOptional
        label={t('policy.ack-timeout', 'Ask the acknowledger whether they are still on it after')}
        description={t('policy.ack-hint', 'Empty: never. Without an answer within 5 minutes, escalation continues.')}
        value={isConfirmed ? draft.ackTimeout : ''}
        onChange={(value) => onChange({ ackTimeout: value.trim() === '' ? 'none' : value })}
      />
    </Stack>
  );
}
