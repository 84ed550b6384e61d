/** The conditions of a step of a policy. */
import { Stack } from '@grafana/ui';
import type { StepWire } from '#contract/paging/policy';
import { ConditionBuilder } from '../../components/conditions/condition-builder.tsx';
import { DurationField } from '../../components/form/fields/time/duration-field.tsx';
import { InputField } from '../../components/form/fields/labelled-fields.tsx';
import { t } from '../../language.ts';
import type { StepChoices } from './use-choices.ts';

type Conditions = Exclude<StepWire['when'], string | null>;

const NONE: Conditions = { window: null, severity: null, match: [], alerts: null };

interface AlertsProps {
  id: string;
  alerts: Conditions['alerts'];
  onChange: (alerts: Conditions['alerts']) => void;
}

/** The number of alerts, and the time within which they must arrive. */
function AlertsFields({ id, alerts, onChange }: AlertsProps) {
  const count = alerts?.count ?? 0;
  return (
    <Stack gap={2} wrap="wrap">
      <InputField
        id={`${id}-count`}
        label={t('step.count', 'Only from this many alerts')}
        type="number"
        min={0}
        width={16}
        placeholder={t('step.any-count', 'any number')}
        value={count === 0 ? '' : count}
        onChange={(text) =>
          onChange(Number(text) >= 1 ? { count: Math.floor(Number(text)), within: alerts?.within ?? '10m' } : null)
        }
      />
      {alerts !== null && (
        <DurationField
          id={`${id}-within`}
          label={t('step.within', 'Within')}
          value={alerts.within}
          onChange={(within) => onChange({ count, within })}
        />
      )}
    </Stack>
  );
}

interface Props {
  id: string;
  when: StepWire['when'];
  choices: StepChoices;
  onChange: (when: StepWire['when']) => void;
}

/** If any given condition fails, the step is skipped at once. */
export function ConditionsFields({ id, when, choices, onChange }: Props) {
  const now: Conditions = typeof when === 'string' ? { ...NONE, window: when } : (when ?? NONE);
  const change = (part: Partial<Conditions>) => onChange({ ...now, ...part });
  return (
    <Stack direction="column" gap={2}>
      <ConditionBuilder
        id={id}
        match={now.match}
        integration={null}
        onMatch={(match) => change({ match })}
        severity={{ value: now.severity, onChange: (severity) => change({ severity }) }}
        hours={{
          width: 28,
          window: now.window,
          windows: choices.windows,
          onChange: (window) => change({ window }),
        }}
      />
      <AlertsFields id={id} alerts={now.alerts} onChange={(alerts) => change({ alerts })} />
    </Stack>
  );
}
