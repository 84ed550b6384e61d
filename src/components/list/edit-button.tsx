/** The tool of a row that edits its object, or says that a file states it. */
import { Button } from '@grafana/ui';
import { t } from '../../language.ts';
import { Badge } from '../page/badge.tsx';

interface Props {
  name: string;
  isProvisioned: boolean;
  /** null if the reader may not change it. */
  onEdit: (() => void) | null;
  /** Of what a file states: opens a draft of which nothing is saved. */
  onTry?: (() => void) | null;
}

export function EditButton({ name, isProvisioned, onEdit, onTry = null }: Props) {
  if (isProvisioned) {
    return (
      <>
        <Badge color="darkgrey" icon="file-alt" text={t('teams.file', 'From a file')} />
        {onTry !== null && (
          <Button
            size="sm"
            variant="secondary"
            icon="history"
            aria-label={t('replay.try-label', 'Try a change of {{name}}', { name })}
            onClick={onTry}
          >
            {t('replay.try', 'Try a change')}
          </Button>
        )}
      </>
    );
  }
  return onEdit === null ? null : (
    <Button
      size="sm"
      variant="secondary"
      icon="pen"
      aria-label={t('teams.edit-label', 'Edit {{name}}', { name })}
      onClick={onEdit}
    >
      {t('teams.edit', 'Edit')}
    </Button>
  );
}
