/** The Debian package in a fresh Debian: installed, run as its unit says, upgraded, removed and purged. */
import { spawnSync, type ChildProcess } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
  appendFileSync,
  existsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { inRoot, node24 } from '../../scripts/lib/paths.mjs';
import { stormProvisioning, stormToken } from '../faults/storm.ts';
import { changeRows } from '../stories/rows.ts';
import { freePort, until } from '../support/waiting.ts';
import { startWebhookSink } from '../support/webhook-sink.ts';
import type { WebhookSink } from '../support/webhook-sink.ts';
import { builtOnce } from './built-once.ts';
import { DebianTree } from './debian-tree.ts';
import { whyNoDebian } from './mmdebstrap.ts';
import { openNotifySocket } from './notify-socket.ts';
import { untilReady } from './service.ts';
import { AARCH64, describeTree, elfMachines } from './unpacked.ts';

const ARCH = process.arch === 'arm64' ? 'arm64' : 'amd64';
const HAS_RPM = existsSync('/usr/bin/rpmbuild');
const DATABASE = '/var/lib/vigie/data/vigie.db';
const { pluginZip } = builtOnce;
const EXAMPLE_0_1 = inRoot('tests/upgrade/databases/0.1.0');

let packages: string | undefined;
let tree: DebianTree;
let sink: WebhookSink;
let port: number;

/** Why there is no tree; null: there is one. */
let missing = whyNoDebian();

beforeAll(async () => {
  if (missing !== null) return;
  packages = mkdtempSync(path.join(tmpdir(), 'vigie-packages-'));
  buildPackages(HAS_RPM ? ['deb', 'rpm'] : ['deb']);
  const made = DebianTree.make();
  if (!(made instanceof DebianTree)) {
    missing = made.missing;
    return;
  }
  tree = made;
  sink = await startWebhookSink();
  port = await freePort();
}, 240_000);

beforeEach((context) => {
  if (missing !== null) context.skip(missing);
});

afterAll(async () => {
  await sink?.stop();
  tree?.remove();
  if (packages !== undefined) rmSync(packages, { recursive: true, force: true });
});

function buildPackages(formats: readonly string[], ...options: string[]): void {
  const { status, stderr } = spawnSync(
    node24,
    [inRoot('scripts/build-package.mjs'), ...formats, '--to', String(packages), '--plugin', pluginZip, ...options],
    // What ships is packed more tightly, which takes longer and leaves the same files.
    { encoding: 'utf8', env: { ...process.env, DPKG_DEB_COMPRESSOR_LEVEL: '1', RPM_COMPRESSOR_LEVEL: '1' } },
  );
  expect(status, stderr).toBe(0);
}

/** The file's name carries the version, which is not of interest here. */
function packageFor(architecture: string): string {
  const { stdout } = spawnSync('sh', ['-c', `ls "$0"/vigie_*_${architecture}.deb`, String(packages)], {
    encoding: 'utf8',
  });
  return stdout.trim();
}

function dpkgInstall() {
  cpSync(packageFor(ARCH), tree.at('/tmp/vigie.deb'));
  return tree.run('dpkg', ['-i', '/tmp/vigie.deb']);
}

function answerPurge(removesData: boolean): void {
  const answer = `echo vigie vigie/remove-data boolean ${removesData} | debconf-set-selections`;
  expect(tree.run('sh', ['-c', answer])).toMatchObject({ code: 0 });
}

/** Starts the service and waits until it is ready; it is ended with the test. */
async function startService(env: Record<string, string> = {}): Promise<ChildProcess> {
  const service = tree.serve(env);
  await untilReady(service, port);
  return service;
}

it('is installed without a question, and without a settings file that dpkg would ask about', () => {
  expect(dpkgInstall()).toMatchObject({ code: 0 });
  expect(tree.run('dpkg', ['--verify', 'vigie'])).toEqual({ code: 0, output: '' });
  expect(tree.run('dpkg-query', ['-W', '-f', '${Conffiles}', 'vigie']).output).toBe('');
  expect(tree.ownerOf('/var/lib/vigie')).toBe(tree.userId);
  expect(tree.ownerOf('/etc/vigie/environment')).toBe(0);
  // Its secrets are for root and the service alone.
  expect(tree.modeOf('/etc/vigie/environment').toString(8)).toBe('640');
  expect(tree.has('/etc/systemd/system/multi-user.target.wants/vigie.service')).toBe(true);
  expect(tree.has('/usr/share/man/man8/vigie.8.gz')).toBe(true);
});

