/** The fields of a step: whom it pages, how long it waits, and its conditions. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import { DurationField } from '../../components/form/fields/time/duration-field.tsx';
import { WindowChoice } from '../../components/time-windows/window-choice.tsx';
import { t } from '../../language.ts';
import { ConditionsFields } from './conditions-fields.tsx';
import type { StepDraft } from './draft.ts';
import { hasOptions, StepOptions } from './step-options.tsx';
import { keysOf, targetsOf, turnsOf } from './target-key.ts';
import type { StepChoices } from './use-choices.ts';
import { ComboboxField, MultiComboboxField } from '../../components/form/fields/labelled-fields.tsx';

type UrgencyChoice = 'urgent' | 'default' | 'same';

function urgencies(): Array<{ value: UrgencyChoice; label: string; description: string }> {
  return [
    {
      value: 'same',
      label: t('step.urgency-same', 'As the alert says'),
      description: t('step.urgency-same-more', 'Critical alerts are urgent, others are not'),
    },
    {
      value: 'urgent',
      label: t('urgency.urgent', 'Urgent'),
      description: t('step.urgency-urgent-more', 'Breaks quiet hours, uses each person’s urgent rules'),
    },
    {
      value: 'default',
      label: t('step.urgency-calm', 'Not urgent'),
      description: t('step.urgency-calm-more', 'Waits for the end of quiet hours'),
    },
  ];
}

interface Props {
  step: StepDraft;
  choices: StepChoices;
  onChange: (step: StepDraft) => void;
}

interface PartProps {
  id: string;
  step: StepDraft;
  choices: StepChoices;
  change: (part: Partial<StepDraft>) => void;
}

export function StepFields({ step, choices, onChange }: Props) {
  const id = `step-${step.key}`;
  const [isMore, setMore] = useState(hasMore(step));
  const change = (part: Partial<StepDraft>) => onChange({ ...step, ...part });
  const part = { id, step, choices, change };
  return (
    <Stack direction="column" gap={2}>
      <MultiComboboxField
        id={`${id}-who`}
        label={t('step.who', 'Who is notified')}
        description={t('step.who-hint', 'Nobody: the step only waits.')}
        options={choices.targets}
        value={keysOf(step.notify)}
        onChange={(options) =>
          change({
            notify: targetsOf(
              options.map(({ value }) => value),
              turnsOf(step.notify),
              step.notify,
            ),
          })
        }
      />
      <WaitFields {...part} />
      {isMore ? <MoreFields {...part} /> : <MoreButton onOpen={() => setMore(true)} />}
    </Stack>
  );
}

function hasMore(step: StepDraft): boolean {
  return step.when !== null || (step.until ?? null) !== null || turnsOf(step.notify).length > 0 || hasOptions(step);
}

function WaitFields({ id, step, change }: PartProps) {
  return (
    <Stack gap={2} wrap="wrap">
      <DurationField
        id={`${id}-wait`}
        label={t('step.wait', 'Then wait for an answer')}
        value={step.wait}
        onChange={(wait) => change({ wait })}
      />
      <ComboboxField<UrgencyChoice>
        id={`${id}-urgency`}
        label={t('step.urgency', 'Urgency')}
        width={28}
        options={urgencies()}
        value={step.urgency ?? 'same'}
        onChange={({ value }) => change({ urgency: value === 'same' ? null : value })}
      />
    </Stack>
  );
}

function MoreButton({ onOpen }: { onOpen: () => void }) {
  return (
    <div>
      <Button type="button" size="sm" variant="secondary" fill="text" icon="angle-down" onClick={onOpen}>
        {t('step.more', 'Conditions, turns and more')}
      </Button>
    </div>
  );
}

/** Options that few steps use. */
function MoreFields({ id, step, choices, change }: PartProps) {
  return (
    <>
      <MultiComboboxField
        id={`${id}-turns`}
        label={t('step.turns', 'Or one of these, in turn')}
        description={t('step.turns-hint', 'Each incident goes to the next of them.')}
        options={choices.people}
        value={turnsOf(step.notify)}
        onChange={(options) =>
          change({
            notify: targetsOf(
              keysOf(step.notify),
              options.map(({ value }) => value),
              step.notify,
            ),
          })
        }
      />
      <WindowChoice
        id={`${id}-until`}
        label={t('step.until-label', 'Wait for a time window')}
        description={t(
          'step.until-hint',
          'While the window is closed, nobody is paged; the step begins when it opens.',
        )}
        width={32}
        placeholder={t('step.until-none', 'does not wait')}
        windows={choices.windows}
        value={step.until ?? null}
        onChange={(until) => change({ until })}
      />
      <ConditionsFields id={id} when={step.when} choices={choices} onChange={(when) => change({ when })} />
      <StepOptions id={id} step={step} change={change} />
    </>
  );
}
