/** The body of the Grafana modal that pages the on-call about the alert on the screen. */
import { DirectoryProvider } from '../../people/directory.tsx';
import type { AlertInstance } from './alert-instance.ts';
import { PageSomeoneForm } from '../page-someone.tsx';

interface Props {
  instance: AlertInstance;
  onDismiss?: () => void;
}

/** Labels for Grafana's own use mean nothing to people. */
const isForPeople = ([name]: [string, string]) => !name.startsWith('__') && name !== 'grafana_folder';

export default function PageSomeoneModal({ instance: { labels, annotations }, onDismiss }: Props) {
  const shown = Object.fromEntries(Object.entries(labels).filter(isForPeople));
  return (
    <DirectoryProvider>
      <PageSomeoneForm
        title={annotations.summary ?? labels.alertname ?? ''}
        description={annotations.description ?? ''}
        labels={shown}
        onClose={() => onDismiss?.()}
      />
    </DirectoryProvider>
  );
}
