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
export type PagingCommand = 'escalate' | 'restart' | 'unresolve';

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

const WORDS: Record<PagingCommand, () => { title: string; body: string; confirm: string }> = {
  escalate: () => ({
    title: t('escalate.title', 'Escalate now?'),
    body: t('escalate.body', 'The next step starts now instead of at its time.'),
    confirm: t('escalate.confirm', 'Escalate'),
  }),
  restart: () => ({
    title: t('restart.title', 'Restart escalation?'),
    body: t('restart.body', 'The escalation starts at step 1 of the policy as it is now.'),
    confirm: t('restart.confirm', 'Restart'),
  }),
  unresolve: () => ({
    title: t('unresolve.title', 'Reopen the incident?'),
    body: t('unresolve.body', 'It is open again, and its escalation starts at step 1.'),
    confirm: t('unresolve.confirm', 'Reopen'),
  }),
};

export function PagingQuestion({ command, incident, onConfirm, onDismiss }: Props) {
  const words = WORDS[command]();
  return (
    <ConfirmDialog
      isOpen
      title={words.title}
      body={
        <>
          <WhoIsPaged incident={incident} query={{ command }} />
          <p>
            {words.body} {t('paging.for-good', 'This can’t be undone.')}
          </p>
        </>
      }
      confirmText={words.confirm}
      dismissText={t('form.cancel', 'Cancel')}
      onConfirm={onConfirm}
      onDismiss={onDismiss}
    />
  );
}