it('its unit is valid and hardened', () => {
  const verified = tree.run('systemd-analyze', ['verify', '--man=no', 'vigie.service']);
  expect(verified).toEqual({ code: 0, output: '' });
  const judged = tree.run('systemd-analyze', ['security', '--offline=yes', '--threshold=25', 'vigie.service']);
  expect(judged.code, judged.output).toBe(0);
});

it('holds plain JavaScript for this kind of machine alone, and no package that only tests or builds use', () => {
  const { stdout } = spawnSync('dpkg-deb', ['-c', packageFor(ARCH)], { encoding: 'utf8' });
  const files = stdout.split('\n').map((line) => line.replace(/^.* \.\//, ''));
  expect(files.filter((file) => /\.[cm]?tsx?$/.test(file))).toEqual([]);
  expect(files.filter((file) => file.endsWith('.node'))).toHaveLength(1);
  expect(files.filter((file) => /node_modules\/(?:vitest|typescript|rolldown|@grafana)\//.test(file))).toEqual([]);
});

it('commands say what to do before the first start', () => {
  writeFileSync(tree.at('/etc/vigie/provisioning/team.yaml'), stormProvisioning(sink));
  appendFileSync(
    tree.at('/etc/vigie/environment'),
    `VIGIE_LISTEN=127.0.0.1:${port}\nVIGIE_OUTGOING_ALLOW="127.0.0.0/8"\n`,
  );
  tree.run('chown', ['root:vigie', '/etc/vigie/provisioning/team.yaml']);
  expect(tree.run('vigie', ['check'])).toMatchObject({ code: 0, output: expect.stringContaining('users: 2') });
  expect(tree.run('vigie', ['token'])).toMatchObject({
    code: 1,
    output: expect.stringContaining('systemctl start vigie'),
  });
  expect(tree.run('vigie', ['status'])).toMatchObject({
    code: 1,
    output: expect.stringContaining('no sidecar answers'),
  });
  expect(tree.run('vigie', ['import', '--help'])).toMatchObject({
    code: 0,
    output: expect.stringContaining('--snapshot'),
  });
  expect(tree.run('vigie', ['chek'])).toMatchObject({
    code: 1,
    output: expect.stringContaining('Did you mean "check"?'),
  });
});

it('started as its unit says, as its own user, it pages, and the commands reach it', async () => {
  const service = await startService();
  const status = readFileSync(`/proc/${service.pid}/status`, 'utf8');
  expect(status).toMatch(new RegExp(`^Uid:\\s+${tree.userId}\\s`, 'm'));
  expect(status).toMatch(/^CapBnd:\s+0+$/m);
  expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
  const answer = await fetch(`http://127.0.0.1:${port}/in/${stormToken}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ id: 'disk', title: 'Disk full', status: 'firing' }),
  });
  expect(answer.status).toBe(202);
  await sink.waitFor(({ path: to, raw }) => to === '/ann' && raw.includes('Disk full'));
  expect(tree.run('vigie', ['status'])).toMatchObject({
    code: 0,
    output: expect.stringContaining('incidents: 1 open'),
  });
  const plugin = await fetch(`http://127.0.0.1:${port}/plugin/${path.basename(pluginZip)}`);
  expect(Buffer.from(await plugin.arrayBuffer()).equals(readFileSync(pluginZip))).toBe(true);
  expect(tree.run('vigie', ['token']).output).toBe(tree.read('/var/lib/vigie/data/plugin-token'));
  expect(tree.run('sh', ['-c', 'cd /var/lib/vigie && vigie backup copy.db'])).toMatchObject({ code: 0 });
  expect(tree.ownerOf('/var/lib/vigie/copy.db')).toBe(tree.userId);
});

it('a healthy engine feeds the watchdog, a stuck one does not', async () => {
  const socket = await openNotifySocket(tree.at('/run/vigie-notify'));
  onTestFinished(() => socket.stop());
  await startService({ NOTIFY_SOCKET: '/run/vigie-notify', WATCHDOG_USEC: '900000' });
  await socket.told.waitFor((word) => word === 'READY=1');
  await socket.told.waitFor((word) => word === 'WATCHDOG=1');
  await changeRows(`sqlite:${tree.at(DATABASE)}`, 'ALTER TABLE outbox_requests RENAME TO outbox_away');
  await until('the sidecar says that it is not ready', async () => {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).status === 503;
  });
  // One message may still be under way.
  await until('nothing is told for the time of the watchdog', async () => {
    socket.told.take();
    return socket.told
      .waitFor((word) => word === 'WATCHDOG=1', 1200)
      .then(
        () => false,
        () => true,
      );
  });
  await changeRows(`sqlite:${tree.at(DATABASE)}`, 'ALTER TABLE outbox_away RENAME TO outbox_requests');
  await socket.told.waitFor((word) => word === 'WATCHDOG=1', 20_000);
});

it('an upgrade asks nothing, and keeps the settings and the data', () => {
  const [settings, token] = ['/etc/vigie/environment', '/var/lib/vigie/data/plugin-token'].map((file) =>
    tree.read(file),
  );
  expect(dpkgInstall()).toMatchObject({ code: 0, output: expect.stringContaining('over (') });
  expect(tree.read('/etc/vigie/environment')).toBe(settings);
  expect(tree.read('/var/lib/vigie/data/plugin-token')).toBe(token);
});

it('the documented set brings everything back on a new machine, and a restore names what is missing of it', async () => {
  const secrets = ['secret-key', 'plugin-token', 'api-token'].map((name) => `/var/lib/vigie/data/${name}`);
  const settings = ['/etc/vigie/environment', '/etc/vigie/provisioning/team.yaml'];
  const kept = new Map([...secrets, ...settings].map((file) => [file, tree.read(file)]));
  const backup = '/var/backups/vigie/all.db';
  expect(tree.run('vigie', ['backup', backup])).toMatchObject({ code: 0 });
  const files = [...kept.keys()].map((file) => file.slice(1));
  expect(tree.run('tar', ['-C', '/', '-czf', '/var/backups/vigie/parts.tar.gz', ...files])).toMatchObject({ code: 0 });
  const copy = readFileSync(tree.at(backup));
  expect(secrets.filter((file) => copy.includes(String(kept.get(file)).trim()))).toEqual([]);

  answerPurge(true);
  expect(tree.run('dpkg', ['-P', 'vigie'])).toMatchObject({ code: 0 });
  expect([...kept.keys()].filter((file) => tree.has(file))).toEqual([]);
  expect(dpkgInstall()).toMatchObject({ code: 0 });
  answerPurge(false);

  const incomplete = tree.run('vigie', ['restore', backup]);
  expect(incomplete.code, incomplete.output).toBe(0);
  expect(incomplete.output.split('\n').filter((line) => line.startsWith('missing: '))).toEqual([
    expect.stringContaining('the secret key'),
    expect.stringContaining('the API token'),
    expect.stringContaining('the plugin token'),
    expect.stringMatching(/provisioning files \(\/etc\/vigie\/provisioning\).*would delete everything/),
    expect.stringContaining('the settings'),
  ]);
  expect(tree.run('vigie', ['check'])).toMatchObject({
    code: 1,
    output: expect.stringContaining('VIGIE_SECRET_KEY is missing'),
  });
  expect(secrets.filter((file) => tree.has(file))).toEqual([]);

  // As docs/install/debian.md says.
  const parts = [
    'rm -rf /var/lib/vigie/data/*',
    'tar -C / -xzf /var/backups/vigie/parts.tar.gz',
    'chown -R vigie: /var/lib/vigie',
    'chown -R root:vigie /etc/vigie',
  ];
  expect(tree.run('sh', ['-c', parts.join(' && ')])).toEqual({ code: 0, output: '' });
  expect(tree.run('vigie', ['restore', backup])).toMatchObject({
    code: 0,
    output: expect.stringContaining('nothing is missing'),
  });
  expect(tree.run('vigie', ['check'])).toMatchObject({ code: 0, output: expect.stringContaining('users: 2') });
  await startService();
  expect(tree.run('vigie', ['status'])).toMatchObject({ code: 0, output: expect.stringContaining('1 open') });
  expect(tree.run('vigie', ['token']).output).toBe(kept.get('/var/lib/vigie/data/plugin-token'));
  const answer = await fetch(`http://127.0.0.1:${port}/in/${stormToken}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ id: 'after', title: 'After the move', status: 'firing' }),
  });
  expect(answer.status).toBe(202);
  await sink.waitFor(({ path: to, raw }) => to === '/ann' && raw.includes('After the move'));
}, 120_000);

it('starts on the data of 0.1, copied to /var/lib/vigie', async () => {
  rmSync(tree.at('/var/lib/vigie/data'), { recursive: true });
  mkdirSync(tree.at('/var/lib/vigie/data'));
  writeFileSync(tree.at(DATABASE), gunzipSync(readFileSync(path.join(EXAMPLE_0_1, 'sqlite.db.gz'))));
  writeFileSync(tree.at('/var/lib/vigie/data/secret-key'), 'test-secret-key-that-is-long-enough-0123456789\n', {
    mode: 0o600,
  });
  rmSync(tree.at('/etc/vigie/provisioning/team.yaml'));
  cpSync(path.join(EXAMPLE_0_1, 'files.json'), tree.at('/etc/vigie/provisioning/all.yaml'));
  tree.run('chown', ['-R', 'vigie:', '/var/lib/vigie', '/etc/vigie/provisioning/all.yaml']);
  const before = tree.run('ls', ['-ln', '/var/lib/vigie/data']).output;
  expect(tree.run('vigie', ['check'])).toMatchObject({ code: 0 });
  expect(tree.run('ls', ['-ln', '/var/lib/vigie/data']).output).toBe(before);
  await startService();
  expect(tree.run('vigie', ['status'])).toMatchObject({
    code: 0,
    output: expect.stringMatching(/incidents: \d+ open/),
  });
});

it('the package for arm64 is assembled from programs for arm64', () => {
  if (ARCH === 'arm64') return;
  buildPackages(['deb'], '--arch', 'arm64');
  const folder = mkdtempSync(path.join(tmpdir(), 'vigie-arm64-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  spawnSync('dpkg-deb', ['-x', packageFor('arm64'), folder]);
  const machines = elfMachines(folder);
  expect([...machines.keys()].map((file) => path.basename(file)).sort()).toEqual(['linux-arm64.node', 'node']);
  expect([...new Set(machines.values())]).toEqual([AARCH64]);
  expect(spawnSync('dpkg-deb', ['-f', packageFor('arm64'), 'Architecture'], { encoding: 'utf8' }).stdout).toBe(
    'arm64\n',
  );
});

it('the .rpm has the same files, byte for byte', (context) => {
  if (!HAS_RPM) context.skip('needs rpmbuild; sudo apt-get install -y rpm');
  const folder = mkdtempSync(path.join(tmpdir(), 'vigie-rpm-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const must = (command: string, args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    return stdout.trim();
  };
  const rpm = must('sh', ['-c', 'ls "$0"/*.rpm', String(packages)]);
  const [ofDeb, ofRpm] = ['of-deb', 'of-rpm'].map((name) => path.join(folder, name)) as [string, string];
  must('dpkg-deb', ['-x', packageFor(ARCH), ofDeb]);
  mkdirSync(ofRpm);
  must('sh', ['-c', 'rpm2archive -n "$0" | tar -xf - -C "$1"', rpm, ofRpm]);
  const found = describeTree(ofRpm);
  expect(Object.keys(found).length).toBeGreaterThan(50);
  expect(found).toEqual(describeTree(ofDeb));
  const said = must('rpm', ['-qp', '--qf', '%{NAME} %{OS}\\n[%{FILEUSERNAME}:%{FILEGROUPNAME}\\n]', rpm]);
  expect([...new Set(said.split('\n'))]).toEqual(['vigie linux', 'root:root']);
  expect(must('rpm', ['-qp', '--requires', rpm])).toContain('systemd >= 252');
  expect(must('rpm', ['-qp', '--scripts', rpm])).toContain('systemd-sysusers vigie.conf');
});

it('knows the question of the purge before the package is gone, and warns of a unit that hides its own', () => {
  expect(tree.run('debconf-show', ['vigie']).output).toContain('vigie/remove-data');
  const unit = '/etc/systemd/system/vigie.service';
  expect(tree.run('sh', ['-c', `mkdir -p /etc/systemd/system && echo '[Service]' > ${unit}`])).toMatchObject({
    code: 0,
  });
  const again = dpkgInstall();
  expect(again).toMatchObject({ code: 0 });
  expect(again.output).toContain(`${unit} hides the unit of this package`);
  expect(tree.run('rm', [unit])).toMatchObject({ code: 0 });
});

it('removal keeps the data; a purge keeps it, too, unless debconf says otherwise', () => {
  expect(tree.run('dpkg', ['-r', 'vigie'])).toMatchObject({ code: 0 });
  expect([tree.has('/usr/lib/vigie'), tree.has(DATABASE)]).toEqual([false, true]);
  expect(tree.run('dpkg', ['-P', 'vigie'])).toMatchObject({ code: 0 });
  expect([tree.has(DATABASE), tree.has('/etc/vigie/environment')]).toEqual([true, true]);
  expect(dpkgInstall()).toMatchObject({ code: 0 });
  answerPurge(true);
  expect(tree.run('dpkg', ['-P', 'vigie'])).toMatchObject({ code: 0 });
  expect([tree.has('/var/lib/vigie'), tree.has('/etc/vigie'), tree.has('/usr/lib/vigie')]).toEqual([
    false,
    false,
    false,
  ]);
});
