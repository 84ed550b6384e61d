/** One row of the list of incidents. Rows that did not change are not drawn again. */
import { memo } from 'react';
import { cx } from '@emotion/css';
import { Checkbox, TextLink, useStyles2 } from '@grafana/ui';
import type { IncidentWire } from '#contract/incidents/incident';
import { SeverityBadge, StateBadge } from '../../../components/incident/badges.tsx';
import { useName } from '../../../components/people/directory.tsx';
import { NextText } from '../../../components/escalation/next-text.tsx';
import { Ago, At } from '../../../components/time/times.tsx';
import { PLUGIN_ROOT } from '../../../constants.ts';
import { titleText } from '../../../components/words/title-words.ts';
import { t } from '../../../language.ts';
import { LabelsCell, firingText, sourceText } from './labels-cell.tsx';
import { getRowStyles } from './row-styles.ts';

/** Who is on the incident, or what happens next if nobody answers. */
function Standing({ incident }: { incident: IncidentWire }) {
  const name = useName();
  const { state, acknowledgedBy, acknowledgedAt, resolvedAt, resolvedBy, snoozedUntil, next } = incident;
  if (state === 'resolved') {
    return (
      <span>
        {resolvedBy === null ? '' : `${name('people', resolvedBy)}, `}
        {resolvedAt !== null && <Ago at={resolvedAt} />}
      </span>
    );
  }
  if (state === 'acknowledged') {
    return (
      <span>
        {acknowledgedBy === null ? '' : `${name('people', acknowledgedBy)}, `}
        {acknowledgedAt !== null && <Ago at={acknowledgedAt} />}
      </span>
    );
  }
  if (state === 'snoozed' && snoozedUntil !== null) {
    return (
      <span>
        {acknowledgedBy === null ? '' : `${name('people', acknowledgedBy)}, `}
        {t('incidents.until', 'until')} <At at={snoozedUntil} />
      </span>
    );
  }
  return <NextText next={next} />;
}

interface Props {
  incident: IncidentWire;
  isSelected: boolean;
  /** Must be the same function each time. */
  onSelect: (id: string) => void;
}

/** What a phone has no columns for. */
function BelowTitle({ incident }: { incident: IncidentWire }) {
  const styles = useStyles2(getRowStyles);
  const name = useName();
  return (
    <div className={cx(styles.narrow, styles.minor)}>
      <div className={styles.narrowLine}>
        <SeverityBadge severity={incident.severity} />
        <StateBadge incident={incident} />
        <Ago at={incident.openedAt} />
      </div>
      <div className={styles.narrowLine}>
        <span className={styles.part}>
          <Standing incident={incident} />
        </span>
        <span className={styles.part}>
          {[sourceText(incident, name), firingText(incident)].filter(Boolean).join(', ')}
        </span>
      </div>
    </div>
  );
}

export const IncidentRow = memo(function IncidentRow({ incident, isSelected, onSelect }: Props) {
  const styles = useStyles2(getRowStyles);
  const { id, number, severity, openedAt } = incident;
  const title = `#${number} ${titleText(incident.title, incident.titleReason)}`;
  return (
    <tr className={styles.row} data-selected={isSelected}>
      <td>
        <Checkbox
          aria-label={t('incidents.select', 'Select incident {{number}}', { number })}
          value={isSelected}
          onChange={() => onSelect(id)}
        />
      </td>
      <td className={styles.column}>
        <SeverityBadge severity={severity} />
      </td>
      <td>
        <div className={styles.title} title={title}>
          <TextLink href={`${PLUGIN_ROOT}/incidents/${id}`} color="primary" inline={false} data-row={id}>
            {title}
          </TextLink>
        </div>
        <BelowTitle incident={incident} />
      </td>
      <td className={styles.labels}>
        <LabelsCell incident={incident} />
      </td>
      <td className={styles.column}>
        <div className={styles.badges}>
          <StateBadge incident={incident} />
        </div>
      </td>
      <td className={styles.column}>
        <Standing incident={incident} />
      </td>
      <td className={styles.opened}>
        <Ago at={openedAt} />
      </td>
    </tr>
  );
});
