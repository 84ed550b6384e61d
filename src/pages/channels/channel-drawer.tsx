/** A drawer that edits a channel. */
import { useState } from 'react';
import { Field, Input, SecretInput, TextArea } from '@grafana/ui';
import type { ChannelWire } from '#contract/paging/channel';
import type { ChannelField, ChannelKind, StoredChannel } from '../../api/resources/channels.ts';
import { saveObject } from '../../api/client/objects.ts';
import { DeleteButton } from '../../components/form/delete-button.tsx';
import { DrawerForm } from '../../components/form/drawer-form.tsx';
import { useSending } from '../../components/form/use-sending.ts';
import { toast } from '../../components/browser/toast.ts';
import { inOwnLanguage, t } from '../../language.ts';
import type { ChannelDraft } from './draft.ts';
import { bodyOf, draftOf, emptyDraft, isComplete, problemOf } from './draft.ts';
import { TeamField } from '../../components/form/fields/team-field.tsx';
import { ComboboxField, InputField } from '../../components/form/fields/labelled-fields.tsx';

interface OneProps {
  field: ChannelField;
  draft: ChannelDraft;
  problem: string | undefined;
  onChange: (part: Partial<ChannelDraft>) => void;
}

/** Bodies and certificates have several lines. */
const LONG = ['body', 'ca'];

function OneField({ field, draft, problem, onChange }: OneProps) {
  const { name, secret, required } = field;
  const label = inOwnLanguage(field.labels);
  const id = `channel-${name}`;
  const set = (value: string | null) =>
    secret
      ? onChange({ secrets: { ...draft.secrets, [name]: value } })
      : onChange({ settings: { ...draft.settings, [name]: value ?? '' } });
  const common = { id, onChange: (event: { currentTarget: { value: string } }) => set(event.currentTarget.value) };
  return (
    <Field
      label={required ? label : t('channels.optional', '{{label}} (optional)', { label })}
      description={inOwnLanguage(field.hints)}
      invalid={problem !== undefined}
      error={problem}
      noMargin
    >
      {secret ? (
        <SecretInput
          {...common}
          isConfigured={draft.secrets[name] === null}
          value={draft.secrets[name] ?? ''}
          autoComplete="off"
          onReset={() => set('')}
        />
      ) : LONG.includes(name) ? (
        <TextArea {...common} rows={3} value={draft.settings[name] ?? ''} />
      ) : (
        <Input {...common} value={draft.settings[name] ?? ''} />
      )}
    </Field>
  );
}

interface Props {
  /** null for a new channel. */
  channel: StoredChannel | null;
  /** The kinds of rooms and services. */
  kinds: ChannelKind[];
  onClose: () => void;
  onSaved: () => void;
}

/** The kind describes its own fields, so a new kind needs no new form. */
export function ChannelDrawer({ channel, kinds, onClose, onSaved }: Props) {
  const [draft, setDraft] = useState<ChannelDraft>(() =>
    channel === null ? emptyDraft(kinds[0]?.kind ?? '') : draftOf(channel),
  );
  const { isSending, failure, send } = useSending();
  const kind = kinds.find((one) => one.kind === draft.type);
  const change = (part: Partial<ChannelDraft>) => setDraft((old) => ({ ...old, ...part }));
  const labels = { kind: t('channels.kind', 'Type') };
  const save = () =>
    send(
      () =>
        saveObject<ChannelWire>({
          path: 'channels',
          id: channel?.id ?? null,
          version: channel?.version ?? null,
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
      title={channel === null ? t('channels.add', 'New channel') : (channel.name ?? channel.id)}
      size="md"
      canSave={!isSending && isComplete(draft, kind)}
      failure={failure}
      notSaved={t('channels.not-saved', 'The channel was not saved')}
      remove={
        channel !== null && (
          <DeleteButton
            path="channels"
            id={channel.id}
            name={channel.name ?? channel.id}
            version={channel.version}
            consequence={t(
              'channels.delete',
              'Change the steps that post to it first. Contact methods that use it are lost with it.',
            )}
            onDeleted={onSaved}
          />
        )
      }
      onSave={() => void save()}
      onClose={onClose}
    >
      {channel === null && (
        <ComboboxField
          id="channel-kind"
          label={labels.kind}
          options={kinds.map((one) => ({ value: one.kind, label: inOwnLanguage(one.names) }))}
          value={draft.type}
          onChange={({ value }) => setDraft((old) => ({ ...emptyDraft(value), name: old.name, team: old.team }))}
        />
      )}
      <InputField
        id="channel-label"
        label={t('form.name', 'Name')}
        description={t('channels.name-hint', 'The name that escalation policies use for it.')}
        value={draft.name}
        onChange={(text) => change({ name: text })}
      />
      <TeamField id="channel-team" value={draft.team} onChange={(team) => change({ team })} />
      {kind?.fields.map((field) => (
        <OneField
          key={field.name}
          field={field}
          draft={draft}
          problem={problemOf(failure?.details ?? [], field)}
          onChange={change}
        />
      ))}
    </DrawerForm>
  );
}
