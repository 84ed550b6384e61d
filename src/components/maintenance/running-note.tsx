/** A note on an integration's page that a maintenance is running, with its effect and a button to end it. */
import { Alert, Stack, TextLink } from '@grafana/ui';
import type { ZoneTable } from '#domain/time/zone';
import { PLUGIN_ROOT } from '../../constants.ts';
import { conditionTexts } from '../conditions/condition-text.ts';
import { listText } from '../escalation/target-text.ts';
import { LinkedText } from '../text/linked-text.tsx';
import { withSemicolons } from '../text/punctuation.ts';
import { t } from '../../language.ts';
import { useName } from '../people/directory.tsx';
import { timeText } from '../time/format.ts';
import { useNow } from '../time/use-now.ts';
import { useZone } from '../time/zone.tsx';
import { EndButton } from './end-button.tsx';
import type { RunningMaintenance } from './switch-draft.ts';
import { canEnd } from './switch-draft.ts';

interface Props {
  running: RunningMaintenance;
  /** The maintenance's zone. */
  zone: ZoneTable;
  mayEnd: boolean;
  onEnded: () => void;
}

export function RunningNote({ running, zone, mayEnd, onEnded }: Props) {
  const name = useName();
  const at = useNow(60_000);
  const { maintenance, end } = running;
  const { action, match, integrations, reason } = maintenance;
  const until = timeText(end, at, useZone());
  const title =
    action === 'hold'
      ? t('switch.on-hold', 'Maintenance until {{until}}: new incidents page nobody', { until })
      : t('switch.on-policy', 'Maintenance until {{until}}: new incidents go to {{policy}}', {
          until,
          policy: name('policies', action.policy),
        });
  const about = [
    ...(integrations.length > 1 ? [integrations.map((id) => name('integrations', id)).join(', ')] : []),
    ...(match.length > 0 ? [t('switch.if', 'if {{conditions}}', { conditions: listText(conditionTexts(match)) })] : []),
  ];
  return (
    <Alert severity="warning" title={title}>
      <Stack gap={1} wrap="wrap" alignItems="center">
        {reason && <LinkedText text={reason} />}
        {about.length > 0 && <span>{withSemicolons(about)}</span>}
        {mayEnd && canEnd(running) ? (
          <EndButton
            maintenance={maintenance}
            zone={zone}
            name={maintenance.name ?? maintenance.id}
            onEnded={onEnded}
          />
        ) : (
          <TextLink href={`${PLUGIN_ROOT}/maintenances`}>{maintenance.name ?? maintenance.id}</TextLink>
        )}
      </Stack>
    </Alert>
  );
}
