/** A drawer that edits a subscription. */
import { useState } from 'react';
import { Alert } from '@grafana/ui';
import type { Stored } from '#contract/stored';
import type { SubscriptionWire } from '#contract/people/subscription';
import { INCIDENT_EVENTS, USUAL_EVENTS } from '#domain/notify/subscription';
import { saveObject } from '../../api/client/objects.ts';
import type { StoredChannel } from '../../api/resources/channels.ts';
import { toast } from '../../components/browser/toast.ts';
import { ConditionBuilder } from '../../components/conditions/condition-builder.tsx';
import { DeleteButton } from '../../components/form/delete-button.tsx';
import { DrawerForm } from '../../components/form/drawer-form.tsx';
import { matchersOf } from '../../components/form/fields/matchers.ts';
import { useSending } from '../../components/form/use-sending.ts';
import { eventText } from '../../components/incident/event-text.ts';
import { useDirectory } from '../../components/people/directory.tsx';
import { useMe } from '../../components/people/who-am-i.tsx';
import { t } from '../../language.ts';
import { ComboboxField, InputField, MultiComboboxField } from '../../components/form/fields/labelled-fields.tsx';

export type StoredSubscription = Stored<SubscriptionWire>;
type SubscriptionDraft = Omit<SubscriptionWire, 'id'>;

interface Props {
  /** null for a new subscription. */
  subscription: StoredSubscription | null;
  channels: readonly StoredChannel[];
  onClose: () => void;
  onSaved: () => void;
}

interface FieldsProps {
  draft: SubscriptionDraft;
  onChange: (part: Partial<SubscriptionDraft>) => void;
}

function WhomFields({
  draft,
  channels,
  mayTellOthers,
  onChange,
}: FieldsProps & { channels: readonly StoredChannel[]; mayTellOthers: boolean }) {
  const { people } = useDirectory();
  const labels = {
    people: t('subscription.people', 'People'),
    channels: t('subscription.channels', 'Rooms and services'),
  };
  const users = draft.to.flatMap(({ user }) => (user === null ? [] : [user]));
  const rooms = draft.to.flatMap(({ channel }) => (channel === null ? [] : [channel]));
  const set = (nextUsers: string[], nextRooms: string[]) =>
    onChange({
      to: [
        ...nextUsers.map((user) => ({ user, channel: null })),
        ...nextRooms.map((channel) => ({ user: null, channel })),
      ],
    });
  if (!mayTellOthers) {
    return (
      <Alert
        severity="info"
        title={t('subscription.own', 'You subscribe yourself; Editors of the team and administrators subscribe others')}
      />
    );
  }
  return (
    <>
      <MultiComboboxField
        id="subscription-people"
        label={labels.people}
        description={t('subscription.people-hint', 'By mail or chat, after quiet hours; never by SMS, call or push.')}
        options={people.map(({ key, text }) => ({ value: key, label: text }))}
        value={users}
        onChange={(chosen) =>
          set(
            chosen.map(({ value }) => value),
            rooms,
          )
        }
      />
      <MultiComboboxField
        id="subscription-channels"
        label={labels.channels}
        description={t('subscription.channels-hint', 'Chat rooms, and webhooks that open tickets.')}
        options={channels.map(({ id, name }) => ({ value: id, label: name ?? id }))}
        value={rooms}
        onChange={(chosen) =>
          set(
            users,
            chosen.map(({ value }) => value),
          )
        }
      />
    </>
  );
}

function WhatFields({ draft, onChange }: FieldsProps) {
  const { teams, integrations } = useDirectory();
  const labels = {
    team: t('subscription.team', 'Incidents of the team'),
    integrations: t('maintenance.integrations', 'Integrations'),
    events: t('subscription.events', 'What to notify about'),
  };
  return (
    <>
      <MultiComboboxField
        id="subscription-events"
        label={labels.events}
        options={INCIDENT_EVENTS.map((event) => ({ value: event, label: eventText(event) }))}
        value={draft.events}
        onChange={(chosen) => onChange({ events: chosen.map(({ value }) => value) })}
      />
      <ComboboxField
        id="subscription-team"
        label={labels.team}
        isClearable
        placeholder={t('subscription.any-team', 'of all teams')}
        options={teams.map(({ key, text }) => ({ value: key, label: text }))}
        value={draft.team}
        onChange={(option) => onChange({ team: option?.value ?? null })}
      />
      <MultiComboboxField
        id="subscription-integrations"
        label={labels.integrations}
        description={t('subscription.integrations-hint', 'Leave empty for all.')}
        options={integrations.map(({ key, text }) => ({ value: key, label: text }))}
        value={draft.integrations}
        onChange={(chosen) => onChange({ integrations: chosen.map(({ value }) => value) })}
      />
      <ConditionBuilder
        id="subscription"
        match={draft.match}
        integration={draft.integrations.length === 1 ? (draft.integrations[0] ?? null) : null}
        onMatch={(match) => onChange({ match })}
        severity={{
          value: draft.minimumSeverity,
          onChange: (minimumSeverity) => onChange({ minimumSeverity }),
        }}
      />
    </>
  );
}

export function SubscriptionDrawer({ subscription, channels, onClose, onSaved }: Props) {
  const me = useMe();
  const own = me?.login ? [{ user: me.login, channel: null }] : [];
  const [draft, setDraft] = useState<SubscriptionDraft>(
    subscription ?? {
      name: null,
      team: null,
      integrations: [],
      events: [...USUAL_EVENTS],
      match: [],
      minimumSeverity: null,
      to: own,
    },
  );
  const { isSending, failure, send } = useSending();
  const change = (part: Partial<SubscriptionDraft>) => setDraft((old) => ({ ...old, ...part }));
  const match = matchersOf(draft.match);
  const save = () =>
    send(
      () =>
        saveObject<SubscriptionWire>({
          path: 'subscriptions',
          id: subscription?.id ?? null,
          version: subscription?.version ?? null,
          body: { ...draft, match, name: (draft.name ?? '').trim() === '' ? null : draft.name },
        }),
      () => {
        toast(t('subscription.saved', 'The subscription is saved'));
        onSaved();
      },
    );
  const title =
    subscription === null ? t('subscriptions.add', 'New subscription') : (subscription.name ?? subscription.id);
  return (
    <DrawerForm
      draft={draft}
      title={title}
      size="sm"
      canSave={!isSending && draft.events.length > 0 && draft.to.length > 0}
      failure={failure}
      notSaved={t('subscription.not-saved', 'The subscription was not saved')}
      remove={
        subscription !== null && (
          <DeleteButton
            path="subscriptions"
            id={subscription.id}
            name={title}
            version={subscription.version}
            consequence={t('subscription.delete', 'It will no longer notify anyone.')}
            onDeleted={onSaved}
          />
        )
      }
      onSave={() => void save()}
      onClose={onClose}
    >
      <InputField
        id="subscription-name"
        label={t('form.name', 'Name')}
        value={draft.name ?? ''}
        onChange={(text) => change({ name: text })}
      />
      <WhomFields draft={draft} channels={channels} mayTellOthers={me?.can.edit === true} onChange={change} />
      <WhatFields draft={draft} onChange={change} />
    </DrawerForm>
  );
}
