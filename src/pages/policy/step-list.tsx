/** The steps as sentences: read, moved by drag or arrow keys, opened to change. */
import { useState } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, IconButton, useStyles2 } from '@grafana/ui';
import type { FieldProblem } from '../../api/failure.ts';
import { useSort } from '../../components/use-sort.ts';
import { t } from '../../language.ts';
import type { StepDraft } from './draft.ts';
import { freeKey, moved, newStep, problemsOfStep } from './draft.ts';
import { StepFields } from './step-fields.tsx';
import { stepNotes, stepSentence } from './step-text.ts';
import type { Choices } from './use-choices.ts';

const styles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(1) }),
  step: css({ border: `1px solid ${theme.colors.border.weak}`, borderRadius: theme.shape.radius.default, background: theme.colors.background.secondary }),
  held: css({ borderColor: theme.colors.primary.border, boxShadow: theme.shadows.z2 }),
  row: css({ display: 'grid', gridTemplateColumns: 'auto auto minmax(0, 1fr) auto', gap: theme.spacing(1), alignItems: 'start', padding: theme.spacing(1) }),
  plain: css({ gridTemplateColumns: 'auto minmax(0, 1fr)' }),
  handle: css({ border: 0, background: 'transparent', color: theme.colors.text.secondary, cursor: 'grab', padding: theme.spacing(0.25), borderRadius: theme.shape.radius.default, touchAction: 'none', '&:active': { cursor: 'grabbing' } }),
  number: css({ minWidth: 24, height: 24, borderRadius: 12, display: 'grid', placeItems: 'center', background: theme.colors.background.canvas, border: `1px solid ${theme.colors.border.medium}`, fontSize: theme.typography.bodySmall.fontSize, fontVariantNumeric: 'tabular-nums' }),
  sentence: css({ overflowWrap: 'anywhere' }),
  minor: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  bad: css({ color: theme.colors.error.text, fontSize: theme.typography.bodySmall.fontSize }),
  fields: css({ borderTop: `1px solid ${theme.colors.border.weak}`, padding: theme.spacing(2) }),
  add: css({ marginTop: theme.spacing(1) }),
  tools: css({ display: 'flex', gap: theme.spacing(0.5) }),
  heard: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
});

function Sentence({ step, choices, problems }: { step: StepDraft; choices: Choices; problems: FieldProblem[] }) {
  const look = useStyles2(styles);
  return (
    <div className={look.sentence}>
      <div>{stepSentence(step, choices.name)}</div>
      {stepNotes(step, choices.name).map((note) => (
        <div key={note} className={look.minor}>
          {note}
        </div>
      ))}
      {problems.map(({ path, message }) => (
        <div key={`${path} ${message}`} className={look.bad}>
          <Icon name="exclamation-triangle" size="sm" /> <code>{path}</code> {message}
        </div>
      ))}
    </div>
  );
}

export function ReadSteps({ steps, choices }: { steps: StepDraft[]; choices: Choices }) {
  const look = useStyles2(styles);
  return (
    <ol className={look.list}>
      {steps.map((step, i) => (
        <li key={step.key} className={cx(look.step, look.row, look.plain)}>
          <span className={look.number}>{i + 1}</span>
          <Sentence step={step} choices={choices} problems={[]} />
        </li>
      ))}
    </ol>
  );
}

interface Props {
  steps: StepDraft[];
  choices: Choices;
  /** What the sidecar says of the whole policy. */
  details: FieldProblem[];
  onChange: (steps: StepDraft[]) => void;
}

export function StepList({ steps, choices, details, onChange }: Props) {
  const look = useStyles2(styles);
  const [open, setOpen] = useState<number | null>(steps.length === 1 && steps[0]?.notify.length === 0 ? steps[0].key : null);
  const [heard, setHeard] = useState('');
  const sort = useSort(steps.length, (from, to) => {
    onChange(moved(steps, from, to));
    setHeard(t('step.moved', 'Moved to place {{place}} of {{count}}', { place: to + 1, count: steps.length }));
  });
  const add = (index: number, step: StepDraft) => {
    onChange([...steps.slice(0, index), step, ...steps.slice(index)]);
    setOpen(step.key);
  };
  return (
    <>
      <ol ref={sort.list} className={look.list}>
        {steps.map((step, i) => {
          const number = i + 1;
          const isOpen = open === step.key;
          return (
            <li key={step.key} className={cx(look.step, sort.held === i && look.held)}>
              <div className={look.row}>
                <button type="button" className={look.handle} aria-label={t('step.handle', 'Move step {{number}}: arrow keys, or drag', { number })} {...sort.handle(i)}>
                  <Icon name="draggabledots" />
                </button>
                <span className={look.number}>{number}</span>
                <Sentence step={step} choices={choices} problems={problemsOfStep(details, i)} />
                <div className={look.tools}>
                  <IconButton name={isOpen ? 'angle-up' : 'pen'} aria-expanded={isOpen} tooltip={isOpen ? t('step.close', 'Close step {{number}}', { number }) : t('step.edit', 'Change step {{number}}', { number })} onClick={() => setOpen(isOpen ? null : step.key)} />
                  <IconButton name="copy" tooltip={t('step.copy', 'Copy step {{number}}', { number })} onClick={() => add(number, { ...step, key: freeKey(steps) })} />
                  <IconButton name="trash-alt" disabled={steps.length === 1} tooltip={t('step.remove', 'Remove step {{number}}', { number })} onClick={() => onChange(steps.filter(({ key }) => key !== step.key))} />
                </div>
              </div>
              {isOpen && (
                <div className={look.fields}>
                  <StepFields step={step} choices={choices} onChange={(next) => onChange(steps.map((one) => (one.key === step.key ? next : one)))} />
                </div>
              )}
            </li>
          );
        })}
      </ol>
      <div role="status" className={look.heard}>
        {heard}
      </div>
      <Button type="button" variant="secondary" icon="plus" className={look.add} onClick={() => add(steps.length, newStep(freeKey(steps)))}>
        {t('step.add', 'Add a step')}
      </Button>
    </>
  );
}
