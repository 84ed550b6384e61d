/** A real Icinga 2 with Vigie set up as the docs say. */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { until } from '../../support/waiting.ts';
import { provisioned, snippet } from './docs.ts';
import { productFolder, removeFolder, root, startProcess, userOf, whyNot, type Running } from './processes.ts';

const binary = '/usr/sbin/icinga2';
export const icinga2Missing = whyNot('Icinga 2', [binary, '/usr/bin/perl', '/usr/bin/curl']);

export interface Prepared {
  folder: string;
  port: number;
  /** PEM of its certificate authority. */
  ca: string;
}

const owner = () => userOf('nagios');
const defines = (folder: string) =>
  ['DataDir=lib', 'LogDir=log', 'CacheDir=cache', 'SpoolDir=spool', 'InitRunDir=run', 'PidPath=run/icinga2.pid']
    .map((one) => one.replace('=', `=${folder}/`))
    .concat('RunAsUser=nagios', 'RunAsGroup=nagios', 'NodeName=localhost')
    .map((one) => `-D${one}`);

/** Its certificates, which Vigie's configuration names before Icinga starts. */
export function prepareIcinga2(port: number): Prepared {
  const folder = productFolder('icinga2', owner(), 'lib', 'lib/certs', 'log', 'cache', 'spool', 'run', 'conf', 'vigie');
  const pki = (...args: string[]) => execFileSync(binary, ['pki', ...args, ...defines(folder)], { stdio: 'ignore' });
  const certs = `${folder}/lib/certs`;
  pki('new-ca');
  pki('new-cert', '--cn', 'localhost', '--key', `${certs}/localhost.key`, '--csr', `${certs}/localhost.csr`);
  pki('sign-csr', '--csr', `${certs}/localhost.csr`, '--cert', `${certs}/localhost.crt`);
  copyFileSync(`${folder}/lib/ca/ca.crt`, `${certs}/ca.crt`);
  execFileSync('chown', ['-R', 'nagios:nagios', folder]);
  return { folder, port, ca: readFileSync(`${certs}/ca.crt`, 'utf8') };
}

const main = ({ folder, port }: Prepared) => `
const PluginDir = "/usr/lib/nagios/plugins"
const ZoneName = NodeName
include <itl>
object Endpoint NodeName {}
object Zone ZoneName { endpoints = [ NodeName ] }
object CheckerComponent "checker" {}
object NotificationComponent "notification" {}
object FileLogger "main-log" { severity = "information"; path = "${folder}/log/icinga2.log" }
object ApiListener "api" { bind_host = "127.0.0.1"; bind_port = "${port}" }
object ApiUser "test" { password = "test"; permissions = [ "*" ] }
object Host "web-1" { check_command = "passive"; enable_active_checks = false; address = "127.0.0.1"; max_check_attempts = 1; vars.team = "shop" }
object Service "http" { host_name = "web-1"; check_command = "passive"; enable_active_checks = false; max_check_attempts = 1 }
include "${folder}/conf/vigie.conf"
include "${folder}/conf/api-users.conf"
`;

export class Icinga2 {
  readonly #at: Prepared;
  readonly #process: Running;

  constructor(at: Prepared, running: Running) {
    this.#at = at;
    this.#process = running;
  }

  get folder(): string {
    return this.#at.folder;
  }

  async action(name: string, body: object): Promise<Record<string, unknown>> {
    return this.#call('POST', `/v1/actions/${name}`, body);
  }

  result(status: 0 | 1 | 2 | 3, output: string): Promise<unknown> {
    return this.action('process-check-result', {
      type: 'Service',
      service: 'web-1!http',
      exit_status: status,
      plugin_output: output,
    });
  }

  async acknowledgement(): Promise<number> {
    const { results } = (await this.#call('GET', '/v1/objects/services/web-1!http?attrs=acknowledgement')) as {
      results: Array<{ attrs: { acknowledgement: number } }>;
    };
    return results[0]?.attrs.acknowledgement ?? -1;
  }

  async comments(): Promise<Array<{ author: string; text: string }>> {
    const { results } = (await this.#call('GET', '/v1/objects/comments')) as {
      results: Array<{ attrs: { author: string; text: string } }>;
    };
    return results.map(({ attrs: { author, text: said } }) => ({ author, text: said }));
  }

  async stop(): Promise<void> {
    await this.#process.stop();
    removeFolder(this.#at.folder);
  }

  async isReady(): Promise<boolean> {
    if (this.#process.hasEnded()) throw new Error(`Icinga 2 ended:\n${this.#process.output()}`);
    return (await this.#call('GET', '/v1/status').catch(() => null)) !== null;
  }

  async #call(method: string, route: string, body?: object): Promise<Record<string, unknown>> {
    const agent = new Agent({ ca: this.#at.ca });
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const sent = request(
      {
        host: 'localhost',
        port: this.#at.port,
        path: encodeURI(route),
        method,
        agent,
        auth: 'test:test',
        headers: { accept: 'application/json' },
      },
      (response) => {
        text(response).then(resolve, reject);
      },
    );
    sent.once('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
    return JSON.parse(await promise) as Record<string, unknown>;
  }
}

export async function startIcinga2(
  at: Prepared,
  { ingest, token, password }: { ingest: string; token: string; password: string },
): Promise<Icinga2> {
  const { uid, gid } = owner();
  const { folder } = at;
  const write = (name: string, content: string) => {
    writeFileSync(path.join(folder, name), content);
    chownSync(path.join(folder, name), uid, gid);
  };
  copyFileSync(path.join(root, 'provisioning/nagios/vigie-notify'), path.join(folder, 'vigie-notify'));
  chmodSync(path.join(folder, 'vigie-notify'), 0o755);
  write(
    'notify.conf',
    snippet('icinga2.md', 'notify.conf', {
      'https://vigie.example.com/in': ingest,
      'PASTE-THE-TOKEN-OF-THE-INTEGRATION': token,
      '/var/spool/vigie': `${folder}/vigie`,
    }),
  );
  write(
    'conf/vigie.conf',
    provisioned('icinga2/vigie.conf', {
      '/usr/local/bin/vigie-notify': `${folder}/vigie-notify`,
      '/etc/vigie/notify.conf': `${folder}/notify.conf`,
    }),
  );
  write('conf/api-users.conf', snippet('icinga2.md', 'api-users.conf', { 'PASTE-THE-PASSWORD': password }));
  write('conf/icinga2.conf', main(at));
  const running = startProcess(binary, ['daemon', '-c', `${folder}/conf/icinga2.conf`, ...defines(folder)], {
    cwd: folder,
  });
  const icinga = new Icinga2(at, running);
  await until('Icinga 2 answers', () => icinga.isReady());
  return icinga;
}
