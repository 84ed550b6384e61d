/** The entry of the data source, which Grafana loads when a dashboard asks it something. */
import { DataSourcePlugin } from '@grafana/data';
import { initLanguage } from '../language.ts';
import { ConfigEditor } from './config-editor.tsx';
import { VigieDataSource } from './data-source.ts';
import { QueryEditor } from './query-editor.tsx';
import type { VigieQuery } from './query.ts';
import { DATASOURCE_ID } from './query.ts';

await initLanguage(DATASOURCE_ID);

export const plugin = new DataSourcePlugin<VigieDataSource, VigieQuery>(VigieDataSource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor);
