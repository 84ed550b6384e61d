/** Reads the sidecar's settings from the environment and reports every problem at once, by the name of its variable. */
import type { z } from 'zod';
import { didYouMean, nearest } from '#contract/base/nearest';
import { SHORTEST_TOKEN } from '#contract/limits';
import type { ClockHours } from '#domain/figures/settings';
import { listenerFindings, listenersConfig } from './listeners.ts';
import type { ListenersConfig } from './listeners.ts';
import { SETTINGS, VARIABLES } from './settings.ts';
import type { SettingValues } from './settings.ts';
import { isLoopback, problemOf } from './values.ts';
import type { ConfigProblem, DatabaseLocation, ListenAddress, SettingIssue } from './values.ts';

export interface SidecarConfig extends ListenersConfig {
  listen: ListenAddress;
  publicListen: ListenAddress | null;
  /** Without a trailing slash. */
  publicUrl: string;
  database: DatabaseLocation;
  /** Folder of the provisioning files. */
  provisioning: string;
  /** Files that state nothing, or no folder at all, are meant. */
  allowEmpty: boolean;
  /** null: generated at first start (`ensureSecrets`). */
  apiToken: string | null;
  pluginToken: string | null;
  secretKey: string | null;
  /** The previous value, valid while it is set. */
  secretKeyPrevious: string | null;
  apiTokenPrevious: string | null;
  pluginTokenPrevious: string | null;
  /** Protects `/metrics` and the API description; null: both are open. */
  metricsToken: string | null;
  grafana: { url: string | null; token: string | null; orgs: number[] };
  smtpUrl: string | null;
  mailFrom: string | null;
  /**
   * `services`: null allows those of the usual browsers. `key`: null generates one at first start. `subject`: the
   * contact for push services; null is the public URL, or the mail address.
   */
  push: { services: string[] | null; key: string | null; subject: string | null };
  /** Addresses and CIDRs that the guard of outgoing addresses allows. */
  outgoingAllow: string[];
  /** A dead man's switch that Vigie pings while it is healthy; null: none. */
  heartbeatUrl: string | null;
  /** ms after which resolved incidents and raw payloads are deleted. */
  retention: { incidents: number; payloads: number; audit: number };
  /** Viewers may acknowledge incidents of others, too, one at a time. */
  viewersAcknowledge: boolean;
  /** The hours of sleep, in each person's zone. */
  sleep: ClockHours;
  /** Everything is decided and shown, and nothing is sent. */
  shadow: boolean;
  /** Values of the settings of modules, by variable (`settingsOf`). */
  ofModules: Readonly<Record<string, unknown>>;
  /** File of Grafana's plugin that is served; null: the one of the package. */
  pluginZip: string | null;
  logLevel: SettingValues['VIGIE_LOG_LEVEL'];
  clock: SettingValues['VIGIE_CLOCK'];
}

/** `findings` are warnings of `--check`; the sidecar starts all the same. */
export type LoadedConfig =
  { ok: true; config: SidecarConfig; findings: ConfigProblem[] } | { ok: false; problems: ConfigProblem[] };

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

export type ModuleSettings = Readonly<Record<string, z.ZodType>>;

export interface ConfigInputs {
  /** Content of the file that a `VIGIE_…_FILE` variable names; null if it cannot be read. */
  readFile(path: string): string | null;
  /** Variables that provisioning files in this folder use, which are therefore not unknown. null: nobody knows. */
  namesUsedIn?(provisioning: string): Iterable<string> | null;
  /** Settings of modules, by their variables. */
  ofModules?: ModuleSettings;
}

/** Letters in which a slip of the hand differs from what was meant. */
const SLIP = 2;

/** Variables that provisioning files use by convention; a leftover one must not stop the sidecar. */
const FOR_FILES = /^VIGIE_(?:INGEST|HMAC)(?:_|$)/;

