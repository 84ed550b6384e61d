/** The HTML page, with boot data for the person, theme and language chosen by query or cookie. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HostBoot } from './client/host-boot.ts';
import type { HostState } from './host-state.ts';
import { PEOPLE, bearerOf, personOf } from './people.ts';

const LANGUAGES = ['en-US', 'fr-FR'];
/** `history`: where Grafana keeps the states of alert rules; by default in annotations, as in a fresh Grafana. */
const CHOICES = ['person', 'theme', 'language', 'timezone', 'history'] as const;

export type View = Partial<Record<(typeof CHOICES)[number], string>>;

function cookies(request: IncomingMessage): Record<string, string> {
  const parts = (request.headers.cookie ?? '').split(';').map((part) => part.trim().split('='));
  return Object.fromEntries(parts.map(([name = '', value = '']) => [name, decodeURIComponent(value)]));
}

/** What the query says, else what was chosen before. */
export function viewOf(request: IncomingMessage, url: URL): View {
  const kept = cookies(request);
  const isPage = !url.pathname.startsWith('/api/');
  return Object.fromEntries(
    CHOICES.map((name) => [name, (isPage ? url.searchParams.get(name) : null) ?? kept[`host_${name}`]]),
  );
}

function bootOf(view: View, state: HostState): HostBoot {
  const person = personOf(view.person);
  const theme = view.theme === 'light' ? 'light' : 'dark';
  const language = LANGUAGES.includes(view.language ?? '') ? (view.language as string) : 'en-US';
  const permissions =
    person.role === 'Admin'
      ? {
          'plugins:write': true,
          'alert.notifications:write': true,
          'alert.provisioning:write': true,
          'org.users:read': true,
        }
      : {};
  const user = {
    id: person.id,
    uid: person.uid,
    login: person.login,
    name: person.name,
    email: person.email,
    orgId: person.org.id,
    orgName: person.org.name,
    orgRole: person.role,
    orgCount: 1,
    isGrafanaAdmin: person.role === 'Admin',
    isSignedIn: person.kind !== 'anonymous',
    theme,
    lightTheme: theme === 'light',
    language,
    regionalFormat: language,
    timezone: view.timezone ?? 'browser',
    weekStart: '',
    permissions: { 'plugins.app:access': true, ...permissions },
  };
  const buildInfo = {
    version: state.version,
    env: 'production',
    edition: 'Open Source',
    commit: 'preview',
    buildstamp: 0,
  };
  return {
    pluginId: state.plugin.id,
    person: { login: person.login, name: person.name, role: person.role },
    people: PEOPLE.filter(({ isDisabled }) => !isDisabled).map(({ login, name, role }) => ({ login, name, role })),
    theme,
    language,
    languages: LANGUAGES,
    version: state.version,
    grafana: {
      settings: {
        appUrl: `${state.root}/`,
        appSubUrl: state.subPath,
        namespace: 'default',
        buildInfo,
        featureToggles: {},
        apps: {},
        datasources: {},
        panels: {},
        unifiedAlertingEnabled: true,
        unifiedAlerting: { minInterval: '10s', stateHistory: { backend: view.history ?? 'annotations' } },
      },
      user,
      navTree: [],
      assets: {},
    },
  };
}

export function pageOf(request: IncomingMessage, response: ServerResponse, url: URL, state: HostState): void {
  const named = bearerOf(request.headers.authorization, state.serviceAccounts);
  const view = { ...viewOf(request, url), ...(named !== null && named !== 'refused' && { person: named.login }) };
  if (url.pathname.startsWith('/profile') && personOf(view.person).kind === 'anonymous') {
    // What is somebody's own is not for visitors.
    response.writeHead(302, { location: `${state.subPath}/login` }).end();
    return;
  }
  const chosen = CHOICES.filter((name) => url.searchParams.has(name)).map(
    (name) =>
      `host_${name}=${encodeURIComponent(url.searchParams.get(name) ?? '')}; Path=${state.subPath || '/'}; SameSite=Lax`,
  );
  if (chosen.length > 0) {
    CHOICES.forEach((name) => url.searchParams.delete(name));
    response.writeHead(302, { location: `${state.subPath}${url.pathname}${url.search}`, 'set-cookie': chosen }).end();
    return;
  }
  const boot = bootOf(view, state);
  const data = JSON.stringify(boot).replace(/</g, '\\u003c');
  const html = `<!doctype html>
<html lang="${boot.language}">
<head>
  <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
  <base href="${state.subPath}/">
  <title>Vigie on-call</title>
  <link rel="icon" href="public/plugins/${boot.pluginId}/img/logo.svg">
  <script>window.hostBoot = ${data};</script>
  <script type="module" src="host/boot.js"></script>
  <style>html,body{margin:0}</style>
</head>
<body class="theme-${boot.theme}"><div id="root"></div></body>
</html>`;
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(html);
}
