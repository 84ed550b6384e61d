/** The preview host's server: Grafana's URLs, as far as the plugin uses them. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { alertmanagerApi } from './alerting/alertmanager-api.ts';
import { Alertmanager } from './alerting/alertmanager.ts';
import { alertingApi } from './alerting/provisioning-api.ts';
import { resourcesApi } from './alerting/resources-api.ts';
import { hostBundle, packagesOf } from './bundle.ts';
import type { BundleOptions, Line } from './bundle.ts';
import { grafanaApi, settingsFor } from './grafana-api.ts';
import type { ContactPoint, HostState } from './host-state.ts';
import { makeIdentities } from './identity.ts';
import { pageOf, viewOf } from './page.ts';
import { bearerOf, hasRole, personOf } from './people.ts';
import type { Role } from './people.ts';
import { proxy } from './proxy.ts';
import { ServiceAccounts } from './service-accounts.ts';

const root = path.resolve(import.meta.dirname, '../..');

export interface HostOptions extends BundleOptions {
  line?: Line;
  /** 0: the system chooses. */
  port?: number;
  /** Address of the sidecar as the plugin's settings have it; absent: not set up yet. */
  sidecarUrl?: string;
  /** Whether the plugin's settings were ever saved; default: yes. */
  isSetUp?: boolean;
  /** Called at each use, for the sidecar may make its token after the host has started. */
  token?: () => string | null;
  contactPoints?: ContactPoint[];
  /** Serves Grafana below it, as behind a proxy with `root_url` and `serve_from_sub_path`: `/grafana`. */
  subPath?: string;
  /** Grafana's `root_url` where a proxy stands in front of it, without a slash at the end. */
  rootUrl?: string;
  /** No pages, so nothing is bundled. */
  isApiOnly?: boolean;
  /** The folder with the built plugin. */
  dist?: string;
}

export interface Host {
  url: string;
  state: HostState;
  close(): Promise<void>;
}

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.map': 'application/json',
  '.png': 'image/png',
  '.md': 'text/markdown',
  '.woff2': 'font/woff2',
};

function sendFile(response: ServerResponse, folder: string, name: string): void {
  const file = path.join(folder, name);
  if (!file.startsWith(folder + path.sep) || !existsSync(file)) {
    response.writeHead(404).end();
    return;
  }
  response
    .writeHead(200, {
      'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
      'cache-control': 'no-cache',
    })
    .end(readFileSync(file));
}

async function jsonBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}

interface Served {
  state: HostState;
  bundle: string;
  dist: string;
  icons: string;
}

/** The basic roles that plugin.json gives an action. */
function grantsOf({ roles = [] }: HostState['plugin'], action: string): Role[] {
  const ranks: readonly string[] = ['Viewer', 'Editor', 'Admin'];
  return roles
    .filter(({ role }) => role.permissions.some((one) => one.action === action))
    .flatMap(({ grants }) => grants.filter((grant): grant is Role => ranks.includes(grant)));
}

async function serveApi(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  { state }: Served,
): Promise<void> {
  const named = bearerOf(request.headers.authorization, state.serviceAccounts);
  if (named === 'refused') {
    response
      .writeHead(401, { 'content-type': 'application/json' })
      .end(JSON.stringify({ message: 'Invalid API key', messageId: 'api-key.invalid', statusCode: 401, traceID: '' }));
    return;
  }
  const person = named ?? personOf(viewOf(request, url).person);
  const proxied = `/api/plugin-proxy/${state.plugin.id}/`;
  if (url.pathname.startsWith(proxied)) {
    const late = state.lateToken();
    const settings = settingsFor(person, state);
    const known =
      settings === null || late === null
        ? settings
        : { ...settings, secureJsonData: { sidecarToken: late, ...settings.secureJsonData } };
    return proxy({
      request,
      response,
      rest: url.pathname.slice(proxied.length),
      search: url.search,
      routes: state.plugin.routes,
      settings: known,
      person,
      identities: state.identities,
      may: (action) =>
        !state.takenActions.has(action) && grantsOf(state.plugin, action).some((role) => hasRole(person, role)),
      root: `${state.root}/`,
    });
  }
  const call = {
    method: request.method ?? 'GET',
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    body: await jsonBody(request),
    person,
  };
  const result = grafanaApi(call, state) ??
    state.serviceAccounts.api(call) ??
    alertmanagerApi(call, state) ??
    resourcesApi(call, state) ??
    (await alertingApi(call, state, `${state.root}/`)) ?? { status: 404, body: { message: 'Not found' } };
  response.writeHead(result.status, { 'content-type': 'application/json' }).end(JSON.stringify(result.body));
}

/** On every answer of Grafana, its own and the proxied. */
const ON_ALL = { 'x-content-type-options': 'nosniff', 'x-frame-options': 'deny', 'x-xss-protection': '1; mode=block' };

