/** Asks before a command pages people, and names them. */
import type { WouldPageWire } from '#contract/incidents/command';
import type { IncidentWire } from '#contract/incidents/incident';
import { segment } from '../../api/client/client.ts';
import type { QueryParameters } from '../../api/client/client.ts';
import { useApi } from '../../api/client/use-api.ts';
import { ConfirmDialog } from '../../components/form/confirm-dialog.tsx';
import { useName } from '../../components/people/directory.tsx';
import { t } from '../../language.ts';

/** Commands that page at once and cannot be taken back. */
export type PagingCommand = 'escalate' | 'restart';

/** Asks the sidecar whom the command would page. */
export function WhoIsPaged({ incident, query }: { incident: Pick<IncidentWire, 'id'>; query: QueryParameters }) {
  const name = useName();
  const asked = useApi<WouldPageWire>({ path: `incidents/${segment(incident.id)}/would-page`, query });
  if (asked.data === null) {
    return asked.failure === null ? (
      <p>{t('paging.asking', 'Checking who will be paged…')}</p>
    ) : (
      <p>{t('paging.unknown', 'Who will be paged could not be checked.')}</p>
    );
  }
  const { users, channels, shadow } = asked.data;
  const who = [
    ...users.map((user) => name('people', user)),
    ...channels.map((id) => t('next.channel', 'room {{name}}', { name: id })),
  ];
  if (shadow) {
    return <p>{t('paging.shadow', 'In shadow: nothing is sent, and nobody is paged.')}</p>;
  }
  return who.length === 0 ? (
    <p>{t('paging.nobody', 'Nobody is paged at once; the timeline will say why.')}</p>
  ) : (
    <p>
      {t('paging.who', 'Paged at once:')} <strong>{who.join(', ')}</strong>
    </p>
  );
}

interface Props {
  command: PagingCommand;
  incident: IncidentWire;
  onConfirm: () => void;
  onDismiss: () => void;
}

export function PagingQuestion({ command, incident, onConfirm, onDismiss }: Props) {
  const isEscalating = command === 'escalate';
  return (
    <ConfirmDialog
      isOpen
      title={isEscalating ? t('escalate.title', 'Escalate now?') : t('restart.title', 'Restart escalation?')}
      body={
        <>
          <WhoIsPaged incident={incident} query={{ command }} />
          <p>
            {isEscalating
              ? t('escalate.body', 'The next step starts now instead of at its time.')
              : t('restart.body', 'The escalation starts at step 1 of the policy as it is now.')}{' '}
            {t('paging.for-good', 'This can’t be undone.')}
          </p>
        </>
      }
      confirmText={isEscalating ? t('escalate.confirm', 'Escalate') : t('restart.confirm', 'Restart')}
      dismissText={t('form.cancel', 'Cancel')}
      onConfirm={onConfirm}
      onDismiss={onDismiss}
    />
  );
}
