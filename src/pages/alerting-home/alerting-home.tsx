/**
 * Shows who is on call on the home page of Grafana Alerting, with its own providers, since it is not inside our pages.
 */
import type { PluginMeta } from '@grafana/data';
import { usePluginContext } from '@grafana/data';
import { TextLink } from '@grafana/ui';
import type { ListPage } from '#contract/list';
import type { RotaOnCall } from '#contract/rotas/on-call';
import { useApi } from '../../api/client/use-api.ts';
import type { PluginSettings } from '../../api/connection/settings.ts';
import { Answer } from '../../components/page/answer.tsx';
import { NotSetUpNote } from '../../components/page/not-set-up.tsx';
import { DirectoryProvider } from '../../components/people/directory.tsx';
import { myLogin } from '../../components/people/me.ts';
import { OnCallSection } from '../../components/rota/on-call-section.tsx';
import { readerZone } from '../../components/time/format.ts';
import { zoneText } from '../../components/time/zone.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';

function OnCall() {
  const asked = useApi<ListPage<RotaOnCall>>({ path: 'on-call' });
  return <Answer asked={asked}>{({ items }) => <OnCallSection rotas={items} me={myLogin()} />}</Answer>;
}

export default function AlertingHome() {
  const meta = usePluginContext()?.meta as PluginMeta<PluginSettings> | undefined;
  if (meta !== undefined && !meta.jsonData?.sidecarUrl) {
    return <NotSetUpNote />;
  }
  return (
    <DirectoryProvider>
      <OnCall />
      <div>{zoneText(readerZone())}</div>
      <TextLink href={`${PLUGIN_ROOT}/home`} inline={false}>
        {t('alerting-home.more', 'Open incidents and what needs attention')}
      </TextLink>
    </DirectoryProvider>
  );
}
