/** The page that sets a channel up: a gallery of ways, then what is needed, steps, and a few fields. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { ChannelWire } from '#contract/paging/channel';
import type { ListPage } from '#contract/list';
import type { StatusWire } from '../../../api/connection/connection-wire.ts';
import type { ChannelKind, StoredChannel } from '../../../api/resources/channels.ts';
import { saveObject } from '../../../api/client/objects.ts';
import { useApi, useApiPages } from '../../../api/client/use-api.ts';
import { toast } from '../../../components/browser/toast.ts';
import { useUrl } from '../../../components/browser/use-url.ts';
import { Form } from '../../../components/form/form.tsx';
import { goTo, useLeaveGuard } from '../../../components/form/leave-guard.tsx';
import { useSending } from '../../../components/form/use-sending.ts';
import { Answer } from '../../../components/page/answer.tsx';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { Page } from '../../../components/page/page.tsx';
import { ReadOnlyNote } from '../../../components/page/read-only-note.tsx';
import { Section } from '../../../components/page/section.tsx';
import { tabPath } from '../../../components/menu/sections.ts';
import { useMe } from '../../../components/people/who-am-i.tsx';
import { inOwnLanguage, t } from '../../../language.ts';
import { bodyOf, isComplete, newDraft } from '../draft.ts';
import type { ChosenSetup } from '../form/asked-fields.ts';
import { askedFields, freeId, namesItsId, setupsOf } from '../form/asked-fields.ts';
import { ChannelFields } from '../form/channel-fields.tsx';
import { namedFailure } from '../form/named-problems.ts';
import { SetupNotes } from '../form/setup-notes.tsx';
import { SetupGallery } from './setup-gallery.tsx';

interface Props {
  chosen: ChosenSetup;
  channels: readonly StoredChannel[];
  publicUrl: string;
}

/** Steps and form side by side where there is room, since one copies from the one into the other. */
const COLUMNS = {
  display: 'grid',
  gap: 24,
  alignItems: 'start',
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(340px, 100%), 1fr))',
} as const;

function Details({ chosen, channels, publicUrl }: Props) {
  const { kind, setup } = chosen;
  const [first] = useState(() => newDraft(chosen));
  const [draft, setDraft] = useState(first);
  // It stands in what is copied to the service before the channel is made.
  const [id] = useState(() =>
    freeId(
      setup.id,
      channels.map((one) => one.id),
    ),
  );
  const { isSending, failure, send } = useSending();
  const guard = useLeaveGuard(draft !== first && JSON.stringify(draft) !== JSON.stringify(first));
  const asked = askedFields(kind, setup, null);
  const named = namedFailure(failure, [...asked.main, ...asked.advanced]);
  const create = () =>
    send(
      () =>
        saveObject<ChannelWire>({
          path: 'channels',
          id: null,
          version: null,
          body: { ...(namesItsId(setup) && { id }), ...bodyOf(draft) },
        }),
      () => {
        toast(t('channels.saved', 'The channel is saved: send a test'));
        goTo(tabPath('integrations', 'channels'));
      },
    );
  return (
    <div style={COLUMNS}>
      {guard}
      <SetupNotes setup={setup} draft={draft} id={id} publicUrl={publicUrl} />
      <Form onSubmit={() => void create()}>
        <Stack direction="column" gap={2}>
          <ChannelFields
            draft={draft}
            kind={kind}
            asked={asked}
            channels={channels}
            failure={named}
            onChange={setDraft}
          />
          {named !== null && (
            <FailureNote failure={named} what={t('channels.not-saved', 'The channel was not saved')} />
          )}
          <div>
            <Button type="submit" disabled={isSending || !isComplete(draft, asked)}>
              {t('channels.create', 'Create channel')}
            </Button>
          </div>
        </Stack>
      </Form>
    </div>
  );
}

export default function NewChannelPage() {
  const me = useMe();
  const [params, setUrl] = useUrl();
  const kinds = useApi<ListPage<ChannelKind>>({ path: 'channel-kinds' });
  const channels = useApiPages<StoredChannel>({ path: 'channels' });
  const status = useApi<StatusWire>({ path: 'status' });
  const wanted = params.get('setup');
  const ways = setupsOf(kinds.data?.items ?? []);
  const chosen = ways.find(({ setup }) => setup.id === wanted) ?? null;
  return (
    <Page
      isDetail
      title={t('channels.add', 'New channel')}
      actions={
        chosen !== null && (
          <Button variant="secondary" icon="arrow-left" onClick={() => setUrl({ setup: null })}>
            {t('channels.other', 'Another type')}
          </Button>
        )
      }
    >
      {me?.can.administer === false && (
        <ReadOnlyNote isProvisioned={false} who={t('channels.admins', 'Administrators add channels.')} />
      )}
      {me?.can.administer === true && (
        <Section
          title={
            chosen === null
              ? t('channels.which', 'How are people and rooms reached?')
              : inOwnLanguage(chosen.setup.names)
          }
        >
          <Answer asked={kinds}>
            {() =>
              chosen === null ? (
                <SetupGallery ways={ways} onChoose={(setup) => setUrl({ setup })} />
              ) : (
                <Answer asked={channels}>
                  {(all) => (
                    <Answer asked={status}>
                      {({ publicUrl }) => (
                        <Details key={chosen.setup.id} chosen={chosen} channels={all} publicUrl={publicUrl} />
                      )}
                    </Answer>
                  )}
                </Answer>
              )
            }
          </Answer>
        </Section>
      )}
    </Page>
  );
}
