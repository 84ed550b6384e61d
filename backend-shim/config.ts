/**
 * The sidecar's settings, from the environment. Everything wrong is told at once, by the name of the
 * variable and what to write instead; values never appear in messages, for they may be secrets.
 */
import { didYouMean, nearest } from '#contract/base/nearest';
import { SHORTEST_TOKEN } from '#contract/limits';
import { DAY } from '#domain/time/duration';
import { listenerFindings, listenersConfig, readDomains, readUser, SMTP_TLS_MODES } from './config-listeners.ts';
import type { ListenersConfig, ListenerValues, SmtpTlsMode } from './config-listeners.ts';
import {
  isLoopback,
  readAddress,
  readDatabase,
  readDays,
  readHttpUrl,
  readKey,
  readListen,
  readMailFrom,
  readOrgs,
  readPushKey,
  readPushServices,
  readPushSubject,
  readRanges,
  readSmtp,
  readToken,
  readWord,
  wrong,
} from './config-values.ts';
import type { Database, Listen, Read, Wrong } from './config-values.ts';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface SidecarConfig extends ListenersConfig {
  listen: Listen;
  publicListen: Listen | null;
  /** Without a slash at its end. */
  publicUrl: string;
  database: Database;
  /** Folder of the provisioning files. */
  provisioning: string;
  /** null: made at first start (`ensureSecrets`). */
  apiToken: string | null;
  pluginToken: string | null;
  secretKey: string | null;
  /** What was in use before; valid while it is set. */
  secretKeyPrevious: string | null;
  apiTokenPrevious: string | null;
  pluginTokenPrevious: string | null;
  /** Guards `/metrics` and the description of the API; null: both are open. */
  metricsToken: string | null;
  grafana: { url: string | null; token: string | null; orgs: number[] };
  smtpUrl: string | null;
  mailFrom: string | null;
  /** `services`: null is those of the usual browsers. `key`: null is made at first start. `subject`: whom push services write to; null is the public URL, or the mail address. */
  push: { services: string[] | null; key: string | null; subject: string | null };
  /** Addresses and CIDRs. */
  outgoingAllow: string[];
  /** Where Vigie says that it is well; null: nowhere. */
  heartbeatUrl: string | null;
  /** ms after which resolved incidents, and raw payloads, are removed. */
  retention: { incidents: number; payloads: number };
  /** Viewers who are not concerned by an incident acknowledge it, too, one at a time. */
  viewersAcknowledge: boolean;
  logLevel: LogLevel;
  clock: 'system' | 'manual';
}

export interface ConfigProblem extends Wrong {
  variable: string;
}

/** `findings` are what `--check` warns about; the sidecar runs all the same. */
export type LoadedConfig =
  { ok: true; config: SidecarConfig; findings: ConfigProblem[] } | { ok: false; problems: ConfigProblem[] };

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ConfigInputs {
  /** Content of a file named by a `VIGIE_…_FILE` variable; null where it can't be read. */
  readFile(path: string): string | null;
  /** Variables that provisioning files in this folder mention: those are not unknown. */
  namesUsedIn?(provisioning: string): Iterable<string>;
}

export const VARIABLES = [
  'VIGIE_LISTEN',
  'VIGIE_PUBLIC_LISTEN',
  'VIGIE_PUBLIC_URL',
  'VIGIE_DATABASE_URL',
  'VIGIE_PROVISIONING',
  'VIGIE_API_TOKEN',
  'VIGIE_PLUGIN_TOKEN',
  'VIGIE_SECRET_KEY',
  'VIGIE_SECRET_KEY_PREVIOUS',
  'VIGIE_API_TOKEN_PREVIOUS',
  'VIGIE_PLUGIN_TOKEN_PREVIOUS',
  'VIGIE_METRICS_TOKEN',
  'VIGIE_GRAFANA_URL',
  'VIGIE_GRAFANA_TOKEN',
  'VIGIE_GRAFANA_ORGS',
  'VIGIE_SMTP_URL',
  'VIGIE_MAIL_FROM',
  'VIGIE_PUSH_SERVICES',
  'VIGIE_PUSH_KEY',
  'VIGIE_PUSH_SUBJECT',
  'VIGIE_OUTGOING_ALLOW',
  'VIGIE_HEARTBEAT_URL',
  'VIGIE_RETENTION_INCIDENTS',
  'VIGIE_RETENTION_PAYLOADS',
  'VIGIE_VIEWERS_ACKNOWLEDGE',
  'VIGIE_LOG_LEVEL',
  'VIGIE_CLOCK',
  'VIGIE_SMTP_LISTEN',
  'VIGIE_SMTP_DOMAIN',
  'VIGIE_SMTP_TLS_CERT',
  'VIGIE_SMTP_TLS_KEY',
  'VIGIE_SMTP_TLS',
  'VIGIE_SMTP_AUTH',
  'VIGIE_SNMP_LISTEN',
] as const;
type Variable = (typeof VARIABLES)[number];

