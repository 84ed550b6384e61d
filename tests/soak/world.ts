/** A sidecar with everything on, and receivers that write what comes into the ledger. */
import { setTimeout as pause } from 'node:timers/promises';
import { startSidecar, type Sidecar } from '../support/sidecar.ts';
import { startWebhookSink, type WebhookDelivery, type WebhookSink } from '../support/webhook-sink.ts';
import { Ledger } from './ledger.ts';
import { openPages } from './open-pages.ts';

export const token = 'soak-webhook-token-0123456789';
export const icingaToken = 'soak-icinga-token-0123456789';

const ROOM = '/room';
const TOLD = '/v1/actions/acknowledge-problem';

const provisioning = (sink: WebhookSink) => {
  const user = (login: string) =>
    `{ login: ${login}, name: ${login}, email: ${login}@example.com, contactMethods: [{ id: hook, type: webhook, to: "${sink.url(`/${login}`)}" }], notificationRules: { default: [{ method: hook, after: 0s }], urgent: [{ method: hook, after: 0s }] } }`;
  return `apiVersion: 1
users: [${['ann', 'ben', 'cleo'].map(user).join(', ')}]
teams: [{ id: sre, name: SRE, members: [ann, ben] }]
channels: [{ id: room, type: webhook, settings: { url: "${sink.url(ROOM)}" } }]
rotas: [{ id: primary, team: sre, timeZone: Europe/Paris, layers: [{ id: l, participants: [[ann]] }] }]
escalationPolicies:
  - { id: sre, name: SRE, team: sre, steps: [{ notify: [{ rota: primary }], wait: 10s }, { notify: [{ user: ben }], wait: 1d }] }
subscriptions: [{ id: news, name: News, team: sre, events: [opened, acknowledged, resolved], to: [{ channel: room }, { user: cleo }] }]
integrations:
  - { id: soak, name: Soak, type: webhook, team: sre, token: ${token}, policy: sre }
  - { id: icinga, name: Icinga, type: icinga2, team: sre, token: ${icingaToken}, policy: sre, sync: { url: "${sink.url('')}", user: vigie, password: a-password } }
`;
};

export interface World {
  sidecar: Sidecar;
  ledger: Ledger;
  /** The monitor's host of an incident, under which it is told of it. */
  hosts: Map<string, string>;
  close(): Promise<void>;
}

/** @param databaseUrl absent: SQLite in the sidecar's own folder */
export async function startWorld(databaseUrl: string | undefined): Promise<World> {
  const [sink, ledger, hosts] = [await startWebhookSink(), new Ledger(), new Map<string, string>()];
  const sidecar = await startSidecar({
    provisioning: provisioning(sink),
    clock: 'system',
    // A port that the system chooses, which the log then names; the sidecar itself is as it always is.
    env: { NODE_OPTIONS: '--inspect=127.0.0.1:0' },
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  });
  const stop = new AbortController();
  const loops = [
    every(stop.signal, () => sink.take().forEach((delivery) => write(ledger, hosts, delivery))),
    openPages(sidecar, stop.signal, {
      // They are told the same, and one of them must be told of every incident.
      hear: (id) => ledger.note(id, 'heard', performance.now()),
      unexpected: (what) => ledger.unexpected.push(what),
    }),
  ];
  return {
    sidecar,
    ledger,
    hosts,
    close: async () => {
      stop.abort();
      await Promise.all(loops);
      await sidecar.remove();
      await sink.stop();
    },
  };
}

async function every(signal: AbortSignal, work: () => void): Promise<void> {
  while (!signal.aborted) {
    work();
    await pause(50);
  }
}

/** The sink notes when something came; this may run later. */
function write(ledger: Ledger, hosts: Map<string, string>, { path, body, headers, at }: WebhookDelivery): void {
  const { kind, incident, update } = body as {
    kind?: string;
    incident?: { id: string };
    update?: { kind: string } | null;
  };
  const key = String(headers['idempotency-key']);
  if (path === TOLD) {
    const id = hosts.get(String(body['host']));
    if (id === undefined) ledger.unexpected.push(`the monitor was told of ${JSON.stringify(body).slice(0, 200)}`);
    else ledger.note(id, 'told', at);
  } else if (incident !== undefined && kind === 'page' && (path === '/ann' || path === '/ben')) {
    ledger.note(incident.id, path === '/ann' ? 'ann' : 'ben', at, key);
  } else if (incident !== undefined && kind === 'update' && path === ROOM && update?.kind === 'opened') {
    ledger.note(incident.id, 'opened', at, key);
  } else if (kind === 'page') {
    ledger.unexpected.push(`a page at ${path}`);
  }
}