/** The value of a variable, or of the file that `<name>_FILE` names. An empty value counts as not set. */
function rawValue(
  env: EnvironmentVariables,
  inputs: ConfigInputs,
  name: string,
): { value: string | null } | SettingIssue {
  const [direct, file] = [env[name] || null, env[`${name}_FILE`] || null];
  if (direct !== null && file !== null) {
    return {
      message: `is set, and so is ${name}_FILE; keep one of the two`,
      why: { reason: 'set-twice', data: { other: `${name}_FILE` } },
    };
  }
  if (file === null) {
    return { value: direct };
  }
  const content = inputs.readFile(file)?.replace(/\r?\n$/, '') ?? null;
  return content
    ? { value: content }
    : {
        message: `can't be read from the file that ${name}_FILE names, or that file is empty`,
        why: { reason: 'setting-file', data: { variable: `${name}_FILE` } },
      };
}

/** The value of a variable that a provisioning file uses; undefined if it is not set. */
export function environmentValue(
  env: EnvironmentVariables,
  inputs: Pick<ConfigInputs, 'readFile'>,
  name: string,
): string | undefined {
  // An empty variable is a value here: a file may say `secret: $X` for a secret that is empty on purpose.
  if (env[name] !== undefined) {
    return env[name];
  }
  const raw = rawValue(env, inputs, name);
  return 'value' in raw ? (raw.value ?? undefined) : undefined;
}

/** Kubernetes describes services to every container of their namespace: those named `vigie…` by these variables. */
export const SERVICE_LINK =
  /^VIGIE_(?:\w+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT(?:_\d+_(?:TCP|UDP|SCTP)(?:_\w+)?)?)$/;

function isServiceLink(env: EnvironmentVariables, name: string): boolean {
  return env['KUBERNETES_SERVICE_HOST'] !== undefined && SERVICE_LINK.test(name);
}

