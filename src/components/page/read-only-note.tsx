/** A note that says why a page cannot be edited, and who can edit it. */
import { Alert } from '@grafana/ui';
import { t } from '../../language.ts';

interface Props {
  isProvisioned: boolean;
  /** Who may edit the page, if the reader lacks the right. */
  who: string;
}

export function ReadOnlyNote({ isProvisioned, who }: Props) {
  return isProvisioned ? (
    <Alert severity="info" title={t('read-only.file', 'Provisioned from a file; read-only here')}>
      {t('read-only.file-more', 'Change the file and reload the sidecar (SIGHUP). What you see is what runs.')}
    </Alert>
  ) : (
    <Alert severity="info" title={t('read-only.rights', 'You can view this, but not change it')}>
      {who}
    </Alert>
  );
}

export function editorsOfTeam(): string {
  return t(
    'read-only.editors',
    'Editors of its team and administrators can change it. Anything without a team is for administrators.',
  );
}
