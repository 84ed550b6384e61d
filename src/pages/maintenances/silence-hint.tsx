/** Says when a maintenance is right and when a silence, and whether Vigie follows the silences of Grafana. */
import { TextLink } from '@grafana/ui';
import type { IntegrationWire } from '#contract/integrations/integration';
import { segment } from '../../api/client/client.ts';
import { useApiPages } from '../../api/client/use-api.ts';
import { useMe } from '../../components/people/who-am-i.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';

type SilencingIntegration = Pick<IntegrationWire, 'id' | 'name' | 'type' | 'sync'>;

export function SilenceHint() {
  const all = useApiPages<SilencingIntegration>({ path: 'integrations' }).data;
  return (
    <>
      {t(
        'maintenances.or-silence',
        'A maintenance is for planned work: it holds or reroutes the pages of whole integrations, and ends by itself. A silence in Grafana or Alertmanager is for single alerts.',
      )}{' '}
      {all !== null && <Followed grafanas={all.filter(({ type }) => type === 'grafana')} />}
    </>
  );
}

function Followed({ grafanas }: { grafanas: SilencingIntegration[] }) {
  const isAdmin = useMe()?.can.administer === true;
  const [first] = [...grafanas].sort((a, b) => Number(a.sync !== null) - Number(b.sync !== null));
  if (first === undefined) {
    return (
      <>
        {t('maintenances.no-grafana', 'Vigie follows Grafana’s silences once Grafana is connected.')}{' '}
        {isAdmin && (
          <TextLink inline href={`${PLUGIN_ROOT}/integrations/new`}>
            {t('maintenances.connect', 'Connect Grafana')}
          </TextLink>
        )}
      </>
    );
  }
  const settings = `${PLUGIN_ROOT}/integrations/${segment(first.id)}?at=silences`;
  return first.sync === null ? (
    <>
      {t('maintenances.not-followed', 'Vigie keeps paging for alerts that are silenced in {{name}}.', {
        name: first.name ?? first.id,
      })}{' '}
      {isAdmin && (
        <TextLink inline href={settings}>
          {t('silence.switch-on', 'Have Vigie follow silences')}
        </TextLink>
      )}
    </>
  ) : (
    <>
      {t('maintenances.followed', 'While Grafana silences an alert, Vigie pages nobody for it.')}{' '}
      {isAdmin && (
        <TextLink inline href={settings}>
          {t('maintenances.silence-settings', 'Silences of {{name}}', { name: first.name ?? first.id })}
        </TextLink>
      )}
    </>
  );
}
