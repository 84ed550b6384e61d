/** Explains why a server cannot listen, where a start has failed and, for `vigie check`, before one. */
import { z } from 'zod';
import type { SidecarConfig } from '../config/config.ts';
import type { ListenAddress } from '../config/values.ts';
import type { PortTrial } from '../ports/listening.ts';
import { DATA_FOLDER } from './secrets.ts';
import type { SecretFiles } from './secrets.ts';

/** System calls that fail when an address is unavailable; any other failure has another cause. */
const SYSCALLS: ReadonlySet<unknown> = new Set(['listen', 'bind', 'getaddrinfo']);

/** @param variable the setting with the address */
export function listeningProblem(variable: string, address: ListenAddress, error: unknown): string {
  const { message, syscall } = error as NodeJS.ErrnoException;
  return SYSCALLS.has(syscall) ? inUse(variable, address, message) : `The sidecar cannot start: ${message}`;
}

function inUse(variable: string, { host, port }: ListenAddress, why: string): string {
  return `${variable} ${host}:${port} cannot be used (${why}). Stop what listens there, or choose another port.`;
}

export interface HttpAnswer {
  status: number;
  /** null: not JSON. */
  body: unknown;
}

export interface PortCheckDeps {
  files: Pick<SecretFiles, 'read'>;
  tryListening: PortTrial;
  /** Rejects if nothing answers. */
  get(url: string, token: string | null): Promise<HttpAnswer>;
}

export interface PortProblem {
  variable: string;
  line: string;
  reason: 'address-unusable' | 'address-not-tried';
  data: { address: string; code: string };
}

type Trial = [variable: string, address: ListenAddress, transport: 'tcp' | 'udp'];

/** @param isRunning whether a sidecar is known to have this installation's database open */
export async function portProblems(
  config: SidecarConfig,
  isRunning: boolean,
  deps: PortCheckDeps,
): Promise<PortProblem[]> {
  const trials: Array<[string, ListenAddress | null | undefined, 'tcp' | 'udp']> = [
    ['VIGIE_LISTEN', config.listen, 'tcp'],
    ['VIGIE_PUBLIC_LISTEN', config.publicListen, 'tcp'],
    ['VIGIE_SMTP_LISTEN', config.mailIn?.listen, 'tcp'],
    ['VIGIE_SNMP_LISTEN', config.snmp, 'udp'],
  ];
  const wanted = trials.filter((trial): trial is Trial => trial[1] != null && trial[1].port !== 0);
  let own: OwnSidecar | null = null;
  const problems: PortProblem[] = [];
  for (const [variable, address, transport] of wanted) {
    const code = await deps.tryListening(address, transport);
    own ??= code === 'EADDRINUSE' ? await ownSidecar(config, isRunning, deps) : null;
    if (code !== null && !(code === 'EADDRINUSE' && (await own?.listensAt(variable, address)) === true)) {
      problems.push(problemOf(variable, address, code));
    }
  }
  return problems;
}

function problemOf(variable: string, address: ListenAddress, code: string): PortProblem {
  const data = { address: `${address.host}:${address.port}`, code };
  // A service may be given what whoever types a command has not: a port below 1024.
  return code === 'EACCES'
    ? {
        variable,
        line: `${variable} ${data.address} was not tried: this user may not listen there (${code})`,
        reason: 'address-not-tried',
        data,
      }
    : { variable, line: inUse(variable, address, code), reason: 'address-unusable', data };
}

interface OwnSidecar {
  listensAt(variable: string, address: ListenAddress): Promise<boolean>;
}

/** What is read of `GET status`, which a sidecar of another release may answer. */
const whereItListens = z.object({ listeners: z.array(z.object({ address: z.string() })) });
const readiness = z.object({ store: z.string(), engine: z.string() });
const refusal = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** Recognizes a sidecar of this installation: it takes the API token, or it has the database that only one can open. */
async function ownSidecar(config: SidecarConfig, isRunning: boolean, deps: PortCheckDeps): Promise<OwnSidecar> {
  const ask = (address: ListenAddress, route: string, token: string | null) =>
    deps.get(urlOf(address) + route, token).catch(() => null);
  const kept = await deps.files.read(`${DATA_FOLDER}/api-token`).catch(() => null);
  const tokens = [config.apiToken ?? (kept?.trim() || null), config.apiTokenPrevious].filter((token) => token !== null);
  let told: z.output<typeof whereItListens> | null = null;
  for (const token of tokens) {
    const answer: HttpAnswer | null = told === null ? await ask(config.listen, '/api/v1/status', token) : null;
    told ??= answer?.status === 200 ? (whereItListens.safeParse(answer.body).data ?? null) : null;
  }
  return {
    async listensAt(variable, address) {
      if (told === null && !isRunning) {
        return false;
      }
      if (variable === 'VIGIE_LISTEN') {
        return told !== null || readiness.safeParse((await ask(address, '/readyz', null))?.body).success;
      }
      if (variable === 'VIGIE_PUBLIC_LISTEN') {
        return refusal.safeParse((await ask(address, '/', null))?.body).success;
      }
      // Mail and traps answer no question. A sidecar that refuses the token does not say where it listens for them.
      return told === null || told.listeners.some((one) => one.address.endsWith(`:${address.port}`));
    },
  };
}

/** A listener on all addresses is reached on this machine's own. */
export function urlOf({ host, port }: ListenAddress): string {
  const own = host === '0.0.0.0' || host === '' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${own.includes(':') ? `[${own}]` : own}:${port}`;
}
