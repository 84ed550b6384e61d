/** The fields of a route: which alerts it takes, and what happens to them. */
import { Checkbox, Stack } from '@grafana/ui';
import type { RouteWire } from '#contract/integrations/integration';
import { ComboboxField } from '../../components/form/fields/labelled-fields.tsx';
import { MatchField } from '../../components/form/fields/match-field.tsx';
import { SeverityField } from '../../components/form/fields/severity-field.tsx';
import { WindowField } from '../../components/form/fields/time/window-field.tsx';
import type { PolicyOption } from '../../components/escalation/policy-options.ts';
import { t } from '../../language.ts';
import type { RouteDraft } from './draft.ts';

export interface RouteChoice {
  value: string;
  label: string;
}

interface PartProps {
  id: string;
  route: RouteDraft;
  change: (part: Partial<RouteWire>) => void;
}

function HeartbeatField({ id, route, beats, change }: PartProps & { beats: RouteChoice[] }) {
  return (
    <ComboboxField
      id={`${id}-heartbeat`}
      label={t('route.heartbeat', 'They are the heartbeat of')}
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
  );
}

/** Settings in which the route differs from the integration. */
function OutcomeFields({ id, route, policies, change }: PartProps & { policies: PolicyOption[] }) {
  return (
    <Stack gap={2} wrap="wrap">
      <ComboboxField
        id={`${id}-policy`}
        label={t('incidents.policy', 'Escalation policy')}
        width={32}
        isClearable
        placeholder={t('route.as-all', 'as all of the integration')}
        options={policies}
        value={route.policy}
        onChange={(option) => change({ policy: option?.value ?? null })}
      />
      <UrgencyField id={id} route={route} change={change} />
      <SeverityField
        id={`${id}-severity`}
        label={t('incidents.severity', 'Severity')}
        placeholder={t('step.urgency-same', 'As the alert says')}
        value={route.severity}
        onChange={(severity) => change({ severity })}
      />
    </Stack>
  );
}

function UrgencyField({ id, route, change }: PartProps) {
  return (
    <ComboboxField<'urgent' | 'default'>
      id={`${id}-urgency`}
      label={t('step.urgency', 'Urgency')}
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
  );
}

/** Fields of routes that open incidents, as opposed to routes for a heartbeat. */
function AlertFields({ id, route, policies, change }: PartProps & { policies: PolicyOption[] }) {
  return (
    <>
      <div>
        <Checkbox
          label={t('route.drop', 'Record only: open nothing, page nobody')}
          value={route.drop}
          onChange={(event) => change({ drop: event.currentTarget.checked })}
        />
      </div>
      {!route.drop && <OutcomeFields id={id} route={route} policies={policies} change={change} />}
    </>
  );
}

interface Props {
  route: RouteDraft;
  policies: PolicyOption[];
  windows: RouteChoice[];
  /** Integrations that expect a heartbeat. */
  beats: RouteChoice[];
  onChange: (route: RouteDraft) => void;
}

export function RouteFields({ route, policies, windows, beats, onChange }: Props) {
  const id = `route-${route.key}`;
  const change = (part: Partial<RouteWire>) => onChange({ ...route, ...part });
  const isBeat = route.heartbeat !== null;
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
        <WindowField
          id={`${id}-when`}
          width={32}
          window={route.when}
          windows={windows}
          onChange={(when) => change({ when })}
        />
      )}
      {(isBeat || beats.length > 0) && <HeartbeatField id={id} route={route} beats={beats} change={change} />}
      {!isBeat && <AlertFields id={id} route={route} policies={policies} change={change} />}
    </Stack>
  );
}
