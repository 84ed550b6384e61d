/**
 * Whatever headers somebody makes Grafana's proxy drop, Vigie answers them as themselves or not at all:
 * nobody who comes through Grafana is ever the administrator `api`.
 */
import { readFileSync } from 'node:fs';
import { createServer, request as requestOf } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeIdentities } from '../host/identity.ts';
import type { Identities } from '../host/identity.ts';
import { PEOPLE, ROBOT, VISITOR } from '../host/people.ts';
import type { Person } from '../host/people.ts';
import { proxy } from '../host/proxy.ts';
import type { PluginRoute } from '../host/proxy.ts';
import { onEachDatabase } from '../support/databases.ts';
import { apiToken, pluginToken, startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';

/** What Grafana's director, or Go after it, writes. */
const NAMES = [
  'X-Grafana-Id',
  'X-Grafana-Context',
  'X-Grafana-User',
  'X-Grafana-Referer',
  'Via',
  'X-Forwarded-For',
  'Authorization',
];
const SUBSETS = Array.from({ length: 2 ** NAMES.length }, (_, mask) =>
  NAMES.filter((_name, bit) => (mask & (1 << bit)) !== 0),
);

const member = (login: string, role: Person['role']): Person => ({
  ...(PEOPLE[0] as Person),
  id: 10 + login.length,
  uid: `u-${login}`,
  login,
  name: login,
  email: '',
  role,
  teams: [],
});

interface Asker {
  who: string;
  person: Person;
  /** What they are where they are let in. */
  is: object;
}

const ASKERS: Asker[] = [
  {
    who: 'a Viewer',
    person: member('dee', 'Viewer'),
    is: { kind: 'person', login: 'dee', role: 'Viewer', can: { administer: false } },
  },
  {
    who: 'an Editor',
    person: member('cleo', 'Editor'),
    is: { kind: 'person', login: 'cleo', role: 'Editor', can: { administer: false } },
  },
  { who: 'an Admin', person: member('root', 'Admin'), is: { kind: 'person', login: 'root', role: 'Admin' } },
  {
    who: 'a service account',
    person: ROBOT,
    is: {
      kind: 'script',
      login: null,
      name: expect.stringMatching(/^(robot|service account bg5ihgp2t05c0a)$/),
      role: 'Editor',
      can: { administer: false },
    },
  },
  {
    who: 'an anonymous visitor',
    person: VISITOR,
    is: {
      kind: 'script',
      login: null,
      name: 'anonymous',
      role: 'Viewer',
      can: { respond: false, edit: false, administer: false },
    },
  },
];

const [now] = (
  JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../plugin.json'), 'utf8')) as { routes: PluginRoute[] }
).routes.filter((route) => route.path === 'api/*') as [PluginRoute];

/** How plugin and sidecar are set up: the route of plugin.json and the token in the plugin's settings. */
const SETUPS = [
  { setup: 'the plugin and its token', route: now, token: pluginToken, isLetIn: true },
  { setup: 'the plugin with the API token', route: now, token: apiToken, isLetIn: true },
  {
    setup: 'the plugin of 0.1 with the API token',
    route: { ...now, url: '{{ .JsonData.sidecarUrl }}/api' },
    token: apiToken,
    isLetIn: false,
  },
  {
    setup: 'the plugin of 0.1 with the plugin’s token',
    route: { ...now, url: '{{ .JsonData.sidecarUrl }}/api' },
    token: pluginToken,
    isLetIn: false,
  },
];

/** Grafana as it stands before the sidecar: its keys, and its plugin proxy. */
class Front {
  readonly #server: Server;
  #identities: Identities | null = null;
  person: Person = VISITOR;
  route: PluginRoute = now;
  token = pluginToken;
  sidecarUrl = '';

  constructor() {
    this.#server = createServer((request, response) => {
      const identities = this.#identities as Identities;
      if (request.url === '/api/signing-keys/keys') {
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(identities.jwks));
        return;
      }
      const settings = {
        enabled: true,
        jsonData: { sidecarUrl: this.sidecarUrl },
        secureJsonData: { sidecarToken: this.token },
      };
      void proxy({
        request,
        response,
        rest: (request.url ?? '').slice(1),
        search: '',
        routes: [this.route],
        settings,
        person: this.person,
        identities,
        root: `${this.url}/`,
      });
    });
  }

  async start(): Promise<void> {
    this.#identities = await makeIdentities();
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** As a browser or a script sends it to Grafana, with headers that `fetch` would refuse to send. */
  ask(
    method: string,
    route: string,
    headers: Record<string, string | string[]>,
    body?: object,
  ): Promise<{ status: number; body: unknown }> {
    return new Promise((resolve, reject) => {
      const text = body === undefined ? '' : JSON.stringify(body);
      const sent = {
        ...headers,
        ...(body !== undefined && {
          'Content-Type': 'application/json',
          'Content-Length': String(Buffer.byteLength(text)),
        }),
      };
      const asking = requestOf(`${this.url}/api/v1/${route}`, { method, headers: sent, agent: false }, (answer) => {
        const chunks: Buffer[] = [];
        answer
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .once('end', () =>
            resolve({ status: answer.statusCode ?? 0, body: parsed(Buffer.concat(chunks).toString('utf8')) }),
          );
      });
      asking.once('error', reject).end(text);
    });
  }
}

