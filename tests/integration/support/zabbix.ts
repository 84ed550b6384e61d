/** A real Zabbix: server, frontend and PostgreSQL, with Vigie set up as the docs say. */
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { findPostgres } from '../../support/postgres-find.ts';
import { freshPostgres } from '../../support/postgres.ts';
import { freePort, until } from '../../support/waiting.ts';
import { snippet } from './docs.ts';
import { canConnect } from './exim.ts';
import { productFolder, removeFolder, root, startProcess, whyNot, type Running } from './processes.ts';

const exec = promisify(execFile);
const frontend = '/usr/share/zabbix';
const schema = '/usr/share/zabbix-server-pgsql';

export const zabbixMissing =
  whyNot('Zabbix', [
    '/usr/sbin/zabbix_server',
    `${frontend}/api_jsonrpc.php`,
    `${schema}/schema.sql.gz`,
    '/usr/bin/php',
  ]) ?? (findPostgres() === null ? 'Zabbix was not run: there is no PostgreSQL' : null);

export interface Zabbix {
  url: string;
  /** Of a Super admin, who is not Vigie. */
  call<T = unknown>(method: string, params: object): Promise<T>;
  /** Values of trapper items of `web-1`. */
  send(values: Record<string, string | number>): Promise<void>;
  /** Runs the docs' set-up. @returns the API token it prints */
  setUp(vigie: string, token: string): Promise<string>;
  /** The server reads its configuration anew, items and triggers together. */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

export async function startZabbix(): Promise<Zabbix> {
  const folder = productFolder('zabbix', {});
  const [web, trapper] = [await freePort(), await lowPort()];
  const database = new URL(await freshPostgres());
  loadSchema(database);
  writeFileSync(path.join(folder, 'server.conf'), serverConfig(folder, database, trapper));
  const server = startProcess('/usr/sbin/zabbix_server', ['-f', '-c', `${folder}/server.conf`], { cwd: folder });
  const php = startFrontend(folder, database, web, trapper);
  const url = `http://127.0.0.1:${web}`;
  await until('the API of Zabbix answers', async () => {
    if (php.hasEnded() || server.hasEnded())
      throw new Error(
        `Zabbix ended:\n${php.output()}\n${server.output()}\n${existsSync(`${folder}/server.log`) ? readFileSync(`${folder}/server.log`, 'utf8').slice(-2_000) : ''}`,
      );
    return (await rpc(url, 'apiinfo.version', []).catch(() => null)) !== null && (await canConnect(trapper));
  });
  const admin = await adminToken(url);
  return {
    url,
    call: (method, params) => rpc(url, method, params, admin),
    send: (values) => sendValues(trapper, values),
    setUp: (vigie, token) => runSetUp(url, admin, vigie, token),
    reload: async () => {
      await exec('/usr/sbin/zabbix_server', ['-c', `${folder}/server.conf`, '-R', 'config_cache_reload']);
    },
    stop: async () => {
      await Promise.all([server.stop(), php.stop()]);
      removeFolder(folder);
    },
  };
}

/** Zabbix takes ports up to 32767 only, and the system chooses higher ones. */
async function lowPort(): Promise<number> {
  for (let port = 20_000 + (process.pid % 10_000); ; port += 1) {
    if (!(await canConnect(port))) return port;
  }
}

function loadSchema(database: URL): void {
  const psql = path.join(findPostgres() ?? '', 'psql');
  const load = `zcat ${schema}/schema.sql.gz ${schema}/images.sql.gz ${schema}/data.sql.gz | ${psql} -q -v ON_ERROR_STOP=1 "$1" >/dev/null`;
  execFileSync('bash', ['-o', 'pipefail', '-c', load, 'load', database.href], { stdio: ['ignore', 'ignore', 'pipe'] });
  // The host that Zabbix comes with watches Zabbix itself: hundreds of items that no test needs, and problems of its own
  // on a busy machine.
  execFileSync(psql, [
    '-q',
    '-v',
    'ON_ERROR_STOP=1',
    '-c',
    "UPDATE hosts SET status = 1 WHERE host = 'Zabbix server'",
    database.href,
  ]);
}

const serverConfig = (folder: string, database: URL, trapper: number) => `
LogFile=${folder}/server.log
PidFile=${folder}/server.pid
SocketDir=${folder}
DBHost=127.0.0.1
DBPort=${database.port}
DBName=${database.pathname.slice(1)}
DBUser=${database.username}
ListenIP=127.0.0.1
ListenPort=${trapper}
AllowRoot=1
Timeout=4
StartPollers=1
StartPollersUnreachable=1
StartPreprocessors=1
StartHTTPPollers=0
StartDiscoverers=0
StartPingers=0
StartAgentPollers=0
StartHTTPAgentPollers=0
StartSNMPPollers=0
StartTrappers=2
StartAlerters=3
StartEscalators=1
StartTimers=1
StartLLDProcessors=1
StartReportWriters=0
CacheUpdateFrequency=2
`;

/** A copy, because Debian's frontend looks for its configuration in /etc only. */
function startFrontend(folder: string, database: URL, web: number, trapper: number): Running {
  cpSync(frontend, `${folder}/frontend`, { recursive: true, dereference: true });
  const config = `${folder}/frontend/include/classes/core/CConfigFile.php`;
  writeFileSync(
    config,
    readFileSync(config, 'utf8').replace('/etc/zabbix/zabbix.conf.php', `${folder}/zabbix.conf.php`),
  );
  writeFileSync(
    `${folder}/zabbix.conf.php`,
    `<?php
$DB['TYPE']='POSTGRESQL'; $DB['SERVER']='127.0.0.1'; $DB['PORT']='${database.port}'; $DB['DATABASE']='${database.pathname.slice(1)}'; $DB['USER']='${database.username}'; $DB['PASSWORD']=''; $DB['SCHEMA']='';
$DB['ENCRYPTION']=false; $DB['KEY_FILE']=''; $DB['CERT_FILE']=''; $DB['CA_FILE']=''; $DB['VERIFY_HOST']=false; $DB['CIPHER_LIST']='';
$DB['VAULT']=''; $DB['VAULT_URL']=''; $DB['VAULT_PREFIX']=''; $DB['VAULT_DB_PATH']=''; $DB['VAULT_TOKEN']=''; $DB['VAULT_CERT_FILE']=''; $DB['VAULT_KEY_FILE']='';
$ZBX_SERVER='127.0.0.1'; $ZBX_SERVER_PORT='${trapper}'; $ZBX_SERVER_NAME='test'; $IMAGE_FORMAT_DEFAULT=IMAGE_FORMAT_PNG;
`,
  );
  const settings = ['post_max_size=16M', 'max_execution_time=300', 'max_input_time=300', 'memory_limit=256M'].flatMap(
    (one) => ['-d', one],
  );
  return startProcess('/usr/bin/php', [...settings, '-S', `127.0.0.1:${web}`, '-t', `${folder}/frontend`], {
    cwd: `${folder}/frontend`,
    env: { PHP_CLI_SERVER_WORKERS: '2' },
  });
}

async function rpc<T>(url: string, method: string, params: object, token?: string): Promise<T> {
  const response = await fetch(`${url}/api_jsonrpc.php`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json-rpc',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', method, params, id: 1 }),
  });
  const { result, error } = (await response.json()) as { result: T; error?: { data: string } };
  if (error) throw new Error(`${method}: ${error.data}`);
  return result;
}

