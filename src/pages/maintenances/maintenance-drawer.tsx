/** A drawer that edits a maintenance. */
import { useState } from 'react';
import { Alert, Stack } from '@grafana/ui';
import type { MaintenanceWire } from '#contract/incidents/maintenance';
import { saveObject } from '../../api/client/objects.ts';
import { ConditionBuilder } from '../../components/conditions/condition-builder.tsx';
import { DeleteButton } from '../../components/form/delete-button.tsx';
import { DrawerForm } from '../../components/form/drawer-form.tsx';
import { matchersOf } from '../../components/form/fields/matchers.ts';
import { actionOfValue, useActionOptions, valueOfAction } from '../../components/maintenance/action-options.ts';
import { ReasonField } from '../../components/maintenance/reason-field.tsx';
import type { StoredMaintenance } from '../../components/maintenance/switch-draft.ts';
import { useName } from '../../components/people/directory.tsx';
import { useOwnIntegrations } from '../../components/maintenance/use-own-integrations.ts';
import { readerZone } from '../../components/time/format.ts';
import { toast } from '../../components/browser/toast.ts';
import { useSending } from '../../components/form/use-sending.ts';
import { useMe } from '../../components/people/who-am-i.tsx';
import { isSame } from '../../components/form/stored-draft.ts';
import { FileDraft } from '../../components/replay/file-draft.tsx';
import { PastNights } from '../../components/replay/past-nights.tsx';
import { ZoneField } from '../../components/form/fields/time/zone-field.tsx';
import { t } from '../../language.ts';
import { ComboboxField, InputField, MultiComboboxField } from '../../components/form/fields/labelled-fields.tsx';
import { MomentField } from '../../components/form/fields/time/moment-field.tsx';

type MaintenanceDraft = Omit<MaintenanceWire, 'id'>;
type Repeat = NonNullable<MaintenanceWire['repeat']>;

interface Props {
  /** null for a new maintenance. */
  maintenance: StoredMaintenance | null;
  onClose: () => void;
  onSaved: () => void;
}

export function repeatText(repeat: Repeat): string {
  switch (repeat) {
    case 'daily':
      return t('maintenance.daily', 'every day');
    case 'weekly':
      return t('maintenance.weekly', 'every week');
    case 'monthly':
      return t('maintenance.monthly', 'every month');
  }
}

const EMPTY: Omit<MaintenanceDraft, 'timeZone'> = {
  name: null,
  reason: null,
  match: [],
  integrations: [],
  start: '',
  end: '',
  repeat: null,
  until: null,
  action: 'hold',
};

interface FieldsProps {
  draft: MaintenanceDraft;
  onChange: (part: Partial<MaintenanceDraft>) => void;
}

function WhatFields({ draft, onChange }: FieldsProps) {
  const options = useActionOptions();
  const name = useName();
  const own = useOwnIntegrations().map(({ id }) => id);
  // Integrations that an Admin added stay visible.
  const integrations = [...new Set([...own, ...draft.integrations])].map((key) => ({
    key,
    text: name('integrations', key),
  }));
  const labels = {
    integrations: t('maintenance.integrations', 'Integrations'),
    action: t('maintenance.action', 'During maintenance'),
  };
  return (
    <>
      <MultiComboboxField
        id="maintenance-integrations"
        label={labels.integrations}
        options={integrations.map(({ key, text }) => ({ value: key, label: text }))}
        value={draft.integrations}
        onChange={(chosen) => onChange({ integrations: chosen.map(({ value }) => value) })}
      />
      <ConditionBuilder
        id="maintenance"
        match={draft.match}
        integration={draft.integrations.length === 1 ? (draft.integrations[0] ?? null) : null}
        onMatch={(match) => onChange({ match })}
      />
      <ComboboxField
        id="maintenance-action"
        label={labels.action}
        description={t(
          'maintenance.action-hint',
          'Incidents are always recorded. Those still open at its end escalate from step 1.',
        )}
        options={options}
        value={valueOfAction(draft.action)}
        onChange={({ value }) => onChange({ action: actionOfValue(value) })}
      />
    </>
  );
}

