/** Reads the settings for a command; prints what is wrong with them. */
import { formatConfigProblem, loadConfig } from '../config/config.ts';
import type { ConfigInputs, EnvironmentVariables, SidecarConfig } from '../config/config.ts';

export interface SettingsDeps {
  env: EnvironmentVariables;
  inputs: ConfigInputs;
  print(line: string): void;
}

/** @returns null: they are wrong, and each problem is printed */
export function configOrProblems({ env, inputs, print }: SettingsDeps): SidecarConfig | null {
  const loaded = loadConfig(env, inputs);
  if (!loaded.ok) {
    loaded.problems.forEach((problem) => print(`error: ${formatConfigProblem(problem)}`));
    return null;
  }
  return loaded.config;
}
