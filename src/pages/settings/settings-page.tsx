/** The configuration page of the plugin. */
import type { AppPluginMeta, PluginConfigPageProps } from '@grafana/data';
import { Stack } from '@grafana/ui';
import type { PluginSettings } from '../../api/connection/settings.ts';
import { Section } from '../../components/page/section.tsx';
import { t } from '../../language.ts';
import { ConnectionCard } from './connection-card.tsx';
import { SettingsForm } from './settings-form.tsx';

/** The plugin's page in Grafana's administration. */
export default function SettingsPage({ plugin }: PluginConfigPageProps<AppPluginMeta<PluginSettings>>) {
  const { id, info, enabled = false, pinned = false, jsonData, secureJsonFields } = plugin.meta;
  const settings = jsonData ?? {};
  // Grafana reads plugin settings only when a page loads, so the page is reloaded.
  const reload = () => window.location.reload();
  return (
    <Stack direction="column" gap={2}>
      <Section title={t('settings.title', 'Sidecar')}>
        <SettingsForm
          pluginId={id}
          isEnabled={enabled}
          isPinned={pinned}
          settings={settings}
          hasToken={secureJsonFields?.sidecarToken === true}
          onSaved={reload}
        />
      </Section>
      {enabled && settings.sidecarUrl && <ConnectionCard pluginVersion={info.version} />}
    </Stack>
  );
}
