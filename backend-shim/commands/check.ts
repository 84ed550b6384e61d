/** Implements `vigie check`: checks whether the sidecar would start with this configuration. */
import { CONFIG_KINDS } from '#contract/config';
import type { Config } from '#contract/config';
import type { ErrorDetail } from '#contract/errors';
import { environmentValue, formatConfigProblem, loadConfig } from '../config.ts';
import type { ConfigInputs, EnvironmentVariables, SidecarConfig } from '../config.ts';
import type { ConfigProblem } from '../config-values.ts';
import type { KeyFinding } from './key-commands.ts';
import { fileDetail, formatProblem, loadProvisioning } from '../provisioning/load.ts';
import type { FileProblem, ProvisioningDeps } from '../provisioning/load.ts';

export interface CheckCommandDeps {
  env: EnvironmentVariables;
  inputs: ConfigInputs;
  provisioning: ProvisioningDeps;
  /** The problem with `VIGIE_SECRET_KEY` for the existing database. */
  checkKey(config: SidecarConfig): Promise<KeyFinding[]>;
  /** Prints one JSON object instead of lines. */
  json: boolean;
  print(line: string): void;
}

/** One problem, for people (`line`) and for programs (`detail`). */
interface CheckFinding {
  line: string;
  detail: ErrorDetail;
}

interface CheckReport {
  folder: string;
  errors: CheckFinding[];
  warnings: CheckFinding[];
  /** null: the files cannot be read as a whole. */
  stated: Config | null;
}

/** @returns the exit code: 0 if the sidecar would start */
export async function runCheck(deps: CheckCommandDeps): Promise<0 | 1> {
  const report = await reportOf(deps);
  (deps.json ? printJson : printLines)(report, deps.print);
  return report.errors.length > 0 ? 1 : 0;
}

async function reportOf({ env, inputs, provisioning, checkKey }: CheckCommandDeps): Promise<CheckReport> {
  const settings = loadConfig(env, inputs);
  const folder = settings.ok
    ? settings.config.provisioning
    : environmentValue(env, inputs, 'VIGIE_PROVISIONING') || './provisioning/vigie';
  const files = await loadProvisioning(folder, (name) => environmentValue(env, inputs, name), provisioning);
  const key = settings.ok ? await checkKey(settings.config) : [];
  const keyFindings = (level: KeyFinding['level']) => key.filter((one) => one.level === level).map(fromKey);
  return {
    folder,
    errors: [
      ...(settings.ok ? [] : settings.problems.map(fromSetting)),
      ...keyFindings('error'),
      ...(files.ok ? files.tolerable : files.problems).map(fromFile),
    ],
    warnings: [
      ...(settings.ok ? settings.findings.map(fromSetting) : []),
      ...keyFindings('warning'),
      ...(settings.ok && files.ok ? unservedSenders(settings.config, files.config).map(fromSetting) : []),
      ...(files.ok ? [...files.weak, ...files.findings].map(fromFile) : []),
    ],
    stated: files.ok ? files.config : null,
  };
}

/** Senders that keep another pager's paths get 404 there, and their alerts are lost. */
function unservedSenders({ compat }: SidecarConfig, { integrations }: Config): ConfigProblem[] {
  return (['pagerduty', 'opsgenie'] as const).flatMap((api) => {
    const ids = integrations.filter(({ type }) => type === api).map(({ id }) => id);
    return ids.length === 0 || compat.includes(api)
      ? []
      : [
          {
            variable: 'VIGIE_COMPAT',
            message: `does not name ${api}: senders of ${ids.join(', ')} find nothing at the paths that they know`,
            why: { reason: 'senders-unserved', data: { api, integrations: ids } },
          },
        ];
  });
}

function fromFile(problem: FileProblem): CheckFinding {
  return { line: formatProblem(problem), detail: fileDetail(problem) };
}

/** The variable takes the place of the field. */
function fromSetting(problem: ConfigProblem): CheckFinding {
  const { variable, message, why } = problem;
  return {
    line: formatConfigProblem(problem),
    detail: { path: variable, reason: why.reason, data: { ...why.data }, message },
  };
}

function fromKey({ message, why }: KeyFinding): CheckFinding {
  return { line: message, detail: { path: 'VIGIE_SECRET_KEY', reason: why.reason, data: { ...why.data }, message } };
}

function summary(config: Config): string {
  const counts = CONFIG_KINDS.filter((kind) => config[kind].length > 0).map(
    (kind) => `${kind}: ${config[kind].length}`,
  );
  return counts.length === 0 ? 'nothing' : counts.join(', ');
}

/** Prints problems and findings, one per line. */
function printLines({ folder, errors, warnings, stated }: CheckReport, print: CheckCommandDeps['print']): void {
  errors.forEach(({ line }) => print(`error: ${line}`));
  warnings.forEach(({ line }) => print(`warning: ${line}`));
  const told = `${errors.length} ${errors.length === 1 ? 'error' : 'errors'}, ${warnings.length} ${warnings.length === 1 ? 'warning' : 'warnings'}`;
  print(stated === null ? told : `${folder} states ${summary(stated)}; ${told}`);
}

function printJson({ errors, warnings }: CheckReport, print: CheckCommandDeps['print']): void {
  print(
    JSON.stringify({
      ok: errors.length === 0,
      errors: errors.map(({ detail }) => detail),
      warnings: warnings.map(({ detail }) => detail),
    }),
  );
}
