/** The configuration page of the plugin. */
import type { AppPluginMeta, PluginConfigPageProps } from '@grafana/data';
import { Stack, TextLink } from '@grafana/ui';
import type { PluginSettings } from '../../api/connection/settings.ts';
import { Section } from '../../components/page/section.tsx';
import { tabPath } from '../../components/menu/sections.ts';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';
import { hasModule } from '../../slots/modules.ts';
import { ConnectionCard } from './connection-card.tsx';
import { OrganisationSection } from './organisation-section.tsx';
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
      {enabled && settings.sidecarUrl && <OrganisationSection />}
      {enabled && settings.sidecarUrl && hasModule('importing') && (
        <Section title={t('imports.title', 'Move from another pager')}>
          <TextLink href={tabPath('integrations', 'imports')}>
            {t('settings.move', 'Read Opsgenie, PagerDuty and others, compare who is on call, and apply')}
          </TextLink>
        </Section>
      )}
      {enabled && settings.sidecarUrl && (
        <Section title={t('settings.working-time', 'Working time')}>
          <TextLink href={`${PLUGIN_ROOT}/people/compliance/rules`}>
            {t('settings.units', 'Set up on-call hours: rest, documents and pay of an employer or site')}
          </TextLink>
        </Section>
      )}
    </Stack>
  );
}
