/** Asks before a command is run on several incidents. */
import type { IncidentCommand } from '../../../api/resources/incidents.ts';
import { ConfirmDialog } from '../../../components/form/confirm-dialog.tsx';
import { moreText } from '../../../components/undo/bulk-reason.ts';
import { t } from '../../../language.ts';
import type { Names } from './use-selection.ts';

/** Named in the question; the others are counted. */
const NAMED = 5;

export interface BulkQuestion {
  name: IncidentCommand;
  body: object | undefined;
}

/** The question in words, by the command. */
function questionText(name: IncidentCommand, count: number): string {
  switch (name) {
    case 'resolve':
      return t('bulk.ask-resolve', '', {
        count,
        defaultValue_one: 'Resolve {{count}} incident?',
        defaultValue_other: 'Resolve {{count}} incidents?',
      });
    case 'snooze':
      return t('bulk.ask-snooze', '', {
        count,
        defaultValue_one: 'Snooze {{count}} incident?',
        defaultValue_other: 'Snooze {{count}} incidents?',
      });
    default:
      return t('bulk.ask-acknowledge', '', {
        count,
        defaultValue_one: 'Acknowledge {{count}} incident?',
        defaultValue_other: 'Acknowledge {{count}} incidents?',
      });
  }
}

function Named({ names }: { names: readonly string[] }) {
  const more = names.length - NAMED;
  return (
    <ul style={{ paddingLeft: 20, margin: 0, overflowWrap: 'anywhere' }}>
      {names.slice(0, NAMED).map((name) => (
        <li key={name}>{name}</li>
      ))}
      {more > 0 && <li>{moreText(more)}</li>}
    </ul>
  );
}

interface AskProps {
  question: BulkQuestion | null;
  selected: Names;
  onConfirm: (question: BulkQuestion) => void;
  onDismiss: () => void;
}

/** More than one incident at once is a question, with the count and the titles. */
export function AskBulk({ question, selected, onConfirm, onDismiss }: AskProps) {
  if (question === null) {
    return null;
  }
  const title = questionText(question.name, selected.size);
  return (
    <ConfirmDialog
      isOpen
      title={title}
      body={<Named names={[...selected.values()]} />}
      confirmText={t('bulk.confirm', '', {
        count: selected.size,
        defaultValue_one: 'Yes, {{count}} incident',
        defaultValue_other: 'Yes, all {{count}}',
      })}
      dismissText={t('form.cancel', 'Cancel')}
      confirmVariant="primary"
      onConfirm={() => onConfirm(question)}
      onDismiss={onDismiss}
    />
  );
}
