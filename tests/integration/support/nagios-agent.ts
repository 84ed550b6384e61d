/** The agent by itself, against a Vigie that says what a test wants and a pipe that a test reads. */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { productFolder, removeFolder, root } from './processes.ts';

const exec = promisify(execFile);

/** @param lines what the agent is handed: `id<TAB>command` */
export async function runAgentOnce(
  lines: readonly string[],
): Promise<{ written: string[]; reports: Record<string, string> }> {
  const folder = productFolder('agent', {}, 'spool');
  const pipe = path.join(folder, 'nagios.cmd');
  execFileSync('mkfifo', [pipe]);
  let reports: Record<string, string> = {};
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') reports = Object.fromEntries(new URLSearchParams(await text(request)));
    response.end(request.method === 'GET' ? lines.map((line) => `${line}\n`).join('') : '{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  writeFileSync(
    path.join(folder, 'notify.conf'),
    `url = http://127.0.0.1:${(server.address() as AddressInfo).port}/in\ntoken = abc\nspool = ${folder}/spool\ncommand_file = ${pipe}\n`,
  );
  // Opened for reading and writing, as Nagios does, so that the end of one writer is not the end.
  const reader = spawn('sh', ['-c', 'exec 3<>"$1"; exec cat <&3', 'sh', pipe], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let written = '';
  reader.stdout.on('data', (chunk: Buffer) => (written += chunk.toString()));
  await new Promise((resolve) => reader.once('spawn', resolve));
  try {
    await exec(path.join(root, 'provisioning/nagios/vigie-notify'), [
      '--config',
      path.join(folder, 'notify.conf'),
      'agent',
      '--once',
    ]);
    const end = performance.now() + 5_000;
    while (!written.includes('\n') && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  } finally {
    reader.kill('SIGKILL');
    server.close();
    server.closeAllConnections();
    removeFolder(folder);
  }
  return { written: written.split('\n').filter((line) => line !== ''), reports };
}
