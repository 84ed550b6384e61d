/** The page of rooms that incidents are posted to, and of services that reach people. */
import { useMemo, useState } from 'react';
import { EmptyState } from '@grafana/ui';
import { Badge } from '../../components/page/badge.tsx';
import type { ListPage } from '#contract/list';
import type { PolicyWire } from '#contract/paging/policy';
import type { Stored } from '#contract/stored';
import type { ChannelKind, ChannelState, ChannelTestWire, StoredChannel } from '../../api/resources/channels.ts';
import { useApi, useApiPages } from '../../api/client/use-api.ts';
import { ListRow, RowList } from '../../components/list/row-list.tsx';
import { Answer } from '../../components/page/answer.tsx';
import { LinkButton } from '../../components/page/link-button.tsx';
import { Page } from '../../components/page/page.tsx';
import { Section } from '../../components/page/section.tsx';
import { kindName } from '../../components/people/kind-name.ts';
import { useMe } from '../../components/people/who-am-i.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';
import { ChannelDrawer } from './channel-drawer.tsx';
import { ChannelRow } from './channel-row.tsx';
import { badgeOf } from './channel-badge.ts';

/** Names of the policies that post to each channel. */
function usersOf(policies: ReadonlyArray<Stored<PolicyWire>> | null): Map<string, string[]> {
  const users = new Map<string, string[]>();
  for (const body of policies ?? []) {
    const targets = [...body.steps.flatMap(({ notify }) => notify), ...(body.onExhausted ?? [])];
    const rooms = new Set(targets.flatMap(({ channel }) => channel ?? []));
    for (const room of rooms) {
      users.set(room, [...(users.get(room) ?? []), body.name ?? body.id]);
    }
  }
  return users;
}

/** Services that the sidecar's environment configures: the mail server and the push service. */
function OwnServices({ states, kinds }: { states: ChannelState[]; kinds: ChannelKind[] }) {
  return (
    <Section title={t('channels.own', 'Set up in the sidecar’s environment')}>
      <RowList>
        {states.map((state) => (
          <ListRow
            key={state.service}
            name={kindName(kinds, state.kind)}
            text={<Badge {...badgeOf(state, null)} />}
            textMore={state.problem}
          />
        ))}
      </RowList>
    </Section>
  );
}

export default function ChannelsPage() {
  const me = useMe();
  const asked = useApiPages<StoredChannel>({ path: 'channels' });
  const kinds = useApi<ListPage<ChannelKind>>({ path: 'channel-kinds' }).data?.items ?? [];
  const statesAsked = useApi<ListPage<ChannelState>>({ path: 'channel-states' });
  const testsAsked = useApi<ListPage<ChannelTestWire>>({ path: 'channel-tests' });
  const policies = useApiPages<Stored<PolicyWire>>({ path: 'policies' }).data;
  const users = useMemo(() => usersOf(policies), [policies]);
  const [edited, setEdited] = useState<StoredChannel | null>(null);
  const states = statesAsked.data?.items ?? [];
  const isAdmin = me?.can.administer === true;
  const own = states.filter(({ service }) => !(asked.data ?? []).some(({ id }) => id === service));
  const add = isAdmin && (
    <LinkButton icon="plus" href={`${PLUGIN_ROOT}/integrations/channels/new`}>
      {t('channels.add', 'New channel')}
    </LinkButton>
  );
  const saved = () => {
    setEdited(null);
    asked.reload();
    statesAsked.reload();
    testsAsked.reload();
  };
  return (
    <Page
      title={t('channels.title', 'Channels')}
      subtitle={t(
        'channels.subtitle',
        'Chat rooms that incidents are posted to, and services that carry SMS and calls.',
      )}
      actions={add}
    >
      <div style={{ display: 'grid', gap: 16 }}>
        <Answer asked={asked}>
          {(items) =>
            items.length === 0 ? (
              <EmptyState
                variant="call-to-action"
                message={t('channels.none', 'No channels yet')}
                button={add || undefined}
              >
                {t(
                  'channels.none-more',
                  'Mail needs none: the sidecar’s VIGIE_SMTP_URL is enough. Add one for a chat room, or for a service that sends SMS or calls people.',
                )}
              </EmptyState>
            ) : (
              <RowList heads={[t('channels.head-channel', 'Channel'), t('channels.head-state', 'State and use')]}>
                {items.map((channel) => (
                  <ChannelRow
                    key={channel.id}
                    channel={channel}
                    kind={kinds.find(({ kind }) => kind === channel.type)}
                    state={states.find(({ service }) => service === channel.id) ?? null}
                    policies={users.get(channel.id) ?? []}
                    latest={testsAsked.data?.items.find((test) => test.channel === channel.id) ?? null}
                    isAdmin={isAdmin}
                    onEdit={() => setEdited(channel)}
                    onTested={testsAsked.reload}
                  />
                ))}
              </RowList>
            )
          }
        </Answer>
        {own.length > 0 && <OwnServices states={own} kinds={kinds} />}
      </div>
      {edited !== null && (
        <ChannelDrawer
          channel={edited}
          kind={kinds.find(({ kind }) => kind === edited.type)}
          channels={asked.data ?? []}
          onClose={() => setEdited(null)}
          onSaved={saved}
        />
      )}
    </Page>
  );
}
