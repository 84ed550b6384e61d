/** Grafana's packages read the boot data when they are first imported, so the rest comes after it. */
import type { HostBoot } from './host-boot.ts';

declare global {
  interface Window {
    hostBoot: HostBoot;
    __grafana_public_path__?: string;
  }
}

const { grafana } = window.hostBoot;
window.__grafana_public_path__ = `${(grafana as { settings: { appSubUrl: string } }).settings.appSubUrl}/public/`;
Object.assign(window, { grafanaBootData: grafana });

import('./main.tsx').catch((error: unknown) => {
  console.error(error);
  document.body.textContent = `The preview host could not start: ${String(error)}`;
});
