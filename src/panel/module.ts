/** The entry of the panel *On call now*, which Grafana loads when a dashboard shows it. */
import { PanelPlugin } from '@grafana/data';
import { initLanguage, t } from '../language.ts';
import { OnCallPanel } from './on-call-panel.tsx';
import type { OnCallPanelOptions } from './options.ts';
import { PANEL_ID } from './options.ts';
import { RotasEditor } from './rotas-editor.tsx';

await initLanguage(PANEL_ID);

export const plugin = new PanelPlugin<OnCallPanelOptions>(OnCallPanel).setPanelOptions((builder) =>
  builder
    .addCustomEditor({
      id: 'rotas',
      path: 'rotas',
      name: t('panel.rotas', 'Rotas'),
      description: t('panel.rotas-more', 'Leave it empty to show all rotas. A variable, such as $rota, works, too.'),
      defaultValue: [],
      editor: RotasEditor,
    })
    .addRadio({
      path: 'layout',
      name: t('panel.layout', 'Layout'),
      defaultValue: 'compact',
      settings: {
        options: [
          { value: 'compact', label: t('panel.compact', 'Compact') },
          { value: 'table', label: t('panel.table', 'Table') },
          { value: 'big', label: t('panel.big', 'Big') },
        ],
      },
    })
    .addBooleanSwitch({
      path: 'showNext',
      name: t('panel.show-next', 'Show who is next'),
      defaultValue: true,
    }),
);
