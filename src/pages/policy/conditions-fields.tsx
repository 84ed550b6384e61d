/** The fields of the conditions of a step. */
import { Stack } from '@grafana/ui';
import type { StepWire } from '#contract/policy';
import type { Severity } from '#domain/incident/alert';
import { SEVERITIES } from '#domain/incident/alert';
import { severityText } from '../../components/incident/badges.tsx';
import { DurationField } from '../../components/form/fields/duration-field.tsx';
import { MatchField } from '../../components/form/fields/match-field.tsx';
import { windowsText } from '../../components/form/fields/weekly-text.ts';
import { t } from '../../language.ts';
import type { Choices } from './use-choices.ts';
import { ComboboxField, InputField } from '../../components/form/fields/labelled-fields.tsx';

type Conditions = Exclude<StepWire['when'], string | null>;

const NONE: Conditions = { window: null, severity: null, match: [], alerts: null };
/** A window that is written in the step itself, from a file or a script. */
const INLINE = '';

interface Props {
  id: string;
  when: StepWire['when'];
  choices: Choices;
  onChange: (when: StepWire['when']) => void;
}

/** All that are given must hold, else the step is skipped at once. */
export function ConditionsFields({ id, when, choices, onChange }: Props) {
  const now: Conditions = typeof when === 'string' ? { ...NONE, window: when } : (when ?? NONE);
  const change = (part: Partial<Conditions>) => onChange({ ...now, ...part });
  const inline =
    typeof now.window === 'object' && now.window !== null
      ? [{ value: INLINE, label: windowsText(now.window.windows) }]
      : [];
  const count = now.alerts?.count ?? 0;
  return (
    <Stack direction="column" gap={1}>
      <Stack gap={2} wrap="wrap">
        <ComboboxField
          id={`${id}-window`}
          label={t('step.window', 'Only within')}
          width={28}
          isClearable
          placeholder={t('step.any-time', 'any time')}
          options={[...inline, ...choices.windows]}
          value={typeof now.window === 'string' ? now.window : now.window === null ? null : INLINE}
          onChange={(option) =>
            change({ window: option === null ? null : option.value === INLINE ? now.window : option.value })
          }
        />
        <ComboboxField<Severity>
          id={`${id}-severity`}
          label={t('step.severity', 'Only from severity')}
          width={20}
          isClearable
          placeholder={t('step.any-severity', 'any')}
          options={[...SEVERITIES].reverse().map((value) => ({ value, label: severityText(value) }))}
          value={now.severity}
          onChange={(option) => change({ severity: option?.value ?? null })}
        />
      </Stack>
      <MatchField
        id={`${id}-match`}
        label={t('step.match', 'Only where labels match')}
        rows={2}
        lines={now.match}
        onChange={(match) => change({ match })}
      />
      <Stack gap={2} wrap="wrap">
        <InputField
          id={`${id}-count`}
          label={t('step.count', 'Only from so many alerts')}
          type="number"
          min={0}
          width={16}
          placeholder={t('step.any-count', 'any number')}
          value={count === 0 ? '' : count}
          onChange={(text) =>
            change({
              alerts:
                Number(text) >= 1 ? { count: Math.floor(Number(text)), within: now.alerts?.within ?? '10m' } : null,
            })
          }
        />
        {now.alerts !== null && (
          <DurationField
            id={`${id}-within`}
            label={t('step.within', 'Within')}
            value={now.alerts.within}
            onChange={(within) => change({ alerts: { count, within } })}
          />
        )}
      </Stack>
    </Stack>
  );
}
