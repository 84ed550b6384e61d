/** One row of the list of incidents. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Checkbox, TextLink, useStyles2 } from '@grafana/ui';
import type { IncidentWire } from '#contract/incidents/incident';
import { SeverityBadge, StateBadge } from '../../components/incident/badges.tsx';
import { useName } from '../../components/people/directory.tsx';
import { NextText } from '../../components/escalation/next-text.tsx';
import { Ago, At } from '../../components/time/times.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { titleText } from '../../components/words/title-words.ts';
import { tellingLabels } from '../../components/incident/telling-labels.ts';
import { t } from '../../language.ts';

const SHOWN_LABELS = 3;

export const getRowStyles = (theme: GrafanaTheme2) => ({
  row: css({
    borderTop: `1px solid ${theme.colors.border.weak}`,
    '& > td': { padding: theme.spacing(1), verticalAlign: 'top' },
    '&:hover, &:focus-within': { background: theme.colors.action.hover },
    '&[data-selected="true"]': { background: theme.colors.action.selected },
  }),
  title: css({
    overflowWrap: 'anywhere',
    fontWeight: theme.typography.fontWeightMedium,
    // A title of 500 characters leaves room for the next incident.
    display: '-webkit-box',
    WebkitLineClamp: 3,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    // Only text is cut after some lines, not the box that Grafana makes of a link.
    '& > a': { display: 'inline' },
  }),
  minor: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    display: 'flex',
    gap: theme.spacing(1),
    flexWrap: 'wrap',
    overflowWrap: 'anywhere',
    // On the lighter ground of the row that has the pointer or the focus, the secondary colour has too little contrast.
    'tr:hover &, tr:focus-within &': { color: theme.colors.text.primary },
  }),
  wide: css({ [theme.breakpoints.down('md')]: { display: 'none' } }),
  narrow: css({ display: 'none', [theme.breakpoints.down('md')]: { display: 'flex' } }),
});

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
  onSelect: (id: string) => void;
}

export function IncidentRow({ incident, isSelected, onSelect }: Props) {
  const styles = useStyles2(getRowStyles);
  const name = useName();
  const { id, number, title, severity, labels, integration, openedAt, alerts } = incident;
  const shown = tellingLabels(labels).slice(0, SHOWN_LABELS);
  return (
    <tr className={styles.row} data-selected={isSelected}>
      <td>
        <Checkbox
          aria-label={t('incidents.select', 'Select incident {{number}}', { number })}
          value={isSelected}
          onChange={() => onSelect(id)}
        />
      </td>
      <td className={styles.wide}>
        <SeverityBadge severity={severity} />
      </td>
      <td>
        <div className={styles.title}>
          <TextLink href={`${PLUGIN_ROOT}/incidents/${id}`} color="primary" inline={false} data-row={id}>
            {`#${number} ${titleText(title, incident.titleReason)}`}
          </TextLink>
        </div>
        <div className={styles.minor}>
          <span>
            {integration === null ? t('incidents.by-hand', 'Opened by hand') : name('integrations', integration)}
          </span>
          {alerts.total > 1 && (
            <span>
              {t('incidents.alerts', '', {
                count: alerts.firing,
                total: alerts.total,
                defaultValue_one: '{{count}} of {{total}} alerts firing',
                defaultValue_other: '{{count}} of {{total}} alerts firing',
              })}
            </span>
          )}
          {shown.map(([key, value]) => (
            <code key={key}>{`${key}=${value}`}</code>
          ))}
        </div>
        <div className={styles.narrow} style={{ gap: 8, flexWrap: 'wrap', marginTop: 4 }}>
          <SeverityBadge severity={severity} />
          <StateBadge incident={incident} />
          <Standing incident={incident} />
          <Ago at={openedAt} />
        </div>
      </td>
      <td className={styles.wide} style={{ whiteSpace: 'nowrap' }}>
        <StateBadge incident={incident} />
      </td>
      <td className={styles.wide}>
        <Standing incident={incident} />
      </td>
      <td className={styles.wide} style={{ whiteSpace: 'nowrap' }}>
        <Ago at={openedAt} />
      </td>
    </tr>
  );
}
