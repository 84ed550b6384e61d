/** The other yardstick: Prometheus' Alertmanager from Debian's package. It keeps alerts in memory only. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, until } from '../support/waiting.ts';

const binary = '/usr/bin/prometheus-alertmanager';

export interface Alertmanager {
  origin: string;
  pid: number;
}

/** @param hook where it sends each alert by itself, at once; without it nowhere */
export async function withAlertmanager(
  hook: string | null,
  measure: (alertmanager: Alertmanager) => Promise<void>,
): Promise<void> {
  if (!existsSync(binary)) {
    process.stderr.write(
      'no Alertmanager on this machine, so nothing beside it: sudo apt-get install -y prometheus-alertmanager\n',
    );
    return;
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-am-'));
  const receiver =
    hook === null ? '{ name: none }' : `{ name: none, webhook_configs: [{ url: "${hook}", send_resolved: false }] }`;
  await writeFile(
    path.join(folder, 'am.yml'),
    `route: { receiver: none, group_by: ["..."], group_wait: 0s, group_interval: 1m, repeat_interval: 4h }\nreceivers: [${receiver}]\n`,
  );
  const port = await freePort();
  const args = [
    '--config.file=am.yml',
    '--storage.path=data',
    `--web.listen-address=127.0.0.1:${port}`,
    '--cluster.listen-address=',
    '--log.level=error',
  ];
  const child = spawn(binary, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const origin = `http://127.0.0.1:${port}`;
  try {
    await until('Alertmanager is ready', () =>
      fetch(`${origin}/-/ready`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    await measure({ origin, pid: child.pid ?? 0 });
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
    await rm(folder, { recursive: true, force: true });
  }
}
