/** The page of subscriptions: who receives updates about incidents without being paged. */
import { useState } from 'react';
import { Button, EmptyState } from '@grafana/ui';
import { useApiPages } from '../../api/client/use-api.ts';
import type { StoredChannel } from '../../api/resources/channels.ts';
import { conditionTexts, leastText } from '../../components/conditions/condition-text.ts';
import { eventText } from '../../components/incident/event-text.ts';
import { EditButton } from '../../components/list/edit-button.tsx';
import { ListRow, RowList } from '../../components/list/row-list.tsx';
import { Answer } from '../../components/page/answer.tsx';
import { Page } from '../../components/page/page.tsx';
import { useName } from '../../components/people/directory.tsx';
import { useMayEdit, useMe } from '../../components/people/who-am-i.tsx';
import { t } from '../../language.ts';
import type { StoredSubscription } from './subscription-drawer.tsx';
import { SubscriptionDrawer } from './subscription-drawer.tsx';

interface RowProps {
  subscription: StoredSubscription;
  channels: readonly StoredChannel[];
  onEdit: (what: StoredSubscription) => void;
}

function Row({ subscription, channels, onEdit }: RowProps) {
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
    ...(minimumSeverity === null ? [] : [leastText(minimumSeverity)]),
    ...integrations.map((id) => name('integrations', id)),
    ...conditionTexts(match),
  ];
  return (
    <ListRow
      name={title}
      nameMore={of.join(', ')}
      text={whom.join(', ')}
      textMore={events.map(eventText).join(', ')}
      tools={
        <EditButton
          name={title}
          isProvisioned={subscription.provisioned}
          onEdit={mayEdit ? () => onEdit(subscription) : null}
        />
      }
    />
  );
}

export default function SubscriptionsPage() {
  const [edited, setEdited] = useState<StoredSubscription | 'new' | null>(null);
  const asked = useApiPages<StoredSubscription>({ path: 'subscriptions' });
  const channels = useApiPages<StoredChannel>({ path: 'channels' }).data ?? [];
  const me = useMe();
  // A visitor without an account may not make any.
  const add = me !== null && (me.login !== null || me.can.edit) && (
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
            <RowList
              heads={[t('subscriptions.head-name', 'Subscription'), t('subscriptions.head-to', 'Who is told of what')]}
            >
              {items.map((one) => (
                <Row key={one.id} subscription={one} channels={channels} onEdit={setEdited} />
              ))}
            </RowList>
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
