/** The tool of a row that edits its object, or says that a file states it. */
import { Button } from '@grafana/ui';
import { t } from '../../language.ts';
import { Badge } from '../page/badge.tsx';

interface Props {
  name: string;
  isProvisioned: boolean;
  /** null if the reader may not change it. */
  onEdit: (() => void) | null;
}

export function EditButton({ name, isProvisioned, onEdit }: Props) {
  if (isProvisioned) {
    return <Badge color="darkgrey" icon="file-alt" text={t('teams.file', 'From a file')} />;
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
