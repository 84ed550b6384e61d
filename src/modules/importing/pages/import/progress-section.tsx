/** Shows the steps of an import, what runs now, and what stopped it. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, Stack, useStyles2 } from '@grafana/ui';
import { commandImport } from '../../api/imports.ts';
import { useSending } from '../../../../components/form/use-sending.ts';
import { FailureNote } from '../../../../components/page/failure-note.tsx';
import { Section } from '../../../../components/page/section.tsx';
import { t } from '../../../../language.ts';
import { stepText } from '../words/import-words.ts';
import { AskAgainButton } from './ask-again-button.tsx';
import { FailedStep } from './failed-step.tsx';
import type { ImportPartProps } from './part-props.ts';
import { stagesOf } from './stages.ts';
import type { ImportStage, StageState } from './stages.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(1) }),
  done: css({ color: theme.colors.success.text }),
  open: css({ color: theme.colors.text.secondary }),
  next: css({ fontWeight: theme.typography.fontWeightMedium }),
  bar: css({ width: '100%', height: theme.spacing(1), accentColor: theme.colors.primary.main }),
  line: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
});

const STAGES: Record<ImportStage, () => string> = {
  read: () => t('import-stage.read', 'Read the other pager'),
  people: () => t('import-stage.people', 'Map people'),
  compare: () => t('import-stage.compare', 'Compare who is on call'),
  apply: () => t('import-stage.apply', 'Apply'),
  switch: () => t('import-stage.switch', 'Switch'),
};

function Stage({ stage, isDone, isNext, number }: StageState & { number: number }) {
  const styles = useStyles2(getStyles);
  return (
    <li className={isDone ? undefined : isNext ? styles.next : styles.open} aria-current={isNext ? 'step' : undefined}>
      <Icon
        name={isDone ? 'check-circle' : isNext ? 'arrow-right' : 'circle'}
        className={isDone ? styles.done : undefined}
        title={isDone ? t('steps.done', 'Done') : t('steps.open', 'Still to do')}
      />{' '}
      {`${number}. ${STAGES[stage]()}`}
    </li>
  );
}

/** The step's own words are English; they name objects of the pager. */
function RunningStep({ one, onChanged }: ImportPartProps) {
  const styles = useStyles2(getStyles);
  const { isSending, failure, send } = useSending();
  const [step] = one.steps;
  const { line, done = null, total = null } = one.progress ?? {};
  if (step === undefined) {
    return null;
  }
  const name = stepText(step);
  return (
    <Stack direction="column" gap={1}>
      <div role="status">
        {total === null
          ? t('imports.running', '{{step}}…', { step: name })
          : t('imports.running-of', '{{step}}: {{done}} of {{total}}', { step: name, done, total })}
      </div>
      <progress
        className={styles.bar}
        aria-label={name}
        {...(done !== null && total !== null && { value: done, max: total })}
      />
      {line !== undefined && (
        <div className={styles.line} lang="en">
          {line}
        </div>
      )}
      {failure !== null && <FailureNote failure={failure} />}
      <div>
        <Button
          size="sm"
          variant="secondary"
          icon="times"
          disabled={isSending}
          onClick={() => void send(() => commandImport(one.id, 'cancel'), onChanged)}
        >
          {t('imports.cancel', 'Stop')}
        </Button>
      </div>
    </Stack>
  );
}

export function ProgressSection({ one, onChanged }: ImportPartProps) {
  const styles = useStyles2(getStyles);
  return (
    <Section title={t('imports.steps', 'Steps')}>
      <Stack direction="column" gap={2}>
        <ol className={styles.list}>
          {stagesOf(one).map((stage, i) => (
            <Stage key={stage.stage} {...stage} number={i + 1} />
          ))}
        </ol>
        <RunningStep one={one} onChanged={onChanged} />
        {one.failure !== null && <FailedStep one={one} onChanged={onChanged} />}
        {one.failure === null && one.steps.length === 0 && <ReadAgain one={one} onChanged={onChanged} />}
      </Stack>
    </Section>
  );
}

/** What was edited in the pager since is brought over by reading again. */
function ReadAgain({ one, onChanged }: ImportPartProps) {
  const text = one.fetchedAt === null ? t('imports.read', 'Read') : t('imports.read-again', 'Read again');
  return <AskAgainButton one={one} onChanged={onChanged} name="fetch" text={text} />;
}