/** By convention for provisioning files; one that is left over must not keep the sidecar down. */
const FOR_FILES = /^VIGIE_(?:INGEST|HMAC)(?:_|$)/;

/** The value of a variable, or of the file that `<name>_FILE` names. Empty counts as not set. */
function rawValue(env: Environment, inputs: ConfigInputs, name: string): Read<string | null> {
  const [direct, file] = [env[name] || null, env[`${name}_FILE`] || null];
  if (direct !== null && file !== null) {
    return wrong(`is set, and so is ${name}_FILE; keep one of the two`, {
      reason: 'set-twice',
      data: { other: `${name}_FILE` },
    });
  }
  if (file === null) {
    return { value: direct };
  }
  const content = inputs.readFile(file)?.replace(/\r?\n$/, '') ?? null;
  return content
    ? { value: content }
    : wrong(`can't be read from the file that ${name}_FILE names, or that file is empty`, {
        reason: 'setting-file',
        data: { variable: `${name}_FILE` },
      });
}

/** The value of a variable that a provisioning file mentions; undefined where it is not set. */
export function environmentValue(
  env: Environment,
  inputs: Pick<ConfigInputs, 'readFile'>,
  name: string,
): string | undefined {
  // An empty variable is a value here: files may say `secret: $X` for a secret that is empty on purpose.
  if (env[name] !== undefined) {
    return env[name];
  }
  const raw = rawValue(env, inputs, name);
  return 'value' in raw ? (raw.value ?? undefined) : undefined;
}

function unknownVariables(env: Environment, used: ReadonlySet<string>): ConfigProblem[] {
  const known = new Set<string>(VARIABLES.flatMap((name) => [name, `${name}_FILE`]));
  return Object.keys(env)
    .filter(
      (name) =>
        name.startsWith('VIGIE_') &&
        !known.has(name) &&
        !FOR_FILES.test(name) &&
        !used.has(name) &&
        !used.has(name.replace(/_FILE$/, '')),
    )
    .map((variable) => ({
      variable,
      message: `is not a setting, and no provisioning file mentions it.${didYouMean(variable, known)} Remove it, or see docs/configuration.md`,
      why: { reason: 'unknown-setting', data: { meant: nearest(variable, known) } },
    }));
}

function checkTogether(config: SidecarConfig, problems: ConfigProblem[], findings: ConfigProblem[]): void {
  const listeners = [config.listen, config.publicListen, config.mailIn?.listen, config.snmp].filter(
    (one) => one != null,
  );
  if (config.clock === 'manual' && !listeners.every(isLoopback)) {
    problems.push({
      variable: 'VIGIE_CLOCK',
      message:
        'must not be manual while VIGIE_LISTEN or another listener can be reached from other machines: whoever reaches it could stop time',
      why: { reason: 'clock-reachable' },
    });
  }
  const [first, second] = [config.listen, config.publicListen];
  if (second && first.port === second.port && first.port !== 0 && first.host === second.host) {
    problems.push({
      variable: 'VIGIE_PUBLIC_LISTEN',
      message: 'must differ from VIGIE_LISTEN',
      why: { reason: 'same-as-other', data: { field: 'VIGIE_LISTEN' } },
    });
  }
  if (config.pluginToken !== null && config.pluginToken === config.apiToken) {
    problems.push({
      variable: 'VIGIE_PLUGIN_TOKEN',
      message:
        'must differ from VIGIE_API_TOKEN, which makes its holder an administrator; Grafana needs only the former',
      why: { reason: 'same-as-other', data: { field: 'VIGIE_API_TOKEN' } },
    });
  }
  for (const [variable, token] of [
    ['VIGIE_API_TOKEN', config.apiToken],
    ['VIGIE_PLUGIN_TOKEN', config.pluginToken],
  ] as const) {
    if (token !== null && token.length < SHORTEST_TOKEN) {
      findings.push({
        variable,
        message: `has fewer than ${SHORTEST_TOKEN} characters and can be guessed; use a long random one`,
        why: { reason: 'guessable', data: { min: SHORTEST_TOKEN } },
      });
    }
  }
  if (config.smtpUrl === null) {
    findings.push({
      variable: 'VIGIE_SMTP_URL',
      message: 'is not set: no mail can be sent',
      why: { reason: 'no-mail' },
    });
  }
  if (config.smtpUrl !== null && config.mailFrom === null) {
    config.mailFrom = `Vigie <vigie@${new URL(config.publicUrl).hostname}>`;
    findings.push({
      variable: 'VIGIE_MAIL_FROM',
      message: `is not set: mail comes from "${config.mailFrom}", which many servers refuse`,
      why: { reason: 'sender-made-up', data: { sender: config.mailFrom } },
    });
  }
}

type Take = <T>(variable: Variable, fallback: T, read: (text: string) => Read<T>) => T;

