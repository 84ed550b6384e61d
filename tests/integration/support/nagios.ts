/** A real Nagios in its stock configuration, but for paths and speed, with Vigie set up as the docs say. */
import {
  appendFileSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { until } from '../../support/waiting.ts';
import { provisioned, snippet } from './docs.ts';
import { productFolder, removeFolder, root, startProcess, userOf, whyNot, type Running } from './processes.ts';

const binary = '/usr/sbin/nagios4';
const stock = '/etc/nagios4/nagios.cfg';
export const nagiosMissing = whyNot('Nagios', [binary, stock, '/usr/bin/perl', '/usr/bin/curl']);

export interface NagiosOptions {
  /** Vigie's address that ends in /in. */
  ingest: string;
  token: string;
  /** host → its services */
  hosts: Record<string, string[]>;
}

/** Only where files are and how fast it goes; what guards macros stays as Debian ships it. */
function mainConfig(folder: string): string {
  const moved: Record<string, string> = {
    log_file: 'nagios.log',
    object_cache_file: 'objects.cache',
    precached_object_file: 'objects.precache',
    status_file: 'status.dat',
    command_file: 'rw/nagios.cmd',
    lock_file: 'nagios.pid',
    temp_file: 'nagios.tmp',
    log_archive_path: 'archives',
    check_result_path: 'checkresults',
    state_retention_file: 'retention.dat',
    debug_file: 'nagios.debug',
  };
  const changed: Record<string, string> = {
    use_syslog: '0',
    interval_length: '1',
    status_update_interval: '1',
    check_result_reaper_frequency: '1',
    check_for_updates: '0',
    check_service_freshness: '0',
  };
  const lines = readFileSync(stock, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [name = ''] = line.split('=');
      if (/^cfg_(?:dir|file)=/.test(line))
        return /(?:commands|timeperiods|templates|contacts)\.cfg$|nagios-plugins/.test(line) ? [line] : [];
      if (moved[name] !== undefined) return [`${name}=${folder}/${moved[name]}`];
      return changed[name] === undefined ? [line] : [`${name}=${changed[name]}`];
    });
  return [...lines, `query_socket=${folder}/rw/nagios.qh`, `cfg_dir=${folder}/conf.d`].join('\n');
}

function objects(hosts: NagiosOptions['hosts']): string {
  const passive =
    'check_command check-host-alive\n active_checks_enabled 0\n passive_checks_enabled 1\n max_check_attempts 1\n check_period 24x7';
  return Object.entries(hosts)
    .flatMap(([host, services]) => [
      `define host {\n use watched-host\n host_name ${host}\n alias ${host}\n address 127.0.0.1\n ${passive}\n}`,
      ...services.map(
        (service) =>
          `define service {\n use watched-service\n host_name ${host}\n service_description ${service}\n ${passive}\n check_interval 60\n retry_interval 10\n}`,
      ),
    ])
    .join('\n');
}

export class Nagios {
  readonly folder: string;
  readonly #owner: { uid: number; gid: number };
  readonly #running: Running[] = [];

  constructor(folder: string, owner: { uid: number; gid: number }) {
    this.folder = folder;
    this.#owner = owner;
  }

  async start(): Promise<void> {
    const nagios = startProcess(binary, [`${this.folder}/nagios.cfg`], { cwd: this.folder, owner: this.#owner });
    this.#running.push(nagios);
    await until('Nagios takes commands', () => {
      if (nagios.hasEnded()) throw new Error(`Nagios ended:\n${nagios.output()}`);
      return existsSync(`${this.folder}/rw/nagios.cmd`) && existsSync(`${this.folder}/status.dat`);
    });
  }

  startAgent(): void {
    this.#running.push(
      startProcess(`${this.folder}/vigie-notify`, ['--config', `${this.folder}/notify.conf`, 'agent'], {
        cwd: this.folder,
        owner: this.#owner,
      }),
    );
  }

  /** An external command without its time. */
  command(text: string): void {
    const pipe = openSync(`${this.folder}/rw/nagios.cmd`, constants.O_WRONLY);
    writeSync(pipe, `[${Math.floor(Date.now() / 1000)}] ${text}\n`);
    closeSync(pipe);
  }

  service(host: string, service: string, code: 0 | 1 | 2 | 3, output: string): void {
    this.command(`PROCESS_SERVICE_CHECK_RESULT;${host};${service};${code};${output}`);
  }

  /** What the status file says, as text. */
  status(): string {
    return readFileSync(`${this.folder}/status.dat`, 'utf8');
  }

  log(): string {
    return readFileSync(`${this.folder}/nagios.log`, 'utf8');
  }

  async stop(): Promise<void> {
    for (const one of this.#running.splice(0).reverse()) await one.stop();
    removeFolder(this.folder);
  }
}

export async function startNagios({ ingest, token, hosts }: NagiosOptions): Promise<Nagios> {
  const owner = userOf('nagios');
  const folder = productFolder('nagios', owner, 'rw', 'archives', 'checkresults', 'conf.d', 'spool');
  const write = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
    chownSync(path.join(folder, name), owner.uid, owner.gid);
  };
  copyFileSync(path.join(root, 'provisioning/nagios/vigie-notify'), path.join(folder, 'vigie-notify'));
  chmodSync(path.join(folder, 'vigie-notify'), 0o755);
  write(
    'notify.conf',
    snippet('nagios.md', 'notify.conf', {
      'https://vigie.example.com/in': ingest,
      'PASTE-THE-TOKEN-OF-THE-INTEGRATION': token,
      '/var/spool/vigie': `${folder}/spool`,
      '/var/lib/nagios4/rw/nagios.cmd': `${folder}/rw/nagios.cmd`,
      '/var/lib/nagios4/status.dat': `${folder}/status.dat`,
    }),
  );
  // The agent of the docs, at a pace for tests.
  appendFileSync(path.join(folder, 'notify.conf'), 'every = 1\n');
  write(
    'conf.d/commands.cfg',
    provisioned('nagios/commands.cfg', {
      '/usr/local/bin/vigie-notify': `${folder}/vigie-notify --config ${folder}/notify.conf`,
    }),
  );
  write('conf.d/contacts.cfg', provisioned('nagios/contacts.cfg'));
  write('conf.d/template.cfg', snippet('nagios.md', 'template.cfg'));
  write('conf.d/hosts.cfg', objects(hosts));
  write('nagios.cfg', mainConfig(folder));
  const nagios = new Nagios(folder, owner);
  await nagios.start();
  return nagios;
}
