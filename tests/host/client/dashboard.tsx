/** A dashboard with the app's own panel on it, its menu, and the options that its editor shows. */
import { useEffect, useMemo, useState } from 'react';
import type { AppPlugin, PanelPlugin, PanelProps, TimeRange } from '@grafana/data';
import {
  EventBusSrv,
  LoadingState,
  PanelOptionsEditorBuilder,
  dateTime,
  rangeUtil,
  standardEditorsRegistry,
} from '@grafana/data';
import { Menu, Modal, PanelChrome, RadioButtonGroup, Switch } from '@grafana/ui';
import { Guard, linksFor } from './extension-points.tsx';
import type { AddedLink, Modals } from './extension-points.tsx';
import { HostPage } from './host-page.tsx';
import { loadPanel } from './nested.ts';
import { deepFreeze, readOnly } from './read-only.ts';

interface EditorProps {
  value: unknown;
  item: { name: string; settings?: { options?: Array<{ value: string; label: string }> } };
  onChange: (value: unknown) => void;
}

/** Of Grafana's own editors those that the panel's options use. */
standardEditorsRegistry.setInit(
  () =>
    [
      {
        id: 'radio',
        name: 'Radio',
        editor: ({ value, item, onChange }: EditorProps) => (
          <RadioButtonGroup value={value as string} options={item.settings?.options ?? []} onChange={onChange} />
        ),
      },
      {
        id: 'boolean',
        name: 'Boolean',
        editor: ({ value, item, onChange }: EditorProps) => (
          <Switch
            aria-label={item.name}
            value={value as boolean}
            onChange={(event) => onChange(event.currentTarget.checked)}
          />
        ),
      },
    ] as never,
);

type Options = Record<string, unknown>;

function optionsOf(plugin: PanelPlugin) {
  const builder = new PanelOptionsEditorBuilder<Options>();
  plugin.getPanelOptionsSupplier()(builder, { data: [] } as never);
  return builder.getItems();
}

/** `?from=…&to=…`: instants, or words like `now-6h`. */
export function rangeOf(search: string): TimeRange {
  const query = new URLSearchParams(search);
  const end = (name: string, fallback: string) => {
    const text = query.get(name) ?? fallback;
    return /^\d+$/.test(text) ? dateTime(Number(text)) : text.startsWith('now') ? text : dateTime(text);
  };
  return rangeUtil.convertRawToRange({ from: end('from', 'now-6h'), to: end('to', 'now') });
}

/** `$rota` is the value of `?var-rota=…`. */
export function replaceVariables(text = ''): string {
  const query = new URLSearchParams(window.location.search);
  return text.replace(/\$(\w+)/g, (whole, name: string) => {
    const values = query.getAll(`var-${name}`);
    return values.length === 0 ? whole : values.join(',');
  });
}

const PLACE = 'grafana/dashboard/panel/menu';

/** What is in the menu of a panel, with the context that Grafana hands over. */
function PanelMenu({
  plugin,
  title,
  openModal,
}: {
  plugin: AppPlugin;
  title: string;
  openModal: (options: Modals) => void;
}) {
  const context = readOnly(
    deepFreeze({
      pluginId: 'vigie-oncall-panel',
      id: 1,
      title,
      timeRange: { from: 'now-6h', to: 'now' },
      timeZone: 'browser',
      dashboard: { uid: 'wall', title: 'The wall', tags: [] },
      targets: [],
    }),
  );
  const run = (link: AddedLink, event: React.MouseEvent) =>
    link.onClick?.(event, { context, extensionPointId: PLACE, openModal } as never);
  return (
    <Menu>
      {linksFor(plugin, PLACE, context).map((link) => (
        <Menu.Item key={link.title} label={link.title} icon={link.icon} onClick={(event) => run(link, event)} />
      ))}
    </Menu>
  );
}

const [WIDTH, HEIGHT] = [560, 260];

export function Dashboard({ plugin: app, search }: { plugin: AppPlugin; search: string }) {
  const [panel, setPanel] = useState<PanelPlugin | null>(null);
  const [options, setOptions] = useState<Options>({});
  const [modal, setModal] = useState<Modals | null>(null);
  useEffect(() => {
    void loadPanel('vigie-oncall-panel').then((loaded) => {
      setOptions(Object.fromEntries(optionsOf(loaded).map((item) => [item.path, item.defaultValue])));
      setPanel(loaded);
    });
  }, []);
  const range = useMemo(() => rangeOf(search), [search]);
  const Modal_ = modal?.body;
  const title = 'On call now';
  return (
    <HostPage pageNav={{ text: 'The wall' }} subTitle="Dashboard">
      {panel !== null && (
        <div style={{ display: 'flex', gap: 16, flexWrap: 'wrap' }}>
          <PanelChrome
            title={title}
            width={Math.min(WIDTH, window.innerWidth - 40)}
            height={HEIGHT}
            menu={<PanelMenu plugin={app} title={title} openModal={setModal} />}
            showMenuAlways
            collapsible={false}
          >
            {(width, height) => (
              <Guard>
                <Shown panel={panel} options={options} range={range} width={width} height={height} />
              </Guard>
            )}
          </PanelChrome>
          <Editor panel={panel} options={options} change={(path, value) => setOptions({ ...options, [path]: value })} />
        </div>
      )}
      {modal && Modal_ && (
        <Modal title={modal.title} isOpen onDismiss={() => setModal(null)}>
          <Guard>
            <Modal_ onDismiss={() => setModal(null)} />
          </Guard>
        </Modal>
      )}
    </HostPage>
  );
}

interface ShownProps {
  panel: PanelPlugin;
  options: Options;
  range: TimeRange;
  width: number;
  height: number;
}

function Shown({ panel, options, range, width, height }: ShownProps) {
  const Panel = panel.panel as React.ComponentType<PanelProps<Options>>;
  return (
    <Panel
      id={1}
      data={{ state: LoadingState.Done, series: [], timeRange: range }}
      timeRange={range}
      timeZone="browser"
      options={options}
      transparent={false}
      width={width}
      height={height}
      fieldConfig={{ defaults: {}, overrides: [] }}
      renderCounter={0}
      title="On call now"
      eventBus={new EventBusSrv()}
      onOptionsChange={() => undefined}
      onFieldConfigChange={() => undefined}
      replaceVariables={replaceVariables}
      onChangeTimeRange={() => undefined}
    />
  );
}

/** The options pane of the panel editor. */
function Editor({
  panel,
  options,
  change,
}: {
  panel: PanelPlugin;
  options: Options;
  change: (path: string, value: unknown) => void;
}) {
  return (
    <section aria-label="Panel options" style={{ width: 300 }}>
      {optionsOf(panel).map((item) => {
        const Field = item.editor as unknown as React.ComponentType<EditorProps>;
        return (
          <div key={item.id} style={{ marginBottom: 12 }}>
            <div>{item.name}</div>
            {item.description !== undefined && <small>{item.description}</small>}
            <Field value={options[item.path]} item={item as never} onChange={(value) => change(item.path, value)} />
          </div>
        );
      })}
    </section>
  );
}
