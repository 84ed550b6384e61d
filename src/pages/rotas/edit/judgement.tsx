/** Shows beside the fields what the draft changes for people, and the problems it would have. */
import { useMemo } from 'react';
import { Icon, Stack } from '@grafana/ui';
import type { FieldProblem } from '../../../api/client/failure.ts';
import type { QueryState } from '../../../api/client/use-api.ts';
import type { RotaPreviewWire } from '../../../api/resources/rotas.ts';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { Section } from '../../../components/page/section.tsx';
import { problemText } from '../../../components/words/problem-words.ts';
import { Skeleton } from '../../../components/loading/skeleton.tsx';
import { t } from '../../../language.ts';
import { DiffSummary, toDiff } from '../diff/diff-summary.tsx';
import { Findings } from '../health/findings.tsx';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';

interface Props {
  judged: QueryState<RotaPreviewWire>;
  /** Problems of the draft as a whole. The draft is examined once they are solved. */
  problems: readonly FieldProblem[];
  wording: ShiftWording;
  isNew: boolean;
}

function Problems({ problems }: { problems: readonly FieldProblem[] }) {
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {problems.map((problem) => (
        <li key={`${problem.path} ${problem.message}`}>
          <Icon name="exclamation-triangle" size="sm" /> <code>{problem.path}</code> {problemText(problem)}
        </li>
      ))}
    </ul>
  );
}

export function Judgement({ judged, problems, wording, isNew }: Props) {
  const { data, failure, isLoading, reload } = judged;
  const diff = useMemo(() => data && toDiff(data.diff), [data]);
  return (
    <>
      <Section
        title={
          isNew ? t('judged.new', 'Who would be on call, 90 days') : t('judged.changes', 'What changes in 90 days')
        }
      >
        <Stack direction="column" gap={1}>
          {problems.length > 0 && <Problems problems={problems} />}
          {failure !== null && failure.kind !== 'validation' && <FailureNote failure={failure} onRetry={reload} />}
          {data === null && isLoading && (
            <div role="status">
              <Skeleton />
            </div>
          )}
          {diff !== null && (
            <div aria-live="polite" aria-busy={isLoading}>
              <DiffSummary diff={diff} wording={wording} isNew={isNew} />
            </div>
          )}
        </Stack>
      </Section>
      {data !== null && (
        <Section title={t('judged.health', 'Projected health')}>
          {data.findings.length === 0 ? (
            t('health.fine', 'Nothing needs attention.')
          ) : (
            <Findings findings={data.findings} wording={wording} />
          )}
        </Section>
      )}
    </>
  );
}
