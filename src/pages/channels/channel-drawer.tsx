/** A drawer that edits a channel. */
import { useState } from 'react';
import { Alert } from '@grafana/ui';
import type { ChannelWire } from '#contract/paging/channel';
import type { StatusWire } from '../../api/connection/connection-wire.ts';
import type { ChannelKind, StoredChannel } from '../../api/resources/channels.ts';
import { saveObject } from '../../api/client/objects.ts';
import { useApi } from '../../api/client/use-api.ts';
import { DeleteButton } from '../../components/form/delete-button.tsx';
import { DrawerForm } from '../../components/form/drawer-form.tsx';
import { useSending } from '../../components/form/use-sending.ts';
import { toast } from '../../components/browser/toast.ts';
import { inOwnLanguage, t } from '../../language.ts';
import { bodyOf, draftOf, isComplete } from './draft.ts';
import { askedFields, setupOf } from './form/asked-fields.ts';
import { ChannelFields } from './form/channel-fields.tsx';
import { namedFailure } from './form/named-problems.ts';
import { SetupNotes } from './form/setup-notes.tsx';

interface Props {
  channel: StoredChannel;
  /** undefined: the sidecar does not know it any more. */
  kind: ChannelKind | undefined;
  channels: readonly StoredChannel[];
  onClose: () => void;
  onSaved: () => void;
}

/** The kind describes its own fields, so a new kind needs no new form. */
export function ChannelDrawer({ channel, kind, channels, onClose, onSaved }: Props) {
  const [draft, setDraft] = useState(() => draftOf(channel));
  const { isSending, failure, send } = useSending();
  const publicUrl = useApi<StatusWire>({ path: 'status' }).data?.publicUrl;
  const setup = kind === undefined ? null : setupOf(kind, channel);
  const asked = kind === undefined ? null : askedFields(kind, setup, channel);
  const named = namedFailure(failure, asked === null ? [] : [...asked.main, ...asked.advanced]);
  const name = channel.name ?? channel.id;
  const save = () =>
    send(
      () =>
        saveObject<ChannelWire>({
          path: 'channels',
          id: channel.id,
          version: channel.version,
          body: bodyOf(draft),
        }),
      () => {
        toast(t('channels.saved', 'The channel is saved: send a test'));
        onSaved();
      },
    );
  return (
    <DrawerForm
      draft={draft}
      title={name}
      size="md"
      canSave={!isSending && asked !== null && isComplete(draft, asked)}
      failure={named}
      notSaved={t('channels.not-saved', 'The channel was not saved')}
      remove={
        <DeleteButton
          path="channels"
          id={channel.id}
          name={name}
          version={channel.version}
          consequence={t(
            'channels.delete',
            'Change the steps that post to it first. Contact methods that use it are lost with it.',
          )}
          onDeleted={onSaved}
        />
      }
      onSave={() => void save()}
      onClose={onClose}
    >
      {kind === undefined || asked === null ? (
        <Alert
          severity="warning"
          title={t('channels.unknown-kind', 'This sidecar knows no channels of type {{type}}', { type: channel.type })}
        />
      ) : (
        <>
          {setup !== null && publicUrl !== undefined && (
            <details>
              <summary style={{ cursor: 'pointer' }}>
                {t('channels.how-to', 'How to set up {{what}}', { what: inOwnLanguage(setup.names) })}
              </summary>
              <div style={{ marginTop: 16 }}>
                <SetupNotes setup={setup} draft={draft} id={channel.id} publicUrl={publicUrl} />
              </div>
            </details>
          )}
          <ChannelFields
            draft={draft}
            kind={kind}
            asked={asked}
            channels={channels.filter(({ id }) => id !== channel.id)}
            failure={named}
            onChange={setDraft}
          />
        </>
      )}
    </DrawerForm>
  );
}