function unknownVariables(
  env: EnvironmentVariables,
  variables: readonly string[],
  used: ReadonlySet<string>,
): ConfigProblem[] {
  const known = new Set<string>(variables.flatMap((name) => [name, `${name}_FILE`]));
  return Object.keys(env)
    .filter(
      (name) =>
        name.startsWith('VIGIE_') &&
        !known.has(name) &&
        !FOR_FILES.test(name) &&
        !isServiceLink(env, name) &&
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

function shadowFindings({ shadow }: SidecarConfig): ConfigProblem[] {
  const message = 'is true: everything is decided and shown, and nothing is sent';
  return shadow ? [{ variable: 'VIGIE_SHADOW', message, why: { reason: 'in-shadow' } }] : [];
}

/** The value of one setting, or its default if it is not set or wrong. */
function readSetting(
  name: string,
  schema: z.ZodType,
  env: EnvironmentVariables,
  inputs: ConfigInputs,
  problems: ConfigProblem[],
): unknown {
  const raw = rawValue(env, inputs, name);
  const parsed = schema.safeParse('value' in raw ? (raw.value ?? undefined) : undefined, {
    reportInput: true,
  });
  if (!('value' in raw)) {
    problems.push({ variable: name, ...raw });
  } else if (!parsed.success) {
    problems.push(...parsed.error.issues.slice(0, 1).map((issue) => ({ variable: name, ...problemOf(issue) })));
  }
  return parsed.success ? parsed.data : schema.parse(undefined);
}

function readSettings(env: EnvironmentVariables, inputs: ConfigInputs, problems: ConfigProblem[]): SettingValues {
  const entries = VARIABLES.map((name) => [name, readSetting(name, SETTINGS[name], env, inputs, problems)]);
  return Object.fromEntries(entries) as SettingValues;
}

function readModuleSettings(
  env: EnvironmentVariables,
  inputs: ConfigInputs,
  problems: ConfigProblem[],
): SidecarConfig['ofModules'] {
  return Object.fromEntries(
    Object.entries(inputs.ofModules ?? {}).map(([name, schema]) => [
      name,
      readSetting(name, schema, env, inputs, problems),
    ]),
  );
}

/** A module's own settings. @param schemas those that `ConfigInputs.ofModules` was given for it */
export function settingsOf<Schemas extends ModuleSettings>(
  schemas: Schemas,
  { ofModules }: Pick<SidecarConfig, 'ofModules'>,
): { [Name in keyof Schemas]: z.output<Schemas[Name]> } {
  return Object.fromEntries(Object.keys(schemas).map((name) => [name, ofModules[name]])) as {
    [Name in keyof Schemas]: z.output<Schemas[Name]>;
  };
}

function configOf(
  values: SettingValues,
  listeners: ListenersConfig,
  ofModules: SidecarConfig['ofModules'],
): SidecarConfig {
  return {
    ...listeners,
    listen: values.VIGIE_LISTEN,
    publicListen: values.VIGIE_PUBLIC_LISTEN,
    publicUrl: values.VIGIE_PUBLIC_URL,
    database: values.VIGIE_DATABASE_URL,
    provisioning: values.VIGIE_PROVISIONING,
    allowEmpty: values.VIGIE_PROVISIONING_ALLOW_EMPTY === 'true',
    apiToken: values.VIGIE_API_TOKEN,
    pluginToken: values.VIGIE_PLUGIN_TOKEN,
    secretKey: values.VIGIE_SECRET_KEY,
    secretKeyPrevious: values.VIGIE_SECRET_KEY_PREVIOUS,
    apiTokenPrevious: values.VIGIE_API_TOKEN_PREVIOUS,
    pluginTokenPrevious: values.VIGIE_PLUGIN_TOKEN_PREVIOUS,
    metricsToken: values.VIGIE_METRICS_TOKEN,
    grafana: { url: values.VIGIE_GRAFANA_URL, token: values.VIGIE_GRAFANA_TOKEN, orgs: values.VIGIE_GRAFANA_ORGS },
    smtpUrl: values.VIGIE_SMTP_URL,
    mailFrom: values.VIGIE_MAIL_FROM,
    push: {
      services: values.VIGIE_PUSH_SERVICES,
      key: values.VIGIE_PUSH_KEY,
      subject: values.VIGIE_PUSH_SUBJECT,
    },
    outgoingAllow: values.VIGIE_OUTGOING_ALLOW,
    heartbeatUrl: values.VIGIE_HEARTBEAT_URL,
    retention: {
      incidents: values.VIGIE_RETENTION_INCIDENTS,
      payloads: values.VIGIE_RETENTION_PAYLOADS,
      audit: values.VIGIE_RETENTION_AUDIT,
    },
    viewersAcknowledge: values.VIGIE_VIEWERS_ACKNOWLEDGE === 'true',
    sleep: values.VIGIE_SLEEP_HOURS,
    shadow: values.VIGIE_SHADOW === 'true',
    ofModules,
    pluginZip: values.VIGIE_PLUGIN_ZIP,
    logLevel: values.VIGIE_LOG_LEVEL,
    clock: values.VIGIE_CLOCK,
  };
}

/** Pure over its inputs. Reports every problem, not only the first. */
export function loadConfig(env: EnvironmentVariables, inputs: ConfigInputs): LoadedConfig {
  const problems: ConfigProblem[] = [];
  const findings: ConfigProblem[] = [];
  const values = readSettings(env, inputs, problems);
  const ofModules = readModuleSettings(env, inputs, problems);
  const config = configOf(values, listenersConfig(values, problems), ofModules);
  checkTogether(config, problems, findings);
  findings.push(...listenerFindings(config.mailIn, config.publicUrl), ...shadowFindings(config));
  const used = inputs.namesUsedIn?.(config.provisioning);
  const variables = [...VARIABLES, ...Object.keys(inputs.ofModules ?? {})];
  const unknown = unknownVariables(env, variables, new Set(used ?? []));
  // Files that vanished may have used it, and a sidecar that does not start pages nobody.
  const mayBeUsed = ({ variable }: ConfigProblem) => used === null && nearest(variable, variables, SLIP) === null;
  problems.push(...unknown.filter((problem) => !mayBeUsed(problem)));
  findings.push(...unknown.filter(mayBeUsed));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config, findings };
}

/** `VIGIE_LISTEN must be host:port, …` */
export function formatConfigProblem({ variable, message }: ConfigProblem): string {
  return `${variable} ${message}`;
}
