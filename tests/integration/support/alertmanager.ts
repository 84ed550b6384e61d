/** Real Alertmanager and Prometheus on loopback, configured with what the docs say. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { freePort, until } from '../../support/waiting.ts';
import { productFolder, removeFolder, startProcess, whyNot } from './processes.ts';

export const alertmanagerMissing = whyNot('Alertmanager', ['/usr/bin/prometheus-alertmanager']);
export const prometheusMissing = whyNot('Prometheus', ['/usr/bin/prometheus']);

export interface Silence {
  id: string;
  status: { state: 'active' | 'pending' | 'expired' };
  createdBy: string;
  comment: string;
  endsAt: string;
}

export class Alertmanager {
  readonly url: string;
  readonly #stop: () => Promise<void>;

  constructor(url: string, stop: () => Promise<void>) {
    this.url = url;
    this.#stop = stop;
  }

  /** Posts alerts as Prometheus does; an ended one has `endsAt` in the past. */
  async post(labels: Record<string, string>, ended: boolean): Promise<void> {
    const at = (shift: number) => new Date(Date.now() + shift).toISOString();
    const alert = {
      labels,
      annotations: { summary: `${labels.alertname ?? ''} on ${labels.instance ?? ''}` },
      startsAt: at(-60_000),
      endsAt: at(ended ? -1_000 : 3_600_000),
    };
    const answer = await fetch(`${this.url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([alert]),
    });
    if (answer.status !== 200) throw new Error(`POST alerts answered ${answer.status}: ${await answer.text()}`);
  }

  async silences(): Promise<Silence[]> {
    const answer = await fetch(`${this.url}/api/v2/silences`);
    return (await answer.json()) as Silence[];
  }

  stop(): Promise<void> {
    return this.#stop();
  }
}

/** @param config `alertmanager.yml` @param token what `credentials_file` holds */
export async function startAlertmanager(
  config: (folder: string) => string,
  token: string,
  port?: number,
): Promise<Alertmanager> {
  const folder = productFolder('alertmanager', {}, 'data');
  const listen = port ?? (await freePort());
  writeFileSync(path.join(folder, 'token'), token);
  writeFileSync(path.join(folder, 'alertmanager.yml'), config(folder));
  const args = [
    `--config.file=${folder}/alertmanager.yml`,
    `--storage.path=${folder}/data`,
    `--web.listen-address=127.0.0.1:${listen}`,
    '--cluster.listen-address=',
  ];
  const alertmanager = startProcess('/usr/bin/prometheus-alertmanager', args, { cwd: folder });
  await ready('Alertmanager', alertmanager, `http://127.0.0.1:${listen}/-/ready`);
  return new Alertmanager(`http://127.0.0.1:${listen}`, async () => {
    await alertmanager.stop();
    removeFolder(folder);
  });
}

async function ready(name: string, product: { hasEnded(): boolean; output(): string }, url: string): Promise<void> {
  await until(`${name} is ready`, async () => {
    if (product.hasEnded()) throw new Error(`${name} ended:\n${product.output()}`);
    const answer = await fetch(url).catch(() => null);
    return answer?.status === 200;
  });
}

/** A shop that Prometheus scrapes; `close` is the problem. */
export async function startShop(port = 0): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((_request, response) => response.end('shop_up 1\n'));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** @param target `host:port` of the job `shop` */
export function startPrometheus(rules: string, target: string, alertmanager: Alertmanager): Promise<Prometheus> {
  return startPrometheusWith({
    'rules.yml': rules,
    'prometheus.yml': `
global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [ rules.yml ]
alerting: { alertmanagers: [ { static_configs: [ { targets: [ '${new URL(alertmanager.url).host}' ] } ] } ] }
scrape_configs:
  - { job_name: shop, static_configs: [ { targets: [ '${target}' ] } ] }
`,
  });
}

export interface Prometheus {
  url: string;
  stop(): Promise<void>;
}

/** @param files `prometheus.yml` and what it names */
export async function startPrometheusWith(files: Record<string, string>): Promise<Prometheus> {
  const folder = productFolder('prometheus', {}, 'data');
  const port = await freePort();
  Object.entries(files).forEach(([name, text]) => writeFileSync(path.join(folder, name), text));
  // Alertmanager holds an alert for four of these delays after Prometheus last sent it.
  const args = [
    '--config.file=prometheus.yml',
    '--storage.tsdb.path=data',
    '--rules.alert.resend-delay=1s',
    `--web.listen-address=127.0.0.1:${port}`,
  ];
  const prometheus = startProcess('/usr/bin/prometheus', args, { cwd: folder });
  const url = `http://127.0.0.1:${port}`;
  await ready('Prometheus', prometheus, `${url}/-/ready`);
  return {
    url,
    stop: async () => {
      await prometheus.stop();
      removeFolder(folder);
    },
  };
}
