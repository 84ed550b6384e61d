/** The body of Grafana's modal for an alert that somebody looks at: page the on-call about it. */
import { PageSomeoneForm } from './page-someone.tsx';

export interface AlertInstance {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

interface Props {
  instance: AlertInstance;
  onDismiss?: () => void;
}

/** Labels that only Grafana reads say nothing to people. */
const isForPeople = ([name]: [string, string]) => !name.startsWith('__') && name !== 'grafana_folder';

export default function PageSomeoneModal({ instance, onDismiss }: Props) {
  const { labels = {}, annotations = {} } = instance;
  const shown = Object.fromEntries(Object.entries(labels).filter(isForPeople));
  return <PageSomeoneForm title={annotations.summary ?? labels.alertname ?? ''} description={annotations.description ?? ''} labels={shown} onClose={() => onDismiss?.()} />;
}