function listenerValues(take: Take): ListenerValues {
  return {
    smtp: take<Listen | null>('VIGIE_SMTP_LISTEN', null, readListen),
    domains: take<string[]>('VIGIE_SMTP_DOMAIN', [], readDomains),
    cert: take<string | null>('VIGIE_SMTP_TLS_CERT', null, (value) => ({ value })),
    key: take<string | null>('VIGIE_SMTP_TLS_KEY', null, (value) => ({ value })),
    mode: take<SmtpTlsMode | null>('VIGIE_SMTP_TLS', null, readWord(SMTP_TLS_MODES)),
    auth: take<ListenerValues['auth']>('VIGIE_SMTP_AUTH', null, readUser),
    snmp: take<Listen | null>('VIGIE_SNMP_LISTEN', null, readListen),
  };
}

/** Pure over its inputs. Tells every problem, not only the first. */
export function loadConfig(env: Environment, inputs: ConfigInputs): LoadedConfig {
  const problems: ConfigProblem[] = [];
  const take: Take = (variable, fallback, read) => {
    const raw = rawValue(env, inputs, variable);
    const result = 'wrong' in raw ? raw : raw.value === null ? { value: fallback } : read(raw.value);
    if ('wrong' in result) {
      problems.push({ variable, ...result.wrong });
      return fallback;
    }
    return result.value;
  };
  const plain = (text: string) => ({ value: text });
  const listeners = listenersConfig(listenerValues(take), problems);
  const config: SidecarConfig = {
    ...listeners,
    listen: take('VIGIE_LISTEN', { host: '127.0.0.1', port: 8723 }, readListen),
    publicListen: take<Listen | null>('VIGIE_PUBLIC_LISTEN', null, readListen),
    publicUrl: take('VIGIE_PUBLIC_URL', 'http://localhost:8723', readHttpUrl),
    database: take<Database>('VIGIE_DATABASE_URL', { kind: 'sqlite', path: './data/vigie.db' }, readDatabase),
    provisioning: take('VIGIE_PROVISIONING', './provisioning/vigie', plain),
    apiToken: take<string | null>('VIGIE_API_TOKEN', null, readToken),
    pluginToken: take<string | null>('VIGIE_PLUGIN_TOKEN', null, readToken),
    secretKey: take<string | null>('VIGIE_SECRET_KEY', null, readKey),
    secretKeyPrevious: take<string | null>('VIGIE_SECRET_KEY_PREVIOUS', null, readKey),
    apiTokenPrevious: take<string | null>('VIGIE_API_TOKEN_PREVIOUS', null, readToken),
    pluginTokenPrevious: take<string | null>('VIGIE_PLUGIN_TOKEN_PREVIOUS', null, readToken),
    metricsToken: take<string | null>('VIGIE_METRICS_TOKEN', null, readToken),
    grafana: {
      url: take<string | null>('VIGIE_GRAFANA_URL', null, readHttpUrl),
      token: take<string | null>('VIGIE_GRAFANA_TOKEN', null, plain),
      orgs: take('VIGIE_GRAFANA_ORGS', [1], readOrgs),
    },
    smtpUrl: take<string | null>('VIGIE_SMTP_URL', null, readSmtp),
    mailFrom: take<string | null>('VIGIE_MAIL_FROM', null, readMailFrom),
    push: {
      services: take<string[] | null>('VIGIE_PUSH_SERVICES', null, readPushServices),
      key: take<string | null>('VIGIE_PUSH_KEY', null, readPushKey),
      subject: take<string | null>('VIGIE_PUSH_SUBJECT', null, readPushSubject),
    },
    outgoingAllow: take<string[]>('VIGIE_OUTGOING_ALLOW', [], readRanges),
    heartbeatUrl: take<string | null>('VIGIE_HEARTBEAT_URL', null, readAddress),
    retention: {
      incidents: take('VIGIE_RETENTION_INCIDENTS', 396 * DAY, readDays),
      payloads: take('VIGIE_RETENTION_PAYLOADS', 30 * DAY, readDays),
    },
    viewersAcknowledge: take('VIGIE_VIEWERS_ACKNOWLEDGE', 'false', readWord(['true', 'false'])) === 'true',
    logLevel: take('VIGIE_LOG_LEVEL', 'info', readWord(LOG_LEVELS)),
    clock: take('VIGIE_CLOCK', 'system', readWord(['system', 'manual'])),
  };
  const findings: ConfigProblem[] = [];
  checkTogether(config, problems, findings);
  findings.push(...listenerFindings(config));
  problems.push(...unknownVariables(env, new Set(inputs.namesUsedIn?.(config.provisioning) ?? [])));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config, findings };
}

/** `VIGIE_LISTEN must be host:port, …` */
export function formatConfigProblem({ variable, message }: ConfigProblem): string {
  return `${variable} ${message}`;
}
