/** A real ntfy server on loopback, where nobody may write without a token. */
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort, until } from '../../support/waiting.ts';
import { productFolder, removeFolder, startProcess } from './processes.ts';

const NTFY = '/usr/bin/ntfy';
export const ntfyMissing = existsSync(NTFY)
  ? null
  : `ntfy was not run: there is no ${NTFY}; apt-get install ntfy brings it`;

/** As the app on a phone sees it (docs.ntfy.sh/subscribe/api). */
export interface NtfyMessage {
  id: string;
  event: string;
  title: string;
  message: string;
  priority?: number;
  tags?: string[];
  click?: string;
  actions?: Array<{ action: string; label: string; url: string; method?: string; clear?: boolean }>;
}

export interface Ntfy {
  url: string;
  token: string;
  /** What a phone that subscribes now is shown, oldest first. */
  messages(topic: string): Promise<NtfyMessage[]>;
  stop(): Promise<void>;
}

const PASSWORD = 'a-password-for-ann-only';

export async function startNtfy(): Promise<Ntfy> {
  const folder = productFolder('ntfy', {});
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = path.join(folder, 'server.yml');
  const settings = {
    'listen-http': `127.0.0.1:${port}`,
    'base-url': url,
    'cache-file': `${folder}/cache.db`,
    'auth-file': `${folder}/user.db`,
    'auth-default-access': 'deny-all',
  };
  writeFileSync(config, JSON.stringify(settings));
  const server = startProcess(NTFY, ['serve', '-c', config], { cwd: folder });
  await until('ntfy is ready', async () => {
    if (server.hasEnded()) throw new Error(`ntfy has ended: ${server.output()}`);
    return (await fetch(`${url}/v1/health`).catch(() => null))?.status === 200;
  });
  const run = (...args: string[]) =>
    execFileSync(NTFY, [args[0] ?? '', '-c', config, ...args.slice(1)], {
      encoding: 'utf8',
      env: { ...process.env, NTFY_PASSWORD: PASSWORD },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  run('user', 'add', '--role=admin', 'ann');
  const token = await freshToken(url);
  return {
    url,
    token,
    messages: async (topic) => {
      const answer = await fetch(`${url}/${topic}/json?poll=1`, { headers: { authorization: `Bearer ${token}` } });
      const lines = (await answer.text()).split('\n').filter(Boolean);
      return lines.map((line) => JSON.parse(line) as NtfyMessage).filter(({ event }) => event === 'message');
    },
    stop: async () => {
      await server.stop();
      removeFolder(folder);
    },
  };
}

/** As the web app does under "Access tokens". */
async function freshToken(url: string): Promise<string> {
  const answer = await fetch(`${url}/v1/account/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`ann:${PASSWORD}`).toString('base64')}` },
    body: '{}',
  });
  const { token } = (await answer.json()) as { token?: string };
  if (token === undefined) throw new Error(`ntfy gave no token: ${answer.status}`);
  return token;
}
