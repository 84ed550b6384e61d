/** The card that lists what was sent to the source of an incident. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { BadgeColor, IconName } from '@grafana/ui';
import { Stack, useStyles2 } from '@grafana/ui';
import { Badge } from '../../../components/page/badge.tsx';
import type { ListPage } from '#contract/list';
import type { SyncEntryWire } from '#contract/incidents/sync';
import type { QueryState } from '../../../api/client/use-api.ts';
import { Answer } from '../../../components/page/answer.tsx';
import { Section } from '../../../components/page/section.tsx';
import { useName } from '../../../components/people/directory.tsx';
import { timeText } from '../../../components/time/format.ts';
import { At } from '../../../components/time/times.tsx';
import { useNow } from '../../../components/time/use-now.ts';
import { useZone } from '../../../components/time/zone.tsx';
import { t } from '../../../language.ts';
import { DELIVERY_BADGES, deliveryBadge } from './delivery-badge.ts';
import { DueAt, LastReason } from './delivery-text.tsx';
import { silencedText, toldText } from '../timeline/outside-text.ts';
import { quoted } from '../../../components/text/punctuation.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(1.5) }),
  minor: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
});

const BADGES: Record<SyncEntryWire['state'], { color: BadgeColor; icon: IconName; text: () => string }> = {
  ...DELIVERY_BADGES,
  done: { color: 'green', icon: 'check', text: () => t('sync.done', 'Sent') },
  skipped: { color: 'darkgrey', icon: 'minus', text: () => t('sync.skipped', 'Not supported by the source') },
};

function Entry({ entry }: { entry: SyncEntryWire }) {
  const name = useName();
  const { color, icon, text } =
    entry.state === 'cancelled' ? deliveryBadge({ ...entry, state: entry.state }) : BADGES[entry.state];
  return (
    <li>
      <Stack gap={1} wrap="wrap" alignItems="center">
        <Badge color={color} icon={icon} text={text()} />
        <span>
          {t('sync.line', '{{source}}: {{what}}', {
            source: name('integrations', entry.integration),
            what: toldText(entry.what),
          })}
        </span>
      </Stack>
      <EntryDetails entry={entry} />
    </li>
  );
}

/** The silences that were made there, or else the source's own words. */
function SourceAnswer({ entry: { answer, silenced } }: { entry: SyncEntryWire }) {
  const now = useNow(60_000);
  const zone = useZone();
  if (silenced != null) {
    return <div>{silencedText(silenced.count, timeText(Date.parse(silenced.until), now, zone))}</div>;
  }
  return answer === null ? null : <div>{t('sync.answer', 'Its answer: {{answer}}', { answer })}</div>;
}

/** Who caused the message and when, the source's answer, and any error. */
function EntryDetails({ entry }: { entry: SyncEntryWire }) {
  const styles = useStyles2(getStyles);
  const name = useName();
  const isWaitingForAgent = entry.state === 'waiting' && entry.dueAt === null;
  return (
    <div className={styles.minor}>
      {name('people', entry.actor)}, <At at={entry.doneAt ?? entry.at} />
      {isWaitingForAgent && <div>{t('sync.agent', 'Its agent polls for it.')}</div>}
      <DueAt at={entry.dueAt} />
      {entry.text !== null && <div>{quoted(entry.text)}</div>}
      <SourceAnswer entry={entry} />
      <LastReason delivery={entry} />
      {entry.attempts.length > 1 && (
        <div>
          {t('delivery.tries', '', {
            count: entry.attempts.length,
            defaultValue_one: '{{count}} attempt',
            defaultValue_other: '{{count}} attempts',
          })}
        </div>
      )}
    </div>
  );
}

/** What was sent to the source, when, and its answer. No card if the source receives nothing. */
export function SyncCard({ asked }: { asked: QueryState<ListPage<SyncEntryWire>> }) {
  const styles = useStyles2(getStyles);
  if (asked.failure === null && (asked.data === null || asked.data.items.length === 0)) {
    return null;
  }
  return (
    <Section title={t('sync.title', 'Updates sent to the source')}>
      <Answer asked={asked}>
        {({ items }) => (
          <ul className={styles.list}>
            {[...items].reverse().map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ul>
        )}
      </Answer>
    </Section>
  );
}
