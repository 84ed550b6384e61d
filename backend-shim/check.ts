/** `npm run sidecar -- --check`: is this configuration one that the sidecar would start with? */
import { CONFIG_KINDS } from '#contract/config';
import type { Config } from '#contract/config';
import { environmentValue, formatConfigProblem, loadConfig } from './config.ts';
import type { ConfigInputs, Environment, SidecarConfig } from './config.ts';
import type { KeyFinding } from './key-commands.ts';
import { formatProblem, loadProvisioning } from './provisioning/load.ts';
import type { ProvisioningDeps } from './provisioning/load.ts';

export interface CheckDeps {
  env: Environment;
  inputs: ConfigInputs;
  provisioning: ProvisioningDeps;
  /** What is wrong with `VIGIE_SECRET_KEY` for the database that is there. */
  checkKey(config: SidecarConfig): Promise<KeyFinding[]>;
  print(line: string): void;
}

function summary(config: Config): string {
  const counts = CONFIG_KINDS.filter((kind) => config[kind].length > 0).map((kind) => `${kind}: ${config[kind].length}`);
  return counts.length === 0 ? 'nothing' : counts.join(', ');
}

/** Prints every problem and finding, one a line. @returns the exit code: 0 where the sidecar would start */
export async function runCheck({ env, inputs, provisioning, checkKey, print }: CheckDeps): Promise<0 | 1> {
  const settings = loadConfig(env, inputs);
  const folder = settings.ok ? settings.config.provisioning : environmentValue(env, inputs, 'VIGIE_PROVISIONING') || './provisioning/vigie';
  const files = await loadProvisioning(folder, (name) => environmentValue(env, inputs, name), provisioning);
  const key = settings.ok ? await checkKey(settings.config) : [];
  const keyFindings = (level: KeyFinding['level']) => key.filter((one) => one.level === level).map(({ message }) => message);
  const errors = [...(settings.ok ? [] : settings.problems.map(formatConfigProblem)), ...keyFindings('error'), ...(files.ok ? files.tolerable : files.problems).map(formatProblem)];
  const warnings = [...(settings.ok ? settings.findings.map(formatConfigProblem) : []), ...keyFindings('warning'), ...(files.ok ? [...files.weak, ...files.findings].map(formatProblem) : [])];
  errors.forEach((line) => print(`error: ${line}`));
  warnings.forEach((line) => print(`warning: ${line}`));
  const told = `${errors.length} ${errors.length === 1 ? 'error' : 'errors'}, ${warnings.length} ${warnings.length === 1 ? 'warning' : 'warnings'}`;
  print(files.ok ? `${folder} states ${summary(files.config)}; ${told}` : told);
  return errors.length > 0 ? 1 : 0;
}