async function adminToken(url: string): Promise<string> {
  const session = await rpc<string>(url, 'user.login', { username: 'Admin', password: 'zabbix' });
  const { tokenids } = await rpc<{ tokenids: string[] }>(url, 'token.create', { name: 'test', userid: '1' }, session);
  const [made] = await rpc<Array<{ token: string }>>(url, 'token.generate', tokenids, session);
  return made?.token ?? '';
}

/** Runs what the docs say. @returns the API token it prints */
export async function runSetUp(url: string, admin: string, vigie: string, token: string): Promise<string> {
  const script = snippet('zabbix.md', 'set-up.sh', {
    'PASTE-A-SUPER-ADMINS-TOKEN': admin,
    'PASTE-THE-TOKEN-OF-THE-INTEGRATION': token,
    'node set-up.mjs': `${process.execPath} set-up.mjs`,
    'https://zabbix.example.com': url,
    'https://vigie.example.com/in': vigie,
  });
  const { stdout } = await exec('sh', ['-ec', script], { cwd: path.join(root, 'provisioning/zabbix') });
  return stdout.trim();
}

/** Zabbix's sender protocol: "ZBXD", 1, the length as 64 bits little-endian, JSON. */
async function sendValues(port: number, values: Record<string, string | number>): Promise<void> {
  const data = Object.entries(values).map(([key, value]) => ({ host: 'web-1', key, value: String(value) }));
  const body = Buffer.from(JSON.stringify({ request: 'sender data', data }));
  const head = Buffer.alloc(13);
  head.write('ZBXD');
  head[4] = 1;
  head.writeUInt32LE(body.length, 5);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const chunks: Buffer[] = [];
  const socket = createConnection({ port, host: '127.0.0.1' }, () => socket.write(Buffer.concat([head, body])));
  socket
    .on('data', (chunk: Buffer) => chunks.push(chunk))
    .on('end', () => resolve(Buffer.concat(chunks).subarray(13).toString()))
    .on('error', reject);
  const answer = await promise;
  if (!answer.includes('failed: 0')) throw new Error(`Zabbix did not take the values: ${answer}`);
}
