/** Places of Grafana that plugins extend, reduced to the extensions themselves. */
import { useState } from 'react';
import type { AppPlugin, AppPluginMeta, PluginConfigPage } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { Button, Modal, Stack } from '@grafana/ui';
import { HostPage } from './host-page.tsx';

interface Modals {
  title: string;
  body: React.ElementType<{ onDismiss?: () => void }>;
}

/** Grafana's plugin page with the plugin's own configuration on it. */
export function ConfigPages({ plugin }: { plugin: AppPlugin & { configPages?: Array<PluginConfigPage<AppPluginMeta>> } }) {
  const first = plugin.configPages?.[0];
  const Body = first?.body;
  return <HostPage pageNav={{ text: plugin.meta.name }}>{Body && <Body plugin={plugin} query={{}} />}</HostPage>;
}

/** `grafana/user/profile/tab` */
export function Profile({ plugin }: { plugin: AppPlugin }) {
  const tabs = plugin.addedComponentConfigs.filter(({ targets }) => targets.includes('grafana/user/profile/tab'));
  return (
    <HostPage pageNav={{ text: 'Profile' }}>
      {tabs.map(({ title, component: Body }) => (
        <section key={title} aria-label={title}>
          <h2>{title}</h2>
          <Body />
        </section>
      ))}
    </HostPage>
  );
}

const INSTANCE = {
  instance: { labels: { alertname: 'HighLatency', service: 'api', severity: 'critical' }, annotations: { summary: 'p99 above 2 s' }, state: 'Alerting', activeAt: '2026-01-01T00:00:00Z', value: '2.3' },
  rule: { name: 'HighLatency', uid: 'rule1' },
};

/** `grafana/alerting/instance/action` with one firing instance, and the command palette. */
export function Alerting({ plugin }: { plugin: AppPlugin }) {
  const [modal, setModal] = useState<Modals | null>(null);
  const links = plugin.addedLinkConfigs.map((link) => ({ ...link, ...(link.configure?.(INSTANCE as never) ?? {}) }));
  const open = (link: (typeof links)[number], event: React.MouseEvent) => {
    if (link.path !== undefined) {
      return locationService.push(link.path);
    }
    const helpers = { context: INSTANCE, extensionPointId: 'grafana/alerting/instance/action', openModal: (options: Modals) => setModal(options), openSidebar: () => undefined, closeSidebar: () => undefined, toggleSidebar: () => undefined };
    link.onClick?.(event, helpers as never);
  };
  const Body = modal?.body;
  return (
    <HostPage pageNav={{ text: 'HighLatency is firing' }} subTitle="service=api severity=critical">
      <Stack gap={1}>
        {links.map((link) => (
          <Button key={link.title} variant="secondary" icon={link.icon} onClick={(event) => open(link, event)}>
            {link.title}
          </Button>
        ))}
      </Stack>
      {modal && Body && (
        <Modal title={modal.title} isOpen onDismiss={() => setModal(null)}>
          <Body onDismiss={() => setModal(null)} />
        </Modal>
      )}
    </HostPage>
  );
}
