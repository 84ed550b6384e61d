/** A drawer to begin a maintenance now: its effect, and when it ends. */
import { useState } from 'react';
import { Stack } from '@grafana/ui';
import type { MaintenanceWire } from '#contract/incidents/maintenance';
import type { ZoneTable } from '#domain/time/zone';
import { zoneTable } from '#domain/time/zone';
import { saveObject } from '../../api/client/objects.ts';
import { now } from '../../api/live/clock.ts';
import { useZones } from '../../api/resources/calendar.ts';
import { actionOfValue, useActionOptions, valueOfAction } from './action-options.ts';
import { useOwnIntegrations } from './use-own-integrations.ts';
import { t } from '../../language.ts';
import { toast } from '../browser/toast.ts';
import { DrawerForm } from '../form/drawer-form.tsx';
import { useSending } from '../form/use-sending.ts';
import { useDirectory, useName } from '../people/directory.tsx';
import { durationText, readerZone, timeText } from '../time/format.ts';
import { instantOf, localText } from '../time/local-time.ts';
import { ReasonField } from './reason-field.tsx';
import type { MaintenanceAction, StoredMaintenance } from './switch-draft.ts';
import { LENGTHS, beginning, lastAction } from './switch-draft.ts';
import { ComboboxField, MultiComboboxField } from '../form/fields/labelled-fields.tsx';
import { MomentField } from '../form/fields/time/moment-field.tsx';

interface Props {
  /** The integration; null if still to be chosen. */
  integration: string | null;
  /** Earlier maintenances, whose choice is the default. */
  known: readonly StoredMaintenance[];
  onClose: () => void;
  onBegun: () => void;
}

const OTHER = 0;

/** The integrations that the reader may choose, singly or by team. */
function ForWhich({ chosen, onChange }: { chosen: string[]; onChange: (integrations: string[]) => void }) {
  const { teams } = useDirectory();
  const own = useOwnIntegrations();
  const withAny = teams.filter(({ key }) => own.some(({ team }) => team === key));
  const labels = {
    team: t('switch.team', 'A whole team'),
    integrations: t('maintenance.integrations', 'Integrations'),
  };
  return (
    <>
      <ComboboxField
        id="switch-team"
        label={labels.team}
        placeholder={t('switch.team-none', 'Choose a team')}
        options={withAny.map(({ key, text }) => ({ value: key, label: text }))}
        value={null}
        onChange={({ value }) =>
          onChange([...new Set([...chosen, ...own.filter(({ team }) => team === value).map(({ id }) => id)])])
        }
      />
      <MultiComboboxField
        id="switch-integrations"
        label={labels.integrations}
        options={own.map(({ id, name }) => ({ value: id, label: name ?? id }))}
        value={chosen}
        onChange={(options) => onChange(options.map(({ value }) => value))}
      />
    </>
  );
}

function Meanwhile({
  action,
  onChange,
}: {
  action: MaintenanceAction | null;
  onChange: (action: MaintenanceAction) => void;
}) {
  const label = t('maintenance.action', 'During maintenance');
  const options = useActionOptions();
  return (
    <ComboboxField
      id="switch-action"
      label={label}
      description={t(
        'switch.hint',
        'For incidents that open from now on. Open ones stay with the people who have them.',
      )}
      placeholder={t('switch.action-none', 'Choose what happens')}
      options={options}
      value={action === null ? null : valueOfAction(action)}
      onChange={({ value }) => onChange(actionOfValue(value))}
    />
  );
}

interface UntilProps {
  length: number;
  other: string;
  onChange: (length: number, other: string) => void;
  zone: ZoneTable;
  zoneName: string;
}

function Until({ length, other, onChange, zone, zoneName }: UntilProps) {
  const label = t('switch.until', 'Until');
  const at = (ms: number) => timeText(now() + ms, now(), zoneName);
  const options = [
    ...LENGTHS.map((ms) => ({
      value: ms,
      label: t('switch.for', '{{time}}, in {{duration}}', { time: at(ms), duration: durationText(ms) }),
    })),
    { value: OTHER, label: t('switch.other', 'Another time') },
  ];
  return (
    <Stack gap={1} wrap="wrap" alignItems="flex-end">
      <ComboboxField<number>
        id="switch-until"
        label={label}
        width={32}
        options={options}
        value={length}
        onChange={({ value }) => onChange(value, other === '' ? localText(now() + LENGTHS[1], zone) : other)}
      />
      {length === OTHER && (
        <MomentField
          id="switch-at"
          label={t('switch.at', 'Day and time')}
          type="datetime-local"
          value={other}
          onChange={(text) => onChange(OTHER, text)}
        />
      )}
    </Stack>
  );
}

export function BeginDrawer({ integration, known, onClose, onBegun }: Props) {
  const name = useName();
  const timeZone = readerZone();
  const zones = useZones([timeZone]).data?.zones;
  const [integrations, setIntegrations] = useState(integration === null ? [] : [integration]);
  const [chosen, setAction] = useState<MaintenanceAction | null>(null);
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState<{ length: number; other: string }>({ length: LENGTHS[2], other: '' });
  const { isSending, failure, send } = useSending();
  const zone = zones === undefined || !(timeZone in zones) ? null : zoneTable(zones, timeZone);
  if (zone === null) {
    return null;
  }
  const action = chosen ?? lastAction(known, integrations);
  const end = until.length === OTHER ? instantOf(until.other, zone) : now() + until.length;
  const canBegin = integrations.length > 0 && action !== null && end !== null && end > now();
  const begin = () => {
    const names = integrations.map((id) => name('integrations', id)).join(', ');
    const body =
      canBegin &&
      beginning({
        name: names.slice(0, 100),
        reason: reason.trim() === '' ? null : reason.trim(),
        integrations,
        action,
        now: now(),
        end,
        zone,
        timeZone,
      });
    return (
      body &&
      send(
        () => saveObject<MaintenanceWire>({ path: 'maintenances', id: null, version: null, body }),
        () => {
          toast(t('switch.begun', 'Maintenance started'));
          onBegun();
        },
      )
    );
  };
  return (
    <DrawerForm
      draft={{ integrations, chosen, reason, until }}
      title={
        integration === null
          ? t('switch.title', 'Start maintenance')
          : t('switch.title-of', 'Maintenance of {{integration}}', { integration: name('integrations', integration) })
      }
      size="sm"
      canSave={!isSending && canBegin}
      saveLabel={t('switch.begin', 'Start now')}
      failure={failure}
      notSaved={t('switch.not-begun', 'Maintenance was not started')}
      onSave={() => void begin()}
      onClose={onClose}
    >
      {integration === null && <ForWhich chosen={integrations} onChange={setIntegrations} />}
      <Meanwhile action={action} onChange={setAction} />
      <ReasonField id="switch-reason" value={reason} onChange={setReason} />
      <Until
        length={until.length}
        other={until.other}
        onChange={(length, other) => setUntil({ length, other })}
        zone={zone}
        zoneName={timeZone}
      />
      {until.length === OTHER && end !== null && end <= now() && <div>{t('switch.past', 'This is in the past.')}</div>}
    </DrawerForm>
  );
}