function WhenFields({ draft, onChange }: FieldsProps) {
  const label = t('maintenance.repeat', 'Repeats');
  return (
    <>
      <Stack gap={1} wrap="wrap">
        <MomentField
          id="maintenance-start"
          label={t('override.from', 'From')}
          type="datetime-local"
          value={draft.start}
          onChange={(text) => onChange({ start: text })}
        />
        <MomentField
          id="maintenance-end"
          label={t('override.to', 'To')}
          type="datetime-local"
          value={draft.end}
          onChange={(text) => onChange({ end: text })}
        />
      </Stack>
      <ZoneField id="maintenance-zone" value={draft.timeZone} onChange={(timeZone) => onChange({ timeZone })} />
      <ComboboxField<Repeat>
        id="maintenance-repeat"
        label={label}
        isClearable
        placeholder={t('maintenance.once', 'never')}
        options={(['daily', 'weekly', 'monthly'] as const).map((value) => ({ value, label: repeatText(value) }))}
        value={draft.repeat}
        onChange={(option) => onChange({ repeat: option?.value ?? null, ...(option === null && { until: null }) })}
      />
      {draft.repeat !== null && (
        <MomentField
          id="maintenance-until"
          label={t('maintenance.until', 'Repeat until')}
          description={t('maintenance.until-hint', 'Leave empty to repeat forever.')}
          type="datetime-local"
          value={draft.until ?? ''}
          onChange={(text) => onChange({ until: text === '' ? null : text })}
        />
      )}
    </>
  );
}

/** A field that was left empty. */
function orNull(text: string | null): string | null {
  const trimmed = (text ?? '').trim();
  return trimmed === '' ? null : trimmed;
}

/** The maintenance as the draft of a replay takes it. */
function replayedOf(id: string, body: MaintenanceDraft): MaintenanceWire {
  const { name, reason, match, integrations, start, end, timeZone, repeat, until, action } = body;
  return { id, name, reason, match, integrations, start, end, timeZone, repeat, until, action };
}

export function MaintenanceDrawer({ maintenance, onClose, onSaved }: Props) {
  const me = useMe();
  const isFromFile = maintenance?.provisioned === true;
  const [draft, setDraft] = useState<MaintenanceDraft>(maintenance ?? { ...EMPTY, timeZone: readerZone() });
  const { isSending, failure, send } = useSending();
  const change = (part: Partial<MaintenanceDraft>) => setDraft((old) => ({ ...old, ...part }));
  const isInOrder = draft.start !== '' && draft.end > draft.start;
  const match = matchersOf(draft.match);
  const isMeant = match.length + draft.integrations.length > 0;
  const body = { ...draft, match, name: orNull(draft.name), reason: orNull(draft.reason) };
  const save = () =>
    send(
      () =>
        saveObject<MaintenanceWire>({
          path: 'maintenances',
          id: maintenance?.id ?? null,
          version: maintenance?.version ?? null,
          body,
        }),
      () => {
        toast(t('maintenance.saved', 'The maintenance is saved'));
        onSaved();
      },
    );
  const title = maintenance === null ? t('maintenances.add', 'New maintenance') : (maintenance.name ?? maintenance.id);
  return (
    <DrawerForm
      draft={draft}
      title={title}
      size="sm"
      canSave={!isSending && isInOrder && isMeant}
      failure={failure}
      notSaved={t('maintenance.not-saved', 'The maintenance was not saved')}
      remove={
        maintenance !== null &&
        !isFromFile && (
          <DeleteButton
            path="maintenances"
            id={maintenance.id}
            name={title}
            version={maintenance.version}
            consequence={t('maintenance.delete', 'New alerts page as usual from then on.')}
            onDeleted={onSaved}
          />
        )
      }
      onSave={isFromFile ? null : () => void save()}
      onClose={onClose}
    >
      <InputField
        id="maintenance-name"
        label={t('form.name', 'Name')}
        value={draft.name ?? ''}
        onChange={(text) => change({ name: text })}
      />
      <ReasonField id="maintenance-reason" value={draft.reason ?? ''} onChange={(text) => change({ reason: text })} />
      {me?.can.administer !== true && (
        <Alert
          severity="info"
          title={t(
            'maintenance.own',
            'Editors can choose integrations of their own teams; the rest is for administrators',
          )}
        />
      )}
      <WhatFields draft={draft} onChange={change} />
      <WhenFields draft={draft} onChange={change} />
      {!isMeant && <div>{t('maintenance.nothing', 'Choose which alerts: integrations, labels, or both.')}</div>}
      {draft.start !== '' && draft.end !== '' && !isInOrder && (
        <div>{t('override.order', 'The end must be after the start.')}</div>
      )}
      {maintenance !== null && !isFromFile && (
        <PastNights
          objects={{ maintenances: [replayedOf(maintenance.id, body)] }}
          isDisabled={!isInOrder || !isMeant}
        />
      )}
      {isFromFile && (
        <FileDraft
          objects={{ maintenances: [replayedOf(maintenance.id, body)] }}
          isChanged={!isSame(draft, maintenance)}
          isDisabled={!isInOrder || !isMeant}
        />
      )}
    </DrawerForm>
  );
}