async function serve(request: IncomingMessage, response: ServerResponse, served: Served): Promise<void> {
  Object.entries(ON_ALL).forEach(([name, value]) => response.setHeader(name, value));
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
  const { state } = served;
  if (url.pathname !== state.subPath && !url.pathname.startsWith(`${state.subPath}/`)) {
    // What is not below it is not Grafana's: whatever else the proxy leads to.
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
    return;
  }
  url.pathname = url.pathname.slice(state.subPath.length);
  const own = `/public/plugins/${state.plugin.id}/`;
  const [pathname] = [decodeURIComponent(url.pathname)];
  if (pathname === '/healthz') {
    response.writeHead(200, { 'content-type': 'text/plain' }).end('Ok');
    return;
  }
  if (/^\/apis?\//.test(url.pathname)) {
    return serveApi(request, response, url, served);
  }
  if (pathname.startsWith(own)) {
    return sendFile(response, served.dist, pathname.slice(own.length));
  }
  const [, id = '', file = ''] = /^\/public\/plugins\/([^/]+)\/(.+)$/.exec(pathname) ?? [];
  const folder = state.nested.get(id);
  if (folder !== undefined) {
    // Each has an address of its own: what lies elsewhere in the app is not below it.
    return sendFile(response, folder, file);
  }
  if (pathname.startsWith('/public/build/img/')) {
    // npm's packages lack icons that Grafana has of its own.
    return sendFile(
      response,
      served.icons,
      pathname.slice('/public/build/img/'.length).replace(/(?:spinner|web-section-alt)\.svg$/, 'sync.svg'),
    );
  }
  if (pathname.startsWith('/host/')) {
    return sendFile(response, served.bundle, pathname.slice('/host/'.length));
  }
  if (pathname.startsWith('/public/')) {
    // npm's packages come without Grafana's fonts; the system's do for a preview.
    response.writeHead(404).end();
    return;
  }
  if (pathname === '/') {
    response.writeHead(302, { location: `${state.subPath}/a/${state.plugin.id}/home` }).end();
    return;
  }
  pageOf(request, response, url, state);
}

/** The panel and the data source that the app states and brings along. */
function nestedIn({ includes }: HostState['plugin'], dist: string): Map<string, string> {
  const files = includes
    .filter(({ type }) => type === 'panel' || type === 'datasource')
    .map(({ path: file = '' }) => path.join(dist, file));
  return new Map(
    files.map((file) => [(JSON.parse(readFileSync(file, 'utf8')) as { id: string }).id, path.dirname(file)]),
  );
}

async function newState(options: HostOptions, dist: string, line: Line): Promise<HostState> {
  const manifest = path.join(dist, 'plugin.json');
  if (!existsSync(manifest)) {
    throw new Error(`The plugin is not built: run npm run build (looked for ${manifest})`);
  }
  const version = (
    JSON.parse(readFileSync(path.join(packagesOf(line), 'node_modules/@grafana/runtime/package.json'), 'utf8')) as {
      version: string;
    }
  ).version;
  const plugin = JSON.parse(readFileSync(manifest, 'utf8')) as HostState['plugin'];
  const takenActions = new Set<string>();
  const state: HostState = {
    plugin,
    nested: nestedIn(plugin, dist),
    version,
    subPath: options.subPath ?? '',
    identities: await makeIdentities(),
    takenActions,
    serviceAccounts: new ServiceAccounts(takenActions),
    lateToken: options.token ?? (() => null),
    isSetUp: options.isSetUp ?? true,
    secondSettings: null,
    alertmanager: new Alertmanager(
      () => `${state.root}/`,
      () => String(state.policies.receiver),
    ),
    settings: {
      enabled: true,
      jsonData: options.sidecarUrl === undefined ? {} : { sidecarUrl: options.sidecarUrl },
      secureJsonData: {},
    },
    contactPoints: options.contactPoints ?? [
      {
        uid: 'email',
        name: 'empty',
        type: 'email',
        settings: { addresses: '<example@email.com>' },
        disableResolveMessage: false,
      },
    ],
    policies: { receiver: 'empty', group_by: ['grafana_folder', 'alertname'], routes: [] },
    sent: [],
    root: '',
  };
  return state;
}

/** Resolves once the host listens on the loopback. */
export async function startHost(options: HostOptions = {}): Promise<Host> {
  const line = options.line ?? '13';
  const dist = options.dist ?? path.join(root, 'dist');
  const state = await newState(options, dist, line);
  const bundle = options.isApiOnly === true ? '' : await hostBundle(line, options);
  const icons = path.join(packagesOf(line), 'node_modules/@grafana/ui/dist/public/img');
  const served: Served = { state, bundle, dist, icons };
  const server = createServer((request, response) => {
    serve(request, response, served).catch((error: unknown) => {
      console.error(
        `preview host: ${request.method} ${request.url}: ${error instanceof Error ? error.stack : String(error)}`,
      );
      response
        .writeHead(500, { 'content-type': 'application/json' })
        .end(JSON.stringify({ message: 'preview host: see its output' }));
    });
  });
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve),
  );
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${state.subPath}`;
  state.root = options.rootUrl ?? url;
  return { url, state, close };
}
