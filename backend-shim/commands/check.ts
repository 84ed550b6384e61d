/** Implements `vigie check`: checks whether the sidecar would start with this configuration. */
import { CONFIG_KINDS } from '#contract/config';
import type { Config } from '#contract/config';
import type { ErrorDetail } from '#contract/errors';
import { environmentValue, formatConfigProblem, loadConfig } from '../config/config.ts';
import type { ConfigInputs, EnvironmentVariables, SidecarConfig } from '../config/config.ts';
import type { ConfigProblem } from '../config/values.ts';
import { fileDetail, formatProblem, loadProvisioning } from '../provisioning/load.ts';
import type { FileProblem, LoadedProvisioning, ProvisioningDeps } from '../provisioning/load.ts';
import type { StartFinding, StartOutlook } from '../starting/start-check.ts';

export interface CheckCommandDeps {
  env: EnvironmentVariables;
  inputs: ConfigInputs;
  provisioning: ProvisioningDeps;
  /** What a start would say of the rest: database, key, folders and ports. */
  checkStart(config: SidecarConfig, loaded: LoadedProvisioning): Promise<StartOutlook>;
  /** Warnings of modules, of settings and files together. */
  findings(config: SidecarConfig, files: Config): ConfigProblem[];
  /** Judges the files alone, for pipelines, which have neither the settings nor the database of the sidecar. */
  filesOnly: boolean;
  /** Prints one JSON object instead of lines. */
  json: boolean;
  print(line: string): void;
}

/** One problem, for people (`line`) and for programs (`detail`). */
type CheckFinding = Pick<StartFinding, 'line' | 'detail'>;

/** What a start would do. `last-good-state`: it runs on what files stated before. null: it was not asked. */
type Outcome = 'ok' | 'last-good-state' | 'refused' | null;

interface CheckReport {
  folder: string;
  errors: CheckFinding[];
  warnings: CheckFinding[];
  /** null: the files cannot be read as a whole. */
  stated: Config | null;
  start: Outcome;
}

/** @returns the exit code: 0 if the sidecar would start with these settings and files */
export async function runCheck(deps: CheckCommandDeps): Promise<0 | 1> {
  const report = await (deps.filesOnly ? filesReport(deps) : reportOf(deps)).catch(unforeseen);
  (deps.json ? printJson : printLines)(report, deps.print);
  return report.errors.length > 0 ? 1 : 0;
}

/** An operator gets a sentence also where nobody foresaw what happened. */
function unforeseen(error: unknown): CheckReport {
  const message = `the check itself failed: ${error instanceof Error ? error.message : String(error)}`;
  const detail: ErrorDetail = { path: '', reason: 'other', data: { detail: message }, message };
  return { folder: '', errors: [{ line: message, detail }], warnings: [], stated: null, start: null };
}

function folderOf({ env, inputs }: CheckCommandDeps): string {
  return environmentValue(env, inputs, 'VIGIE_PROVISIONING') || './provisioning/vigie';
}

async function reportOf(deps: CheckCommandDeps): Promise<CheckReport> {
  const { env, inputs, provisioning, checkStart } = deps;
  const settings = loadConfig(env, inputs);
  const folder = settings.ok ? settings.config.provisioning : folderOf(deps);
  const loading = { ...provisioning, allowEmpty: settings.ok && settings.config.allowEmpty };
  const files = await loadProvisioning(folder, (name) => environmentValue(env, inputs, name), loading);
  const outlook = settings.ok ? await checkStart(settings.config, files) : null;
  const found = (level: StartFinding['level']) => outlook?.findings.filter((one) => one.level === level) ?? [];
  const beforeFiles = [...(settings.ok ? [] : settings.problems.map(fromSetting)), ...found('error')];
  const ofFiles = [...(files.ok ? files.tolerable : files.problems), ...(outlook?.fileProblems ?? [])].map(fromFile);
  const isFatal = beforeFiles.length > 0 || (ofFiles.length > 0 && outlook?.hasState !== true);
  return {
    folder,
    errors: [...beforeFiles, ...ofFiles],
    warnings: [
      ...(settings.ok ? settings.findings.map(fromSetting) : []),
      ...found('warning'),
      ...(settings.ok && files.ok ? deps.findings(settings.config, files.config).map(fromSetting) : []),
      ...(files.ok ? [...files.weak, ...files.findings].map(fromFile) : []),
    ],
    stated: files.ok ? files.config : null,
    start: isFatal ? 'refused' : ofFiles.length > 0 ? 'last-good-state' : 'ok',
  };
}

async function filesReport(deps: CheckCommandDeps): Promise<CheckReport> {
  const { env, inputs, provisioning } = deps;
  const folder = folderOf(deps);
  const unset = new Set<string>();
  const files = await loadProvisioning(folder, (name) => standIn(environmentValue(env, inputs, name), name, unset), {
    ...provisioning,
    allowEmpty: false,
  });
  return {
    folder,
    errors: (files.ok ? files.tolerable : files.problems).map(fromFile),
    warnings: [
      ...[...unset].sort().map(unsetHere).map(fromSetting),
      ...(files.ok ? [...files.weak, ...files.findings].map(fromFile) : []),
    ],
    stated: files.ok ? files.config : null,
    start: null,
  };
}

/** A pipeline has no secrets, and they decide nothing about the files. */
function standIn(value: string | undefined, name: string, unset: Set<string>): string {
  if (value === undefined) {
    unset.add(name);
  }
  return value ?? `not-set-here-${name}`;
}

function unsetHere(variable: string): ConfigProblem {
  const message = 'is used by the files and not set here: its value was not checked';
  return { variable, message, why: { reason: 'unset-variable', data: { variable } } };
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

function summary(config: Config): string {
  const counts = CONFIG_KINDS.filter((kind) => config[kind].length > 0).map(
    (kind) => `${kind}: ${config[kind].length}`,
  );
  return counts.length === 0 ? 'nothing' : counts.join(', ');
}

const WORDS: Record<Exclude<Outcome, null | 'ok'>, string> = {
  'last-good-state': 'the sidecar starts on the last good state',
  refused: 'the sidecar does not start',
};

/** Prints problems and findings, one per line. */
function printLines({ folder, errors, warnings, stated, start }: CheckReport, print: CheckCommandDeps['print']): void {
  errors.forEach(({ line }) => print(`error: ${line}`));
  warnings.forEach(({ line }) => print(`warning: ${line}`));
  const told = `${errors.length} ${errors.length === 1 ? 'error' : 'errors'}, ${warnings.length} ${warnings.length === 1 ? 'warning' : 'warnings'}`;
  const end = start === null || start === 'ok' ? '' : `; ${WORDS[start]}`;
  print((stated === null ? told : `${folder} states ${summary(stated)}; ${told}`) + end);
}

function printJson({ errors, warnings, start }: CheckReport, print: CheckCommandDeps['print']): void {
  print(
    JSON.stringify({
      ok: errors.length === 0,
      ...(start !== null && { start }),
      errors: errors.map(({ detail }) => detail),
      warnings: warnings.map(({ detail }) => detail),
    }),
  );
}
