/** What a command on the selected incidents did not do. */
import { Alert } from '@grafana/ui';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { moreText, SHOWN } from '../../../components/undo/bulk-reason.ts';
import { t } from '../../../language.ts';
import type { BulkRun } from './use-bulk.ts';

function Refused({ lines, onClose }: { lines: readonly string[]; onClose: () => void }) {
  const more = lines.length - SHOWN;
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
      <ul style={{ paddingLeft: 20, margin: 0, overflowWrap: 'anywhere' }}>
        {lines.slice(0, SHOWN).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {more > 0 && <li>{moreText(more)}</li>}
      </ul>
    </Alert>
  );
}

export function BulkNotes({ bulk }: { bulk: BulkRun }) {
  const { failure, isPartial, refused } = bulk;
  return (
    <>
      {failure !== null && (
        <FailureNote
          failure={failure}
          what={isPartial ? t('bulk.partial', 'Only some were changed') : t('bulk.failed', 'Nothing was changed')}
          onClose={bulk.closeFailure}
        />
      )}
      {refused.length > 0 && <Refused lines={refused} onClose={bulk.closeRefused} />}
    </>
  );
}
