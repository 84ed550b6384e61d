/** A Debian of its own in a folder, in which packages are installed and the service runs as its unit says. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mmdebstrap } from './mmdebstrap.ts';

export interface CommandResult {
  code: number | null;
  output: string;
}

/** What the package depends on; in a real Debian apt would bring it. */
const INCLUDED = 'systemd,libstdc++6,debconf,init-system-helpers';

/** Mounts vanish with the namespace. `$0` is the tree. */
const ENTER =
  'mount -t proc proc "$0/proc" && mount --bind /dev "$0/dev" && unset NODE_EXTRA_CA_CERTS && exec chroot "$0" "$@"';

/** As `ProtectSystem=strict` does: only the state, the cache and `/tmp` can be written. `/run` has the test's socket. */
const SERVE = `
for writable in var/lib/vigie var/cache/vigie run; do mount --bind "$0/$writable" "$0/$writable" || exit 1; done
mount -t proc proc "$0/proc" && mount --bind /dev "$0/dev" && mount -t tmpfs tmpfs "$0/tmp" || exit 1
mount -o remount,bind,ro "$0" && exec chroot "$0" "$@"`;

export class DebianTree {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Takes about half a minute. @returns why there is none, where no mirror of Debian answers; throws for anything else */
  static make(): DebianTree | { missing: string } {
    const folder = mkdtempSync(path.join(tmpdir(), 'vigie-debian-'));
    const missing = mmdebstrap(folder, ['--variant=essential', `--include=${INCLUDED}`]);
    if (missing === null) return new DebianTree(folder);
    rmSync(folder, { recursive: true, force: true });
    return { missing };
  }

  /** @param file in the tree, e.g. `/etc/vigie/environment` */
  at(file: string): string {
    return path.join(this.folder, file);
  }

  /** A link counts, wherever it leads. */
  has(file: string): boolean {
    return lstatSync(this.at(file), { throwIfNoEntry: false }) !== undefined;
  }

  read(file: string): string {
    return readFileSync(this.at(file), 'utf8');
  }

  /** The numeric id of the service's user, as the tree knows it. */
  get userId(): number {
    return Number(/^vigie:[^:]*:(\d+):/m.exec(this.read('/etc/passwd'))?.[1] ?? Number.NaN);
  }

  ownerOf(file: string): number {
    return statSync(this.at(file)).uid;
  }

  /** Permission bits. */
  modeOf(file: string): number {
    return statSync(this.at(file)).mode & 0o7777;
  }

  /** As root, with nobody at the keyboard. */
  run(command: string, args: readonly string[] = [], env: Record<string, string> = {}): CommandResult {
    const { status, stdout, stderr } = spawnSync(
      'unshare',
      ['--mount', 'sh', '-c', ENTER, this.folder, command, ...args],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive', ...env },
        timeout: 120_000,
      },
    );
    return { code: status, output: stdout + stderr };
  }

  /** Starts what the unit starts, as its user, with its environment, folder and limits. @param env what systemd would add */
  serve(env: Record<string, string> = {}): ChildProcess {
    const unit = parseUnit(this.read('/usr/lib/systemd/system/vigie.service'));
    const [user = '', folder = '', command = ''] = ['User', 'WorkingDirectory', 'ExecStart'].map(
      (key) => unit.get(key)?.[0],
    );
    const given = [
      ...(unit.get('Environment') ?? []).flatMap((line) => line.split(' ')),
      ...this.read('/etc/vigie/environment')
        .split('\n')
        .filter((line) => /^\w+=/.test(line))
        // As systemd reads the file.
        .map((line) => line.replace(/="(.*)"$/, '=$1')),
      ...Object.entries({ PATH: '/usr/bin:/bin', ...env }).map((pair) => pair.join('=')),
    ];
    mkdirSync(this.at('/var/cache/vigie'), { recursive: true });
    this.run('chown', [user, '/var/cache/vigie']);
    const asUser = [
      `--reuid=${user}`,
      `--regid=${user}`,
      '--init-groups',
      '--bounding-set=-all',
      '--inh-caps=-all',
      '--no-new-privs',
    ];
    const args = ['setpriv', ...asUser, 'env', '-i', '-C', folder, ...given, ...command.split(' ')];
    return spawn(
      'unshare',
      ['--mount', 'sh', '-c', `mount --bind "$0" "$0" && ${SERVE.trim()}`, this.folder, ...args],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Values by key, in order; comments and sections are left out. */
function parseUnit(text: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [, key = '', value = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (key !== '') values.set(key, [...(values.get(key) ?? []), value]);
  }
  return values;
}
