/** The fields of a route: if an alert fulfils its conditions, then what happens to it. */
import type { ReactNode } from 'react';
import { useId } from 'react';
import { Checkbox, Stack } from '@grafana/ui';
import type { RouteWire } from '#contract/integrations/integration';
import { ConditionBuilder } from '../../../components/conditions/condition-builder.tsx';
import { ComboboxField } from '../../../components/form/fields/labelled-fields.tsx';
import { SeverityField } from '../../../components/form/fields/severity-field.tsx';
import type { PolicyOption } from '../../../components/escalation/policy-options.ts';
import { t } from '../../../language.ts';
import type { RouteDraft } from '../draft.ts';

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
        placeholder={t('route.as-all', 'the integration’s policy')}
        options={policies}
        value={route.policy}
        onChange={(option) => change({ policy: option?.value ?? null })}
      />
      <UrgencyField id={id} route={route} change={change} />
      <SeverityField
        id={`${id}-severity`}
        label={t('route.set-severity', 'Set severity to')}
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
  /** Id of the integration. */
  integration: string;
  policies: PolicyOption[];
  windows: RouteChoice[];
  /** Integrations that expect a heartbeat. */
  beats: RouteChoice[];
  onChange: (route: RouteDraft) => void;
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const titleId = useId();
  return (
    <div role="group" aria-labelledby={titleId}>
      <Stack direction="column" gap={2}>
        <strong id={titleId}>{title}</strong>
        {children}
      </Stack>
    </div>
  );
}

export function RouteFields({ route, integration, policies, windows, beats, onChange }: Props) {
  const id = `route-${route.key}`;
  const change = (part: Partial<RouteWire>) => onChange({ ...route, ...part });
  const isBeat = route.heartbeat !== null;
  return (
    <Stack direction="column" gap={3}>
      <Part title={t('route.if', 'If all of this holds')}>
        <ConditionBuilder
          id={id}
          match={route.match}
          integration={integration}
          onMatch={(match) => change({ match })}
          {...(!isBeat && {
            hours: { width: 32, window: route.when, windows, onChange: (when) => change({ when }) },
          })}
        />
      </Part>
      <Part title={t('route.then', 'Then')}>
        {(isBeat || beats.length > 0) && <HeartbeatField id={id} route={route} beats={beats} change={change} />}
        {!isBeat && <AlertFields id={id} route={route} policies={policies} change={change} />}
      </Part>
    </Stack>
  );
}
