/** The fields of one route of an integration. */
import { Checkbox, Stack } from '@grafana/ui';
import type { RouteWire } from '#contract/integration';
import type { Severity } from '#domain/incident/alert';
import { SEVERITIES } from '#domain/incident/alert';
import { severityText } from '../../components/incident/badges.tsx';
import { MatchField } from '../../components/form/fields/match-field.tsx';
import { windowsText } from '../../components/form/fields/weekly-text.ts';
import { t } from '../../language.ts';
import type { RouteDraft } from './draft.ts';
import { ComboboxField } from '../../components/form/fields/labelled-fields.tsx';

export interface Choice {
  value: string;
  label: string;
}

interface Props {
  route: RouteDraft;
  policies: Choice[];
  windows: Choice[];
  /** Integrations that expect a heartbeat. */
  beats: Choice[];
  onChange: (route: RouteDraft) => void;
}

/** A window that is written in the route itself, from a file or a script. */
const INLINE = '';

export function RouteFields({ route, policies, windows, beats, onChange }: Props) {
  const id = `route-${route.key}`;
  const change = (part: Partial<RouteWire>) => onChange({ ...route, ...part });
  const labels = {
    when: t('step.window', 'Only within'),
    policy: t('incidents.policy', 'Escalation policy'),
    urgency: t('step.urgency', 'Urgency'),
    severity: t('incidents.severity', 'Severity'),
    heartbeat: t('route.heartbeat', 'They are the heartbeat of'),
  };
  const isBeat = route.heartbeat !== null;
  const inline =
    typeof route.when === 'object' && route.when !== null
      ? [{ value: INLINE, label: windowsText(route.when.windows) }]
      : [];
  return (
    <Stack direction="column" gap={2}>
      <MatchField
        id={`${id}-match`}
        label={t('route.match', 'Labels that must match')}
        rows={3}
        lines={route.match}
        onChange={(match) => change({ match })}
      />
      {!isBeat && (
        <ComboboxField
          id={`${id}-when`}
          label={labels.when}
          width={32}
          isClearable
          placeholder={t('step.any-time', 'any time')}
          options={[...inline, ...windows]}
          value={typeof route.when === 'string' ? route.when : route.when === null ? null : INLINE}
          onChange={(option) =>
            change({ when: option === null ? null : option.value === INLINE ? route.when : option.value })
          }
        />
      )}
      {(isBeat || beats.length > 0) && (
        <ComboboxField
          id={`${id}-heartbeat`}
          label={labels.heartbeat}
          description={t(
            'route.heartbeat-hint',
            'For alerts that always fire, such as Prometheus’ Watchdog: they open nothing, their silence does.',
          )}
          width={32}
          isClearable
          placeholder={t('route.heartbeat-none', 'none: they are alerts')}
          options={beats}
          value={route.heartbeat}
          onChange={(option) => change({ heartbeat: option?.value ?? null })}
        />
      )}
      {!isBeat && (
        <div>
          <Checkbox
            label={t('route.drop', 'Record only: open nothing, page nobody')}
            value={route.drop}
            onChange={(event) => change({ drop: event.currentTarget.checked })}
          />
        </div>
      )}
      {!route.drop && !isBeat && (
        <Stack gap={2} wrap="wrap">
          <ComboboxField
            id={`${id}-policy`}
            label={labels.policy}
            width={32}
            isClearable
            placeholder={t('route.as-all', 'as all of the integration')}
            options={policies}
            value={route.policy}
            onChange={(option) => change({ policy: option?.value ?? null })}
          />
          <ComboboxField<'urgent' | 'default'>
            id={`${id}-urgency`}
            label={labels.urgency}
            width={20}
            isClearable
            placeholder={t('step.urgency-same', 'As the alert says')}
            options={[
              { value: 'urgent', label: t('urgency.urgent', 'Urgent') },
              { value: 'default', label: t('step.urgency-calm', 'Not urgent') },
            ]}
            value={route.urgency}
            onChange={(option) => change({ urgency: option?.value ?? null })}
          />
          <ComboboxField<Severity>
            id={`${id}-severity`}
            label={labels.severity}
            width={20}
            isClearable
            placeholder={t('step.urgency-same', 'As the alert says')}
            options={[...SEVERITIES].reverse().map((value) => ({ value, label: severityText(value) }))}
            value={route.severity}
            onChange={(option) => change({ severity: option?.value ?? null })}
          />
        </Stack>
      )}
    </Stack>
  );
}
