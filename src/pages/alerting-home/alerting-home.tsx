/**
 * Shows who is on call on the home pages of Grafana and of its Alerting, with its own providers, since it is not inside
 * our pages.
 */
import { Stack, Text, TextLink } from '@grafana/ui';
import OnCallNow from '../../components/outside/on-call-now.tsx';
import { readerZone } from '../../components/time/format.ts';
import { zoneText } from '../../components/time/zone.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';

export default function AlertingHome() {
  return (
    <Stack direction="column" gap={1}>
      <OnCallNow />
      <Text color="secondary" variant="bodySmall">
        {zoneText(readerZone())}
      </Text>
      <TextLink href={`${PLUGIN_ROOT}/home`} inline={false}>
        {t('alerting-home.more', 'Open incidents and what needs attention')}
      </TextLink>
    </Stack>
  );
}
