/** The bar that acts on all selected incidents. */
import { useState } from 'react';
import { Alert, Button, Stack } from '@grafana/ui';
import type { BulkAnswer, IncidentCommand } from '../../api/resources/incidents.ts';
import { commandMany } from '../../api/resources/incidents.ts';
import type { ApiFailure } from '../../api/client/failure.ts';
import { offerUnresolvingMany } from '../../components/undo/offer-unresolving.ts';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { SnoozeMenu } from '../../components/incident/snooze-menu.tsx';
import { toast } from '../../components/browser/toast.ts';
import type { BulkQuestion } from './bulk-question.tsx';
import { AskBulk } from './bulk-question.tsx';
import { t } from '../../language.ts';

interface Props {
  /** Number and title, by id. */
  selected: Map<string, string>;
  /** Whether the reader may act on any of them. */
  canAct: boolean;
  /** A command of a key that is to be asked about. */
  question: BulkQuestion | null;
  onQuestion: (question: BulkQuestion | null) => void;
  onDone: () => void;
  onClear: () => void;
}

/** One line for each refusal. */
function refusals(answer: BulkAnswer, selected: Map<string, string>): string[] {
  return answer.items
    .filter(({ ok }) => !ok)
    .map(
      ({ id, error, reason }) =>
        `${selected.get(id) ?? id}: ${reason === 'not-concerned' ? t('bulk.not-yours', 'you can’t act on it') : (error ?? '')}`,
    );
}

function Commands({ isRunning, onRun }: { isRunning: boolean; onRun: (name: IncidentCommand, body?: object) => void }) {
  return (
    <>
      <Button size="sm" icon="eye" disabled={isRunning} onClick={() => onRun('acknowledge')}>
        {t('command.acknowledge', 'Acknowledge')}
      </Button>
      <Button size="sm" variant="success" icon="check" disabled={isRunning} onClick={() => onRun('resolve')}>
        {t('command.resolve', 'Resolve')}
      </Button>
      <SnoozeMenu size="sm" disabled={isRunning} onSnooze={(duration) => onRun('snooze', { for: duration })} />
    </>
  );
}

function useBulk(selected: Map<string, string>, onDone: () => void) {
  const [refused, setRefused] = useState<string[]>([]);
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const run = async (name: IncidentCommand, body?: object) => {
    setRunning(true);
    setFailure(null);
    const sent = await commandMany([...selected.keys()], name, body);
    setRunning(false);
    if (!sent.ok) {
      return setFailure(sent.failure);
    }
    const no = refusals(sent.value, selected);
    setRefused(no);
    const done = sent.value.items.filter(({ ok }) => ok).map(({ id }) => id);
    if (name === 'resolve' && done.length > 0) {
      offerUnresolvingMany(done, selected, onDone);
    } else {
      sayHowMany(done.length);
    }
    onDone();
  };
  return { isRunning, failure, setFailure, refused, setRefused, run };
}

function sayHowMany(count: number): void {
  if (count > 0) {
    toast(
      t('bulk.done', '', {
        count,
        defaultValue_one: '{{count}} incident changed',
        defaultValue_other: '{{count}} incidents changed',
      }),
    );
  }
}

interface ToolbarProps extends Pick<Props, 'canAct' | 'onClear'> {
  count: number;
  isRunning: boolean;
  onRun: (name: IncidentCommand, body?: object) => void;
}

function Toolbar({ count, canAct, isRunning, onRun, onClear }: ToolbarProps) {
  return (
    <div role="toolbar" aria-label={t('bulk.label', 'Selected incidents')}>
      <Stack gap={1} wrap="wrap" alignItems="center">
        <strong>
          {t('bulk.count', '', {
            count,
            defaultValue_one: '{{count}} selected',
            defaultValue_other: '{{count}} selected',
          })}
        </strong>
        {canAct ? (
          <Commands isRunning={isRunning} onRun={onRun} />
        ) : (
          <span>{t('bulk.none-yours', 'You can’t act on any of them')}</span>
        )}
        <Button size="sm" fill="text" variant="secondary" onClick={onClear}>
          {t('bulk.clear', 'Clear selection')}
        </Button>
      </Stack>
    </div>
  );
}

function Refused({ lines, onClose }: { lines: string[]; onClose: () => void }) {
  return (
    <Alert
      severity="warning"
      title={t('bulk.refused', '', {
        count: lines.length,
        defaultValue_one: '{{count}} incident was not changed',
        defaultValue_other: '{{count}} incidents were not changed',
      })}
      onRemove={onClose}
    >
      <ul style={{ paddingLeft: 20, margin: 0 }}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Alert>
  );
}

/** One command on all selected incidents, with a result for each. */
export function BulkBar({ selected, canAct, question, onQuestion, onDone, onClear }: Props) {
  const { isRunning, failure, setFailure, refused, setRefused, run } = useBulk(selected, onDone);
  const ask = (name: IncidentCommand, body?: object) =>
    selected.size > 1 ? onQuestion({ name, body }) : void run(name, body);
  return (
    <Stack direction="column" gap={1}>
      <AskBulk
        question={question}
        selected={selected}
        onDismiss={() => onQuestion(null)}
        onConfirm={({ name, body }) => {
          onQuestion(null);
          void run(name, body);
        }}
      />
      {selected.size > 0 && (
        <Toolbar count={selected.size} canAct={canAct} isRunning={isRunning} onRun={ask} onClear={onClear} />
      )}
      {failure !== null && (
        <FailureNote
          failure={failure}
          what={t('bulk.failed', 'Nothing was changed')}
          onClose={() => setFailure(null)}
        />
      )}
      {refused.length > 0 && <Refused lines={refused} onClose={() => setRefused([])} />}
    </Stack>
  );
}
