/** The page of subscriptions: who receives updates about incidents without being paged. */
import { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, EmptyState, useStyles2 } from '@grafana/ui';
import { Badge } from '../../components/page/badge.tsx';
import { useApiPages } from '../../api/client/use-api.ts';
import type { StoredChannel } from '../../api/resources/channels.ts';
import { eventText } from '../../components/incident/event-text.ts';
import { severityText } from '../../components/incident/incident-text.ts';
import { Answer } from '../../components/page/answer.tsx';
import { Page } from '../../components/page/page.tsx';
import { useName } from '../../components/people/directory.tsx';
import { useMayEdit, useMe } from '../../components/people/who-am-i.tsx';
import { t } from '../../language.ts';
import type { StoredSubscription } from './subscription-drawer.tsx';
import { SubscriptionDrawer } from './subscription-drawer.tsx';

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: theme.spacing(2, 0, 0), padding: 0 }),
  row: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(160px, 1fr) minmax(220px, 2fr) auto',
    gap: theme.spacing(2),
    alignItems: 'center',
    padding: theme.spacing(1.5, 1),
    borderTop: `1px solid ${theme.colors.border.weak}`,
    '&:first-child': { borderTop: 0 },
    '&:hover': { background: theme.colors.action.hover },
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)', gap: theme.spacing(0.5) },
  }),
  minor: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
});

interface RowProps {
  subscription: StoredSubscription;
  channels: readonly StoredChannel[];
  onEdit: (what: StoredSubscription) => void;
}

function Row({ subscription, channels, onEdit }: RowProps) {
  const styles = useStyles2(getStyles);
  const name = useName();
  const me = useMe();
  const { team, integrations, match, minimumSeverity, events, to } = subscription;
  const isOwn = to.every(({ user }) => user !== null && user === me?.login);
  const mayEdit = useMayEdit(team) || isOwn;
  const title = subscription.name ?? subscription.id;
  const whom = to.map(({ user, channel }) =>
    user !== null ? name('people', user) : (channels.find(({ id }) => id === channel)?.name ?? channel ?? ''),
  );
  const of = [
    team === null ? t('subscription.any-team', 'of all teams') : name('teams', team),
    ...(minimumSeverity === null
      ? []
      : [t('subscription.from-severity', '{{severity}} or worse', { severity: severityText(minimumSeverity) })]),
    ...integrations.map((id) => name('integrations', id)),
    ...match,
  ];
  return (
    <li className={styles.row}>
      <div>
        {title}
        <div className={styles.minor}>{of.join(', ')}</div>
      </div>
      <div>
        {whom.join(', ')}
        <div className={styles.minor}>{events.map(eventText).join(', ')}</div>
      </div>
      <div>
        {subscription.provisioned ? (
          <Badge color="darkgrey" icon="file-alt" text={t('teams.file', 'From a file')} />
        ) : (
          mayEdit && (
            <Button
              size="sm"
              variant="secondary"
              icon="pen"
              aria-label={t('teams.edit-label', 'Edit {{name}}', { name: title })}
              onClick={() => onEdit(subscription)}
            >
              {t('teams.edit', 'Edit')}
            </Button>
          )
        )}
      </div>
    </li>
  );
}

export default function SubscriptionsPage() {
  const styles = useStyles2(getStyles);
  const [edited, setEdited] = useState<StoredSubscription | 'new' | null>(null);
  const asked = useApiPages<StoredSubscription>({ path: 'subscriptions' });
  const channels = useApiPages<StoredChannel>({ path: 'channels' }).data ?? [];
  const add = (
    <Button icon="plus" onClick={() => setEdited('new')}>
      {t('subscriptions.add', 'New subscription')}
    </Button>
  );
  return (
    <Page title={t('subscriptions.title', 'Status updates')} actions={add}>
      <Answer asked={asked}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState variant="call-to-action" message={t('subscriptions.none', 'No subscriptions yet')}>
              {t(
                'subscriptions.none-more',
                'A subscription keeps people and rooms posted on incidents, or opens tickets. Nobody is paged by it, and nobody waits for an answer.',
              )}
            </EmptyState>
          ) : (
            <ul className={styles.list}>
              {items.map((one) => (
                <Row key={one.id} subscription={one} channels={channels} onEdit={setEdited} />
              ))}
            </ul>
          )
        }
      </Answer>
      {edited !== null && (
        <SubscriptionDrawer
          subscription={edited === 'new' ? null : edited}
          channels={channels}
          onClose={() => setEdited(null)}
          onSaved={() => {
            setEdited(null);
            asked.reload();
          }}
        />
      )}
    </Page>
  );
}
