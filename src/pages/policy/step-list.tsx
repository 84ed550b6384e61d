/** The list of steps, each as a sentence. */
import { Button } from '@grafana/ui';
import type { FieldProblem } from '../../api/client/failure.ts';
import { freeKey } from '../../components/sortable/list-order.ts';
import { ReadList, Sortable } from '../../components/sortable/sortable.tsx';
import { t } from '../../language.ts';
import type { StepDraft } from './draft.ts';
import { newStep, problemsOfStep } from './draft.ts';
import { StepFields } from './step-fields.tsx';
import { stepNotes, stepSentence } from './step-text.ts';
import type { StepChoices } from './use-choices.ts';

export function ReadSteps({ steps, choices }: { steps: StepDraft[]; choices: StepChoices }) {
  return (
    <ReadList
      items={steps}
      sentence={(step) => ({
        main: stepSentence(step, choices.name),
        notes: stepNotes(step, choices.name),
        problems: [],
      })}
    />
  );
}

interface Props {
  steps: StepDraft[];
  choices: StepChoices;
  /** The sidecar's problems with the whole policy. */
  details: FieldProblem[];
  onChange: (steps: StepDraft[]) => void;
}

export function StepList({ steps, choices, details, onChange }: Props) {
  const [first] = steps;
  return (
    <Sortable
      items={steps}
      nameOf={(number) => t('step.name', 'step {{number}}', { number })}
      initial={steps.length === 1 && first?.notify.length === 0 ? first.key : null}
      isOneNeeded
      sentence={(step, i) => ({
        main: stepSentence(step, choices.name),
        notes: stepNotes(step, choices.name),
        problems: problemsOfStep(details, i),
      })}
      fields={(step, change) => <StepFields step={step} choices={choices} onChange={change} />}
      onChange={onChange}
      footer={(open) => (
        <Button
          type="button"
          variant="secondary"
          icon="plus"
          onClick={() => {
            const key = freeKey(steps);
            onChange([...steps, newStep(key)]);
            open(key);
          }}
        >
          {t('step.add', 'Add a step')}
        </Button>
      )}
    />
  );
}
