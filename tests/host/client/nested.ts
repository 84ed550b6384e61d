/** Loads the plugins inside of the app as Grafana does: each by its own id, address and texts. */
import type { DataSourceApi, DataSourcePlugin, PanelPlugin } from '@grafana/data';
import i18next from 'i18next';
import { backendSrv } from './backend-srv.ts';
import { loadPlugin } from './shared.ts';

async function load(id: string): Promise<unknown> {
  const { language } = window.hostBoot;
  const texts = (await backendSrv
    .get(`public/plugins/${id}/locales/${language}/${id}.json`)
    .catch(() => ({}))) as object;
  i18next.addResourceBundle(language, id, texts, true, false);
  const { plugin } = await loadPlugin(new URL(`public/plugins/${id}/module.js`, document.baseURI).toString());
  return plugin;
}

export const loadPanel = (id: string) => load(id) as Promise<PanelPlugin>;

export interface LoadedSource {
  plugin: DataSourcePlugin<DataSourceApi>;
  source: DataSourceApi;
}

/** With an instance of the data source, which has no settings. */
export async function loadDataSource(id: string): Promise<LoadedSource> {
  const plugin = (await load(id)) as DataSourcePlugin<DataSourceApi>;
  const settings = { id: 1, uid: 'vigie', name: 'Vigie', type: id, access: 'proxy', jsonData: {}, readOnly: false };
  return { plugin, source: new plugin.DataSourceClass(settings as never) };
}
