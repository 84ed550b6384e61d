/** The card that lists the status updates about an incident. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Stack, useStyles2 } from '@grafana/ui';
import { Badge } from '../../../components/page/badge.tsx';
import type { IncidentUpdateWire } from '#contract/incidents/incident-update';
import type { ListPage } from '#contract/list';
import type { QueryState } from '../../../api/client/use-api.ts';
import { eventText } from '../../../components/incident/event-text.ts';
import { Answer } from '../../../components/page/answer.tsx';
import { Section } from '../../../components/page/section.tsx';
import { useName } from '../../../components/people/directory.tsx';
import { At } from '../../../components/time/times.tsx';
import { t } from '../../../language.ts';
import { deliveryBadge } from './delivery-badge.ts';
import { DueAt, LastReason } from './delivery-text.tsx';

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(1.5) }),
  minor: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
  answer: css({
    margin: theme.spacing(0.5, 0, 0),
    padding: theme.spacing(0.5, 1),
    maxHeight: 120,
    overflow: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});

function Update({ update }: { update: IncidentUpdateWire }) {
  const styles = useStyles2(getStyles);
  const name = useName();
  const { delivery } = update;
  const { color, icon, text } = deliveryBadge(delivery);
  const event =
    update.event === null ? t('updates.unreadable', 'what it said can no longer be read') : eventText(update.event);
  const who = update.user === null ? (update.room ?? '') : name('people', update.user);
  return (
    <li>
      <Stack gap={1} wrap="wrap" alignItems="center">
        <Badge color={color} icon={icon} text={text()} />
        <span>{t('updates.line', '{{who}}: {{event}}', { who, event })}</span>
      </Stack>
      <div className={styles.minor}>
        {update.subscription}, <At at={update.at} />
        <DueAt at={delivery.dueAt} />
        <LastReason delivery={delivery} />
      </div>
      {update.answer !== null && (
        <pre className={styles.answer} tabIndex={0} aria-label={t('updates.answer', 'What {{who}} answered', { who })}>
          {update.answer}
        </pre>
      )}
    </li>
  );
}

/** Who was notified without being paged, and the tickets that rooms returned. No card if there is none of this. */
export function UpdatesCard({ asked }: { asked: QueryState<ListPage<IncidentUpdateWire>> }) {
  const styles = useStyles2(getStyles);
  if (asked.failure === null && (asked.data === null || asked.data.items.length === 0)) {
    return null;
  }
  return (
    <Section title={t('updates.title', 'Status updates')}>
      <Answer asked={asked}>
        {({ items }) => (
          <ul className={styles.list}>
            {[...items].reverse().map((update) => (
              <Update key={update.id} update={update} />
            ))}
          </ul>
        )}
      </Answer>
    </Section>
  );
}
