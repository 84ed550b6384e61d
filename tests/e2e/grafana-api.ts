/**
 * What tests change in Grafana and ask of it, by its own API: the preview host and a real one are asked the same.
 * What only the preview host can be told (an older plugin, another signature) stays at `world.host.state`.
 */
import type { ContactPoint } from '../host/host-state.ts';
import { pluginToken } from '../support/sidecar.ts';

export const PLUGIN = 'vigie-oncall-app';

export interface Credentials {
  user: string;
  password: string;
}

/** What is left out becomes what the tests' sidecar needs; `address: null`: none. */
interface PluginChange {
  address?: string | null;
  token?: string;
  enabled?: boolean;
}

export interface GrafanaAnswer<T = unknown> {
  status: number;
  body: T;
}

interface Receiver {
  spec: { integrations: Array<{ uid: string; settings: object }> };
}

export class GrafanaApi {
  readonly url: string;
  readonly #admin: Credentials;
  readonly #address: () => string;

  /** @param address of the tests' sidecar */
  constructor(url: string, admin: Credentials, address: () => string) {
    this.url = url;
    this.#admin = admin;
    this.#address = address;
  }

  /** As an administrator, unless `authorization` says another. */
  async ask<T = unknown>(
    method: string,
    route: string,
    body?: unknown,
    authorization = basic(this.#admin),
  ): Promise<GrafanaAnswer<T>> {
    const headers = { authorization, 'content-type': 'application/json', 'x-disable-provenance': 'true' };
    const answer = await fetch(`${this.url}${route}`, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json().catch(() => ({}))) as T };
  }

  async #must<T>(method: string, route: string, body?: unknown, authorization?: string): Promise<T> {
    const answer = await this.ask<T>(method, route, body, authorization);
    if (answer.status < 200 || answer.status > 299) {
      throw new Error(
        `Grafana at ${this.url} answered ${answer.status} to ${method} ${route}: ${JSON.stringify(answer.body)}`,
      );
    }
    return answer.body;
  }

  /** Saves the plugin's settings; without a change, those with which it reaches the sidecar. */
  async setPlugin(
    { address = this.#address(), token = pluginToken, enabled = true }: PluginChange = {},
    who?: Credentials,
  ): Promise<void> {
    const settings = {
      enabled,
      pinned: true,
      // Grafana keeps what it has where nothing is sent.
      jsonData: { sidecarUrl: address ?? '' },
      secureJsonData: { sidecarToken: token },
    };
    await this.#must('POST', `/api/plugins/${PLUGIN}/settings`, settings, who && basic(who));
  }

  contactPoints(): Promise<ContactPoint[]> {
    return this.#must('GET', '/api/v1/provisioning/contact-points');
  }

  async contactPoint(uid: string): Promise<ContactPoint | undefined> {
    return (await this.contactPoints()).find((one) => one.uid === uid);
  }

  async addContactPoint(point: Omit<ContactPoint, 'provenance'>): Promise<void> {
    await this.#must('POST', '/api/v1/provisioning/contact-points', point);
  }

  /**
   * Where it sends to: as if the public name of the tests led to the sidecar. By the newer API, which keeps secrets that
   * it names: the older stores `[REDACTED]` in place of a nested one.
   */
  async redirect(uid: string, url: string): Promise<void> {
    const point = await this.contactPoint(uid);
    const name = Buffer.from(point?.name ?? '').toString('base64url');
    const route = `/apis/notifications.alerting.grafana.app/v0alpha1/namespaces/default/receivers/${name}`;
    const receiver = await this.#must<Receiver>('GET', route);
    const integrations = receiver.spec.integrations.map((one) =>
      one.uid === uid ? { ...one, settings: { ...one.settings, url } } : one,
    );
    await this.#must('PUT', route, { ...receiver, spec: { ...receiver.spec, integrations } });
  }

  /** The receiver of alerts that no route takes: its name is the installation's own. */
  async rootReceiver(): Promise<string> {
    return String((await this.policies()).receiver);
  }

  policies(): Promise<Record<string, unknown>> {
    return this.#must('GET', '/api/v1/provisioning/policies');
  }

  async setPolicies(policies: object): Promise<void> {
    await this.#must('PUT', '/api/v1/provisioning/policies', policies);
  }

  /** As a Grafana that was just installed has them: nothing of Vigie. */
  async forgetAlerting(): Promise<void> {
    await this.setPolicies({
      receiver: await this.rootReceiver(),
      group_by: ['grafana_folder', 'alertname'],
      routes: [],
    });
    for (const { uid, type } of await this.contactPoints()) {
      if (type === 'webhook') {
        await this.#must('DELETE', `/api/v1/provisioning/contact-points/${uid}`);
      }
    }
  }

  /** Those that Vigie made for an integration, with their tokens. */
  async silenceAccounts(integration: string): Promise<Array<{ id: number; role: string; tokens: number[] }>> {
    const { serviceAccounts } = await this.#must<{
      serviceAccounts: Array<{ id: number; name: string; role: string }>;
    }>('GET', `/api/serviceaccounts/search?perpage=1000&query=${encodeURIComponent('Vigie silences')}`);
    const own = serviceAccounts.filter(({ name }) => name.startsWith(`Vigie silences ${integration} `));
    return Promise.all(
      own.map(async ({ id, role }) => {
        const tokens = await this.#must<Array<{ id: number }>>('GET', `/api/serviceaccounts/${id}/tokens`);
        return { id, role, tokens: tokens.map((token) => token.id) };
      }),
    );
  }

  async removeServiceAccount(id: number): Promise<void> {
    await this.#must('DELETE', `/api/serviceaccounts/${id}`);
  }

  silences(): Promise<
    Array<{
      id: string;
      comment: string;
      createdBy: string;
      status: { state: string };
      matchers: Array<{ name: string; value: string }>;
    }>
  > {
    return this.#must('GET', '/api/alertmanager/grafana/api/v2/silences');
  }
}

function basic({ user, password }: Credentials): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
