/** Places of Grafana that plugins extend, as Grafana draws them: an alert rule with its instances, the profile, the plugin's own page. */
import { Component, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { AppPlugin, AppPluginMeta, PluginConfigPage } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { Alert, Dropdown, IconButton, Menu, Modal, Tab, TabsBar } from '@grafana/ui';
import { HostPage } from './host-page.tsx';
import { deepFreeze, readOnly } from './read-only.ts';

export interface Modals {
  title: string;
  body: React.ElementType<{ onDismiss?: () => void }>;
}

export type AddedLink = AppPlugin['addedLinkConfigs'][number];

/** Links of the plugin for one place; what `configure` says there comes before what was registered. */
export function linksFor(plugin: AppPlugin, place: string, context: object): AddedLink[] {
  return plugin.addedLinkConfigs
    .filter(({ targets }) => [targets].flat().includes(place))
    .flatMap((link) => {
      const changed = link.configure?.(context as never);
      return link.configure !== undefined && changed === undefined ? [] : [{ ...link, ...changed }];
    });
}

/** Grafana's pages go on when an extension fails. */
export class Guard extends Component<{ children: ReactNode }, { failed: string | null }> {
  override state = { failed: null };

  static getDerivedStateFromError(error: unknown) {
    return { failed: String(error) };
  }

  override render() {
    return this.state.failed === null ? (
      this.props.children
    ) : (
      <Alert severity="error" title="Extension failed to load">
        {this.state.failed}
      </Alert>
    );
  }
}

/** Grafana's plugin page with the plugin's own configuration on it. */
export function ConfigPages({
  plugin,
}: {
  plugin: AppPlugin & { configPages?: Array<PluginConfigPage<AppPluginMeta>> };
}) {
  const first = plugin.configPages?.[0];
  const Body = first?.body;
  useEffect(() => {
    // As Grafana's page does, which looks for newer versions.
    void fetch(`api/gnet/plugins/${plugin.meta.id}`);
  }, [plugin]);
  return <HostPage pageNav={{ text: plugin.meta.name }}>{Body && <Body plugin={plugin} query={{}} />}</HostPage>;
}

/** `grafana/user/profile/tab`: a tab for each title, chosen by `?tab=`. */
export function Profile({ plugin, search }: { plugin: AppPlugin; search: string }) {
  const added = plugin.addedComponentConfigs.filter(({ targets }) =>
    [targets].flat().includes('grafana/user/profile/tab'),
  );
  const slug = (title: string) => title.toLowerCase();
  const chosen = new URLSearchParams(search).get('tab') ?? 'general';
  const Body = added.find(({ title }) => slug(title) === chosen)?.component;
  return (
    <HostPage pageNav={{ text: 'Profile' }}>
      <TabsBar>
        {['General', ...added.map(({ title }) => title)].map((title) => (
          <Tab
            key={title}
            label={title}
            active={slug(title) === chosen}
            onChangeTab={() => locationService.partial({ tab: slug(title) })}
          />
        ))}
      </TabsBar>
      <div style={{ paddingTop: 16 }}>
        {Body === undefined ? (
          <p>Preferences of this person.</p>
        ) : (
          <Guard>
            <Body />
          </Guard>
        )}
      </div>
    </HostPage>
  );
}

/** `grafana/alerting/home`: a box for each plugin. */
export function AlertingHome({ plugin }: { plugin: AppPlugin }) {
  const added = plugin.addedComponentConfigs
    .filter(({ targets }) => [targets].flat().includes('grafana/alerting/home'))
    .slice(0, 1);
  return (
    <HostPage pageNav={{ text: 'Alerting' }}>
      {added.map(({ title, component: Body }) => (
        <div key={title} style={{ maxWidth: 460 }}>
          <Guard>
            <Body />
          </Guard>
        </div>
      ))}
    </HostPage>
  );
}

const RULE = { name: 'HighLatency', uid: 'rule1', folder: 'Services' };
const INSTANCES = ['api', 'shop'].map((service) => ({
  labels: {
    alertname: 'HighLatency',
    grafana_folder: 'Services',
    __alert_rule_uid__: 'rule1',
    service,
    severity: 'critical',
  },
  annotations: { summary: `p99 of ${service} above 2 s`, description: 'Measured over 5 minutes.' },
  state: 'Alerting',
  activeAt: '2026-01-01T00:00:00Z',
  value: '2.3',
}));

/** `grafana/alerting/instance/action`: the menu of an instance of a rule. */
export function AlertRule({ plugin }: { plugin: AppPlugin }) {
  const [modal, setModal] = useState<Modals | null>(null);
  const place = 'grafana/alerting/instance/action';
  const Body = modal?.body;
  const menu = (instance: (typeof INSTANCES)[number]) => {
    const context = readOnly({ instance: deepFreeze(instance), rule: deepFreeze(RULE) });
    const run = (link: AddedLink, event: React.MouseEvent) =>
      link.onClick?.(event, {
        context,
        extensionPointId: place,
        openModal: (options: Modals) => setModal(options),
        openSidebar: () => undefined,
        closeSidebar: () => undefined,
        toggleSidebar: () => undefined,
      } as never);
    return (
      <Menu>
        {linksFor(plugin, place, context).map((link) => (
          <Menu.Item key={link.title} label={link.title} icon={link.icon} onClick={(event) => run(link, event)} />
        ))}
      </Menu>
    );
  };
  return (
    <HostPage pageNav={{ text: RULE.name }} subTitle="Alert rule">
      {/* Grafana's page of a rule has an empty one. */}
      <h1 hidden />
      {/* Grafana's list of instances has no roles. */}
      <div data-testid="table">
        {INSTANCES.map((instance) => (
          <div key={instance.labels.service} data-testid="row" style={{ display: 'flex', gap: 16 }}>
            <span>{instance.state}</span>
            <span>service</span>
            <span>{instance.labels.service}</span>
            <span>
              <Dropdown overlay={menu(instance)} placement="bottom-end">
                <IconButton name="ellipsis-v" aria-label="Actions" />
              </Dropdown>
            </span>
          </div>
        ))}
      </div>
      {modal && Body && (
        <Modal title={modal.title} isOpen onDismiss={() => setModal(null)}>
          <Guard>
            <Body onDismiss={() => setModal(null)} />
          </Guard>
        </Modal>
      )}
    </HostPage>
  );
}
