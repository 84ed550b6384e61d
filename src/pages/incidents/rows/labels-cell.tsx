/** Where an incident comes from and what it is about, in one line: the source, some labels, and how many more there are. */
import { cx } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import type { IncidentWire } from '#contract/incidents/incident';
import { tellingLabels } from '../../../components/incident/telling-labels.ts';
import { useName } from '../../../components/people/directory.tsx';
import { t } from '../../../language.ts';
import { getRowStyles } from './row-styles.ts';

type Label = [name: string, value: string];

const textOf = ([name, value]: Label) => `${name}=${value}`;

/** Labels without a place, which the pointer names. */
function More({ labels, className }: { labels: readonly Label[]; className: string }) {
  const styles = useStyles2(getRowStyles);
  return labels.length === 0 ? null : (
    <span className={cx(styles.whole, className)} title={labels.map(textOf).join('\n')}>
      <span aria-hidden>{`+${labels.length}`}</span>
      <span className={styles.unseen}>
        {t('incidents.more-labels', '', {
          count: labels.length,
          defaultValue_one: '{{count}} more label',
          defaultValue_other: '{{count}} more labels',
        })}
      </span>
    </span>
  );
}

export function sourceText({ integration }: IncidentWire, name: ReturnType<typeof useName>): string {
  return integration === null ? t('incidents.by-hand', 'Opened by hand') : name('integrations', integration);
}

export function firingText({ alerts }: IncidentWire): string | null {
  return alerts.total <= 1
    ? null
    : t('incidents.alerts', '', {
        count: alerts.firing,
        total: alerts.total,
        defaultValue_one: '{{count}} of {{total}} alerts firing',
        defaultValue_other: '{{count}} of {{total}} alerts firing',
      });
}

export function LabelsCell({ incident }: { incident: IncidentWire }) {
  const styles = useStyles2(getRowStyles);
  const name = useName();
  const labels = tellingLabels(incident.labels);
  const [first, second] = labels;
  const firing = firingText(incident);
  return (
    <div className={cx(styles.parts, styles.minor)}>
      <span className={styles.part}>{sourceText(incident, name)}</span>
      {firing !== null && <span className={cx(styles.part, styles.roomy)}>{firing}</span>}
      {first !== undefined && (
        <code className={styles.part} title={textOf(first)}>
          {textOf(first)}
        </code>
      )}
      {second !== undefined && (
        <code className={cx(styles.part, styles.roomy)} title={textOf(second)}>
          {textOf(second)}
        </code>
      )}
      <More labels={labels.slice(2)} className={styles.roomy} />
      <More labels={labels.slice(1)} className={styles.tight} />
    </div>
  );
}
