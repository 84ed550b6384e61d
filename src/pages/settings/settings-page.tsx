import type { AppPluginMeta, PluginConfigPageProps } from '@grafana/data';
import type { Settings } from '../../api/settings.ts';
export default function SettingsPage({ plugin }: PluginConfigPageProps<AppPluginMeta<Settings>>) { return <div>{plugin.meta.id}</div>; }
