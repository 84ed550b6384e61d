/** A sidecar in real time with Ann, her webhook, and one integration as the docs set it up. */
import { startSidecar, type Sidecar } from '../../support/sidecar.ts';
import { until } from '../../support/waiting.ts';
import { startWebhookSink, type WebhookDelivery, type WebhookSink } from '../../support/webhook-sink.ts';

export interface Incident {
  id: string;
  number: number;
  title: string;
  state: string;
  severity: string;
  acknowledgedBy: string | null;
  resolvedBy: string | null;
  labels: Record<string, string>;
  alerts: { firing: number; total: number };
}

export interface Told {
  what: string;
  state: string;
  actor: string;
  answer: string | null;
  attempts: Array<{ outcome: string; reason: string | null; detail: string }>;
}

export interface SpineOptions {
  /** `integrations:` as YAML. */
  integrations: string;
  env?: Record<string, string>;
  /** Of Ann: her methods as YAML flow; without it the webhook. */
  contactMethods?: string;
  clock?: 'manual' | 'system';
  databaseUrl?: string;
}

export const token = 'integration-token-0123456789abcdef';

export class Spine {
  readonly sidecar: Sidecar;
  readonly sink: WebhookSink;

  constructor(sidecar: Sidecar, sink: WebhookSink) {
    this.sidecar = sidecar;
    this.sink = sink;
  }

  /** Where monitors send to. */
  get ingest(): string {
    return `${this.sidecar.url}/in`;
  }

  async incidents(query = ''): Promise<Incident[]> {
    const { status, body } = await this.sidecar.api<{ items: Incident[] }>('GET', `incidents?limit=500${query}`);
    if (status !== 200) throw new Error(`GET incidents answered ${status}: ${JSON.stringify(body)}`);
    return body.items;
  }

  /** The newest incident that matches, once there is one. */
  incident(what: string, match: (incident: Incident) => boolean, limit = 40_000): Promise<Incident> {
    return until(what, async () => (await this.incidents()).find(match), limit).catch(async (error: Error) => {
      throw new Error(`${error.message}; there are: ${JSON.stringify(await this.incidents())}`);
    });
  }

  async heartbeat(integration: string): Promise<{ state: string; lastAt: string | null } | undefined> {
    const { body } = await this.sidecar.api<{
      items: Array<{ integration: string; state: string; lastAt: string | null }>;
    }>('GET', 'heartbeats');
    return body.items.find((one) => one.integration === integration);
  }

  /** The page that tells Ann of the incident. */
  page(incident: Incident, limit = 20_000): Promise<WebhookDelivery> {
    return this.sink.waitFor(
      ({ body }) => body.kind === 'page' && (body.incident as { id?: string } | null)?.id === incident.id,
      limit,
    );
  }

  /** As Ann does on her phone: over the link of her page. */
  async acknowledgeByLink(incident: Incident): Promise<void> {
    const { body } = await this.page(incident);
    const url = this.sidecar.local(String((body.incident as { acknowledgeUrl: string }).acknowledgeUrl));
    const answer = await fetch(url, { method: 'POST', redirect: 'manual' });
    if (answer.status >= 400) throw new Error(`POST ${url} answered ${answer.status}: ${await answer.text()}`);
  }

  async command(incident: Incident, name: string, body?: object): Promise<void> {
    const answer = await this.sidecar.api('POST', `incidents/${incident.id}/${name}`, body);
    if (answer.status !== 200) throw new Error(`${name} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }

  async timeline(incident: Incident): Promise<string[]> {
    const { body } = await this.sidecar.api<{ items: Array<{ text: string; actor: string | null }> }>(
      'GET',
      `incidents/${incident.id}/timeline?limit=500`,
    );
    return body.items.map(({ text }) => text);
  }

  /** Once its timeline says so. */
  explains(incident: Incident, text: string, limit = 40_000): Promise<unknown> {
    return until(
      `its timeline says: ${text}`,
      async () => (await this.timeline(incident)).some((line) => line.includes(text)),
      limit,
    ).catch(async (error: Error) => {
      throw new Error(`${error.message}; it says: ${JSON.stringify(await this.timeline(incident))}`);
    });
  }

  /** That Ann has been told of it so many times, and no more. */
  async paged(incident: Incident, times: number): Promise<void> {
    await until(`paged ${times} times`, () => this.pagesOf(incident).length >= times);
    if (this.pagesOf(incident).length !== times)
      throw new Error(`paged ${this.pagesOf(incident).length} times, not ${times}`);
  }

  async told(incident: Incident): Promise<Told[]> {
    const { status, body } = await this.sidecar.api<{ items: Told[] }>('GET', `incidents/${incident.id}/sync`);
    if (status !== 200) throw new Error(`GET sync answered ${status}: ${JSON.stringify(body)}`);
    return body.items;
  }

  /** What the source was told of the kind, once that has ended one way or another. */
  async toldOf(incident: Incident, what: string, limit = 60_000): Promise<Told> {
    const ended = async () =>
      (await this.told(incident)).findLast(
        (one) => one.what === what && ['done', 'failed', 'skipped'].includes(one.state),
      );
    return until(`the source was told ${what}`, ended, limit).catch(async (error: Error) => {
      throw new Error(`${error.message}; so far: ${JSON.stringify(await this.told(incident))}`);
    });
  }

  /** Pages of one incident so far. */
  pagesOf(incident: Incident): WebhookDelivery[] {
    return this.sink.items.filter(
      ({ body }) => body.kind === 'page' && (body.incident as { id?: string } | null)?.id === incident.id,
    );
  }

  async stop(): Promise<void> {
    await this.sink.stop();
    await this.sidecar.remove();
  }
}

export async function startSpine({
  integrations,
  env = {},
  contactMethods,
  clock = 'system',
  databaseUrl,
}: SpineOptions): Promise<Spine> {
  const sink = await startWebhookSink();
  const methods = contactMethods ?? `[ { id: hook, type: webhook, to: "${sink.url('/ann')}" } ]`;
  const provisioning = `
apiVersion: 1
users:
  - { login: ann, name: Ann Martin, email: ann@example.com, timeZone: Europe/Paris, contactMethods: ${methods} }
teams:
  - { id: sre, name: SRE, members: [ann] }
escalationPolicies:
  - { id: sre, name: SRE, team: sre, steps: [ { notify: [ { user: ann } ], wait: 10m } ] }
${integrations}`;
  const sidecar = await startSidecar({ provisioning, clock, env, databaseUrl });
  return new Spine(sidecar, sink);
}
