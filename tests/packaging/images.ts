/** Container images without a container engine: built by buildah, unpacked into folders, run by chroot. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { mmdebstrap } from './mmdebstrap.ts';

export interface ImageConfig {
  User: string;
  Env: string[];
  Entrypoint: string[];
  Cmd: string[];
  WorkingDir: string;
  Volumes: Record<string, object>;
  ExposedPorts: Record<string, object>;
  Labels: Record<string, string>;
  Healthcheck: { Test: string[] };
}

/** Documents and translations are not in the slim images of Debian either. */
const SLIM = ['doc', 'man', 'locale', 'info'].map((name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`);

/** This variant contains only what is named, and what that depends on. */
const UNPACKED = ['--variant=extract', '--skip=check/qemu', '--include=bash,coreutils,util-linux,libstdc++6'];

/** Where the machine's own certificates are added to those of Node and npm. */
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

/** As the image's user, on a root that can be read only. `$0` is the root; `/data` and `/tmp` can be written. */
const SERVE = `
mount --bind "$0" "$0" && mount --bind "$DATA" "$0/data" && mount --bind "$FILES" "$0/etc/vigie/provisioning" || exit 1
mount -t proc proc "$0/proc" && mount --bind /dev "$0/dev" && mount -t tmpfs tmpfs "$0/tmp" || exit 1
mount -o remount,bind,ro "$0" && exec chroot "$0" /usr/bin/setpriv "$@"`;

/** Layers of an image hold only what they change. Nothing stays mounted that `remove` would not know. */
const OVERLAY = ['--storage-driver', 'overlay', '--storage-opt', 'overlay.skip_mount_home=true'];
/** Every layer is a copy of the whole image, which takes minutes, and which works on every kernel. */
const WHOLE_COPIES = ['--storage-driver', 'vfs'];

export class Images {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'vigie-images-'));
  readonly #storage: readonly string[];

  constructor() {
    const places = ['--root', this.at('root'), '--runroot', this.at('run')];
    const hasOverlay = spawnSync('buildah', [...places, ...OVERLAY, 'images']).status === 0;
    this.#storage = [...places, ...(hasOverlay ? OVERLAY : WHOLE_COPIES)];
  }

  buildah(...args: string[]): string {
    const ended = spawnSync('buildah', [...this.#storage, ...args], {
      encoding: 'utf8',
      cwd: inRoot('.'),
      maxBuffer: 1e8,
    });
    if (ended.status !== 0) {
      throw new Error(`buildah ${args[0]} failed: ${ended.error?.message ?? `${ended.stdout}${ended.stderr}`}`);
    }
    return ended.stdout.trim();
  }

  /**
   * Stands in for debian:13-slim, which is in a registry. For another kind of machine its packages are unpacked and not
   * configured, since that would run their programs.
   * @returns why there is none, where no mirror answers
   */
  addBase(name: string, architecture: string, isOwn: boolean): string | null {
    const tar = this.at('base.tar');
    const variant = isOwn ? ['--variant=apt'] : UNPACKED;
    const missing = mmdebstrap(tar, [...variant, `--architectures=${architecture}`, ...SLIM]);
    if (missing !== null) return missing;
    const container = this.buildah('from', 'scratch');
    this.buildah('add', '--quiet', container, tar, '/');
    this.buildah('config', '--arch', architecture, container);
    const image = this.buildah('commit', '--rm', '--quiet', container);
    rmSync(tar);
    // One name for all kinds of machines, as in a registry.
    if (isOwn) this.buildah('manifest', 'create', name);
    this.buildah('manifest', 'add', '--arch', architecture, name, image);
    return null;
  }

  /** From the real Dockerfile, in the form that has a health check. */
  build(name: string, base: string, options: readonly string[] = []): void {
    const limits = ['--isolation', 'chroot', '--ulimit', 'nofile=20000:20000', '--ulimit', 'nproc=90000:90000'];
    const given = [
      '--build-arg',
      `BASE=${base}`,
      '--build-arg',
      'VERSION=test',
      '--secret',
      `id=npmrc,src=${this.npmrc()}`,
    ];
    const trusted = existsSync(CERTIFICATES) ? ['--volume', `${CERTIFICATES}:/etc/vigie-ca.crt:ro`] : [];
    this.buildah(
      'build',
      '--format',
      'docker',
      '--layers',
      ...limits,
      ...given,
      ...trusted,
      ...options,
      '-t',
      name,
      '.',
    );
  }

  /** How this machine reaches npm. */
  private npmrc(): string {
    const own = path.join(homedir(), '.npmrc');
    const file = this.at('npmrc');
    const lines = existsSync(own) ? readFileSync(own, 'utf8') : '';
    writeFileSync(file, `${lines}\n${existsSync(CERTIFICATES) ? 'cafile=/etc/vigie-ca.crt\n' : ''}`, { mode: 0o600 });
    return file;
  }

  /** Without the name of the machine that built it, which differs each time. */
  configOf(name: string): ImageConfig {
    const { Hostname: _, ...config } = this.#inspect(name).config;
    return config;
  }

  /** As Docker names it: `amd64`, `arm64`. */
  architectureOf(name: string): string {
    return this.#inspect(name).architecture;
  }

  #inspect(name: string): { config: ImageConfig & { Hostname: string }; architecture: string } {
    return (
      JSON.parse(this.buildah('inspect', '--type', 'image', name)) as {
        Docker: { config: ImageConfig & { Hostname: string }; architecture: string };
      }
    ).Docker;
  }

  /** Sizes in bytes of what a registry would hold and send. */
  layersOf(name: string): number[] {
    const folder = this.at('pushed');
    this.buildah('push', '--quiet', name, `oci:${folder}:latest`);
    const blob = (digest: string) => readFileSync(path.join(folder, 'blobs', digest.replace(':', '/')), 'utf8');
    const index = JSON.parse(readFileSync(path.join(folder, 'index.json'), 'utf8')) as {
      manifests: Array<{ digest: string }>;
    };
    const manifest = JSON.parse(blob(String(index.manifests[0]?.digest))) as { layers: Array<{ size: number }> };
    rmSync(folder, { recursive: true });
    return manifest.layers.map(({ size }) => size);
  }

  /** @returns the folder with the image's files */
  unpack(name: string): string {
    return this.buildah('mount', this.buildah('from', '--pull-never', name));
  }

  /** Starts what the image starts. @param files folder of provisioning files */
  serve(
    root: string,
    config: ImageConfig,
    { files, env }: { files: string; env: Record<string, string> },
  ): ChildProcess {
    const data = this.at('data');
    mkdirSync(data, { recursive: true });
    const [user = '', group = ''] = config.User.split(':');
    spawnSync('chown', [`${user}:${group}`, data]);
    const asUser = [`--reuid=${user}`, `--regid=${group}`, '--clear-groups', '--bounding-set=-all', '--no-new-privs'];
    const given = [...config.Env, ...Object.entries(env).map((pair) => pair.join('='))];
    const start = ['env', '-i', '-C', config.WorkingDir || '/', ...given, ...config.Entrypoint, ...config.Cmd];
    return spawn('unshare', ['--mount', 'sh', '-c', SERVE.trim(), root, ...asUser, ...start], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DATA: data, FILES: files },
    });
  }

  /** Exit code of the image's health check, beside a sidecar that `serve` started. */
  healthOf(root: string, config: ImageConfig, env: Record<string, string>): number | null {
    const [user = '', group = ''] = config.User.split(':');
    const given = Object.entries(env).map((pair) => pair.join('='));
    const asUser = ['setpriv', `--reuid=${user}`, `--regid=${group}`, '--clear-groups', 'env', '-i', ...given];
    return spawnSync('chroot', [root, ...asUser, ...config.Healthcheck.Test.slice(1)]).status;
  }

  at(name: string): string {
    return path.join(this.folder, name);
  }

  remove(): void {
    this.buildah('rm', '--all');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
