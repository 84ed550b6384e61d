/** The body of Grafana's modal for an alert that somebody looks at: page the on-call about it. */
import type { AlertInstance } from './alert-instance.ts';
import { PageSomeoneForm } from './page-someone.tsx';

interface Props {
  instance: AlertInstance;
  onDismiss?: () => void;
}

/** Labels that only Grafana reads say nothing to people. */
const isForPeople = ([name]: [string, string]) => !name.startsWith('__') && name !== 'grafana_folder';

export default function PageSomeoneModal({ instance: { labels, annotations }, onDismiss }: Props) {
  const shown = Object.fromEntries(Object.entries(labels).filter(isForPeople));
  return (
    <PageSomeoneForm
      title={annotations.summary ?? labels.alertname ?? ''}
      description={annotations.description ?? ''}
      labels={shown}
      onClose={() => onDismiss?.()}
    />
  );
}