function parsed(text: string): unknown {
  return text === '' ? null : JSON.parse(text);
}

/** A few at a time: each is a connection of its own. */
async function inTurns<T>(items: readonly T[], each: (item: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += 16) {
    await Promise.all(items.slice(from, from + 16).map(each));
  }
}

/** Also what the browser claims for itself, which Grafana writes over, or hands on where it writes nothing. */
const CLAIMS = {
  'X-Grafana-Context': '{"Login":"root","UserUID":"u-root","OrgID":1,"OrgRole":"Admin"}',
  'X-Grafana-User': 'root',
  'X-Forwarded-For': '10.0.0.1',
};

onEachDatabase('Through Grafana', (database) => {
  let front: Front;
  beforeAll(async () => {
    front = new Front();
    await front.start();
  });
  afterAll(() => front?.stop());

  describe.each([true, false])('with the identity verified: %s', (isVerified) => {
    let sidecar: Sidecar;
    beforeAll(async () => {
      sidecar = await startSidecar({
        databaseUrl: await database.fresh(),
        env: isVerified ? { VIGIE_GRAFANA_URL: front.url } : {},
      });
      front.sidecarUrl = sidecar.url;
    });
    afterAll(() => sidecar?.remove());

    // With the plugin's token nothing on `/api` is looked at but the token: that is tried below.
    test.each(
      SETUPS.filter(({ token, isLetIn }) => isLetIn || token === apiToken).flatMap((setup) =>
        ASKERS.map((asker) => ({ ...setup, ...asker })),
      ),
    )(
      '$setup: $who is nobody else, whatever headers Connection names',
      async ({ route, token, person, is, isLetIn }) => {
        Object.assign(front, { route, token, person });
        let letIn = 0;
        await inTurns(SUBSETS, async (names) => {
          const { status, body } = await front.ask('GET', 'me', {
            ...CLAIMS,
            Connection: ['close', ...names].join(', '),
          });
          const what = `without ${names.join(', ')}: ${JSON.stringify(body)}`;
          expect([200, 401], what).toContain(status);
          if (status === 200) {
            letIn += 1;
            expect(body, what).toMatchObject(is);
          }
          // Who is asking and the token are all that counts.
          const isKnown =
            !names.includes('Authorization') && !names.includes(isVerified ? 'X-Grafana-Id' : 'X-Grafana-Context');
          expect(status, what).toBe(isLetIn && isKnown ? 200 : 401);
        });
        expect(letIn).toBe(isLetIn ? SUBSETS.length / 4 : 0);
      },
    );

    test.each(SETUPS)('$setup: no Viewer makes a token for an administrator', async ({ route, token }) => {
      Object.assign(front, { route, token, person: ASKERS[0]?.person });
      const attacks = [
        'close, X-Grafana-Id, X-Grafana-Context, X-Grafana-User, X-Grafana-Referer, Via',
        'keep-alive, x-grafana-id,x-grafana-context',
        'close, X-Forwarded-For, X-Grafana-Id, X-Grafana-Context, X-Grafana-Referer',
        'close',
      ];
      for (const Connection of attacks) {
        const { status } = await front.ask(
          'POST',
          'tokens',
          { ...CLAIMS, Connection },
          { name: 'mine', scopes: ['admin'] },
        );
        expect([401, 403], Connection).toContain(status);
      }
      const made = await sidecar.api<{ items: object[] }>('GET', 'tokens');
      expect(made.body.items).toEqual([]);
      const audit = await sidecar.api<{ items: Array<{ actor: string; kind: string }> }>('GET', 'audit');
      expect(audit.body.items.filter(({ kind }) => kind === 'tokens')).toEqual([]);
    });

    test('both ways in are refused to who has the wrong token, and to who has none', async () => {
      Object.assign(front, { route: now, person: ASKERS[2]?.person });
      for (const token of ['', 'wrong', `${pluginToken}x`]) {
        front.token = token;
        expect((await front.ask('GET', 'me', {})).status, token).toBe(401);
      }
    });
  });
});
