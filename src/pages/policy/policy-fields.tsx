/** The fields of a policy beside its steps. */
import { Field, Input, Stack } from '@grafana/ui';
import { DurationField } from '../../components/form/fields/duration-field.tsx';
import { t } from '../../language.ts';
import type { PolicyDraft } from './draft.ts';
import { keysOf, targetsOf } from './target-key.ts';
import type { Choices } from './use-choices.ts';
import { TeamField } from '../../components/form/fields/team-field.tsx';
import { MultiCombobox } from '../../components/form/fields/combobox.tsx';

interface Props {
  draft: PolicyDraft;
  choices: Choices;
  onChange: (part: Partial<PolicyDraft>) => void;
}

export function NameFields({ draft, onChange }: Pick<Props, 'draft' | 'onChange'>) {
  return (
    <Stack gap={2} wrap="wrap">
      <Field label={t('form.name', 'Name')} noMargin>
        <Input
          id="policy-name"
          width={34}
          value={draft.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
      </Field>
      <TeamField id="policy-team" width={28} value={draft.team} onChange={(team) => onChange({ team })} />
    </Stack>
  );
}

/** What happens when all steps are done, and after an acknowledgement. */
export function EndFields({ draft, choices, onChange }: Props) {
  const last = t('policy.last', 'Then tell');
  const isConfirmed = draft.ackTimeout !== 'none';
  return (
    <Stack direction="column" gap={2}>
      <Field label={t('policy.repeat', 'Start again from step 1, so many times')} noMargin>
        <Input
          id="policy-repeat"
          type="number"
          min={0}
          max={10}
          width={16}
          value={draft.repeat}
          onChange={(event) =>
            onChange({ repeat: Math.min(10, Math.max(0, Math.floor(Number(event.currentTarget.value)) || 0)) })
          }
        />
      </Field>
      <Field
        label={last}
        description={t('policy.last-hint', 'Empty: the managers of its team, or administrators where it has none.')}
        noMargin
      >
        <MultiCombobox
          id="policy-last"
          aria-label={last}
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
      </Field>
      <DurationField
        id="policy-ack"
        isOptional
        label={t('policy.ack-timeout', 'Ask whoever acknowledged whether they are still on it, after')}
        description={t('policy.ack-hint', 'Empty: never. Without an answer within 5 minutes the escalation goes on.')}
        value={isConfirmed ? draft.ackTimeout : ''}
        onChange={(value) => onChange({ ackTimeout: value.trim() === '' ? 'none' : value })}
      />
    </Stack>
  );
}
