/** Implements `vigie token`: prints the token that Grafana's plugin needs. */
import { configOrProblems } from './settings.ts';
import { secretIn } from './status.ts';
import type { RunningSidecarDeps } from './status.ts';

/** @returns the exit code */
export async function runToken(deps: Omit<RunningSidecarDeps, 'get'>): Promise<0 | 1> {
  const config = configOrProblems(deps);
  if (config === null) {
    return 1;
  }
  const token = config.pluginToken ?? (await secretIn('plugin-token', deps.files));
  if (token === null) {
    deps.print(
      'error: there is no token yet. Start the sidecar once (systemctl start vigie), or set VIGIE_PLUGIN_TOKEN',
    );
    return 1;
  }
  deps.print(token);
  return 0;
}
