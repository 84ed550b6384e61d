/** Module **compat**: the paths of other pagers, so that their senders change only the host name. */
import { ORDINARY, TAKES_ALERTS } from '../../http/budgets/table.ts';
import type { SidecarModule } from '../../wire/module.ts';
import { COMPAT_SETTINGS, unservedSenders } from './settings.ts';

const ALERTS = [
  'POST /v2/enqueue',
  'POST /v2/change/enqueue',
  ...['', '/oncall'].map((prefix) => `POST ${prefix}/integrations/v1/:type/:token`),
  ...['', '/jsm/ops/integration'].flatMap((prefix) => [
    `POST ${prefix}/v2/alerts`,
    ...['POST', 'PUT', 'PATCH', 'DELETE'].map((method) => `${method} ${prefix}/v2/alerts/:identifier/*`),
    `DELETE ${prefix}/v2/alerts/:identifier`,
  ]),
];

const OTHERS = [
  ...['GET', 'POST'].flatMap((method) =>
    ['', '/oncall'].map((prefix) => `${method} ${prefix}/integrations/v1/:type/:token/heartbeat`),
  ),
  ...['', '/jsm/ops/integration'].flatMap((prefix) => [
    `GET ${prefix}/v2/alerts/:identifier`,
    `GET ${prefix}/v2/alerts/requests/:requestId`,
    ...['GET', 'POST', 'PUT', 'PATCH'].map((method) => `${method} ${prefix}/v2/heartbeats/:name/ping`),
  ]),
];

export const compat: SidecarModule = {
  name: 'compat',
  settings: COMPAT_SETTINGS,
  findings: unservedSenders,
  budgets: Object.fromEntries([
    ...ALERTS.map((route) => [route, TAKES_ALERTS]),
    ...OTHERS.map((route) => [route, ORDINARY]),
  ]),
  load: async () => (await import('./start.ts')).start,
};
