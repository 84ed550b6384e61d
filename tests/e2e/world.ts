/** A sidecar with a small team, and the preview host in front of it; time stands at a Wednesday morning. */
import { addDemo } from '../../scripts/lib/demo-data.mjs';
import type { Host, HostOptions } from '../host/server.ts';
import { startHost } from '../host/server.ts';
import type { Line } from '../host/bundle.ts';
import type { Mailbox } from '../support/mailbox.ts';
import { startMailbox } from '../support/mailbox.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { GrafanaApi } from './grafana-api.ts';
import { ADMIN, GRAFANA_URL, prepare, realHost } from './real-grafana.ts';
import { apiToken, startSidecar } from '../support/sidecar.ts';

export const NOW = '2026-01-07T09:30:00.000Z';

export const WEBHOOK = 'e2e-webhook-token-0123456789';

export const PROVISIONING = `
apiVersion: 1
users:
  - { login: ann, name: Ann Martin, email: ann@example.com, timeZone: Europe/Paris }
  - { login: ben, name: Ben Petit, email: ben@example.com, timeZone: Europe/Paris }
  - { login: cleo, name: Cleo Roux, email: cleo@example.com, timeZone: Europe/Paris }
  - { login: dee, name: Dee Blanc, email: dee@example.com, timeZone: Europe/Paris }
teams:
  - { id: sre, name: SRE, members: [ann, ben, cleo], managers: [cleo] }
absences:
  - { id: away, user: ben, start: 2026-01-13T00:00, end: 2026-01-15T00:00, timeZone: Europe/Paris, kind: leave }
rotas:
  - id: sre
    name: SRE primary
    team: sre
    timeZone: Europe/Paris
    holidays: FR
    layers:
      - { id: week, rotation: { every: 1, unit: week, start: 2026-01-05T09:00 }, participants: [[ann], [ben], [cleo]] }
      - { id: office, rotation: { every: 1, unit: day, start: 2026-01-05T09:00, advance: covered }, participants: [[ben], [cleo]], restrictions: [ { days: [workday], from: "09:00", to: "18:00" } ] }
  - id: office
    name: Office hours
    team: sre
    timeZone: Europe/Paris
    layers:
      - { id: day, rotation: { every: 1, unit: day, start: 2026-01-05T09:00 }, participants: [[ann], [cleo]], restrictions: [ { days: [mon, tue, wed, thu, fri], from: "09:00", to: "18:00" } ] }
escalationPolicies:
  - id: sre
    name: SRE escalation
    team: sre
    repeat: 1
    steps:
      - { notify: [ { rota: sre } ], urgency: urgent, wait: 5m }
      - { notify: [ { rota: sre, who: next }, { user: cleo } ], wait: 10m }
integrations:
  - { id: scripts, name: Scripts, type: webhook, team: sre, token: ${WEBHOOK}, policy: sre }
`;

export interface World {
  host: Host;
  /** What is asked of Grafana, and changed in it, whichever it is. */
  grafana: GrafanaApi;
  sidecar: Sidecar;
  /** @returns the id of the incident. */
  alert(body: {
    title: string;
    severity?: string;
    id?: string;
    status?: string;
    description?: string;
  }): Promise<string>;
  close(): Promise<void>;
}

/** `system`: time goes on, as it does in a real Grafana. */
export type WorldOptions = Pick<HostOptions, 'mode' | 'subPath' | 'rootUrl'> & {
  clock?: 'system';
  /** YAML of more kinds than the team has. */
  more?: string;
  /** YAML in place of the team's. */
  provisioning?: string;
};

async function startGrafana(options: HostOptions): Promise<Host> {
  if (GRAFANA_URL === null) {
    return startHost(options);
  }
  await prepare();
  return realHost();
}

export async function startWorld(
  line: Line,
  { clock, more = '', provisioning = PROVISIONING, ...options }: WorldOptions = {},
): Promise<World> {
  const host = await startGrafana({ line, ...options, isSetUp: false });
  const sidecar = await startSidecar({
    provisioning: provisioning + more,
    clock,
    env: { VIGIE_GRAFANA_URL: host.url, TZ: 'UTC' },
  });
  const grafana = new GrafanaApi(host.url, ADMIN, () => sidecar.url);
  await grafana.setPlugin();
  if (clock !== 'system') {
    await sidecar.setClock(NOW);
  }
  return {
    host,
    grafana,
    sidecar,
    async alert(body) {
      const answer = await sidecar.ingest<{ incidents: string[] }>(WEBHOOK, body);
      if (answer.status !== 202) {
        throw new Error(`the alert was refused: ${answer.status} ${JSON.stringify(answer.body)}`);
      }
      return answer.body.incidents[0] ?? '';
    },
    async close() {
      await host.close();
      await sidecar.remove();
    },
  };
}

export interface OwnWorld {
  host: Host;
  grafana: GrafanaApi;
  sidecar: Sidecar;
  mailbox: Mailbox;
  close(): Promise<void>;
}

function standing(host: Host, sidecar: Sidecar, mailbox: Mailbox): OwnWorld {
  const close = async () => {
    await host.close();
    await sidecar.remove();
    await mailbox.stop();
  };
  return { host, grafana: new GrafanaApi(host.url, ADMIN, () => sidecar.url), sidecar, mailbox, close };
}

/** Nothing is set up: a sidecar that has just been started, with a mail server, and a Grafana that does not know it yet. */
export async function startEmptyWorld(line: Line): Promise<OwnWorld> {
  const host = await startGrafana({ line, isSetUp: false });
  const mailbox = await startMailbox();
  const sidecar = await startSidecar({
    clock: 'system',
    env: { VIGIE_GRAFANA_URL: host.url, VIGIE_SMTP_URL: mailbox.url, VIGIE_MAIL_FROM: 'vigie@example.com', TZ: 'UTC' },
  });
  const world = standing(host, sidecar, mailbox);
  if (GRAFANA_URL !== null) {
    // The settings of earlier tests are there to stay; a plugin that is off and knows nothing is the nearest.
    await world.grafana.setPlugin({ enabled: false, address: null, token: '' });
    await world.grafana.forgetAlerting();
  }
  return world;
}

/** Two teams in the middle of a day: what the demo of `npm start -- --demo` shows, at an instant that stands still. */
export async function startDemoWorld(line: Line): Promise<OwnWorld> {
  const host = await startGrafana({ line, isSetUp: false });
  const mailbox = await startMailbox();
  const sidecar = await startSidecar({
    provisioning: PROVISIONING,
    env: { VIGIE_GRAFANA_URL: host.url, VIGIE_SMTP_URL: mailbox.url, VIGIE_MAIL_FROM: 'vigie@example.com', TZ: 'UTC' },
  });
  const world = standing(host, sidecar, mailbox);
  await world.grafana.setPlugin();
  await sidecar.setClock(NOW);
  await addDemo({ url: sidecar.url, token: apiToken });
  await sidecar.advance('4m');
  return world;
}
