/** Names the parts of an installation that a restored database lacks, before anything starts without them. */
import type { ProblemCode } from '#contract/reasons/problems';
import type { EnvironmentVariables, SidecarConfig } from '../config/config.ts';
import { formatProblem } from '../provisioning/load.ts';
import type { LoadedProvisioning } from '../provisioning/load.ts';
import type { StartFinding, StartOutlook } from '../starting/start-check.ts';

/** By the reason of the finding; of tokens by the setting. */
const PARTS: Partial<Record<ProblemCode | 'VIGIE_API_TOKEN' | 'VIGIE_PLUGIN_TOKEN', string>> = {
  'key-missing':
    'the secret key (data/secret-key or VIGIE_SECRET_KEY): only it opens the secrets in the database, and the sidecar does not start without it',
  'wrong-key':
    'the secret key of this copy: data/secret-key or VIGIE_SECRET_KEY is another one, with which the sidecar does not start',
  VIGIE_PLUGIN_TOKEN:
    "the plugin token (data/plugin-token or VIGIE_PLUGIN_TOKEN): a start makes a new one, and Grafana's plugin is refused until it is given that (vigie token)",
  VIGIE_API_TOKEN:
    'the API token (data/api-token or VIGIE_API_TOKEN): a start makes a new one, and scripts that use the earlier one are refused',
};

/** Settings of the package and of the image themselves, which say nothing about the installation. */
const BY_PACKAGE: readonly string[] = ['VIGIE_PROVISIONING', 'VIGIE_DATABASE_URL'];

/** @returns one line for each part */
export function missingParts(
  env: EnvironmentVariables,
  config: SidecarConfig,
  loaded: LoadedProvisioning,
  { findings, fileProblems }: StartOutlook,
): string[] {
  const isSet = Object.keys(env).some((name) => name.startsWith('VIGIE_') && !BY_PACKAGE.includes(name));
  const files = [...(loaded.ok ? [] : loaded.problems), ...fileProblems].map(formatProblem);
  return [
    ...findings.filter(({ level, detail }) => level === 'error' || detail.reason === 'token-missing').map(partOf),
    ...(files.length === 0 ? [] : [`provisioning files (${config.provisioning}) as they were: ${files.join('; ')}`]),
    ...(isSet ? [] : ['the settings (with the package for Debian /etc/vigie/environment): the environment gives none']),
  ];
}

function partOf({ line, detail }: StartFinding): string {
  const key = detail.reason === 'token-missing' ? detail.path : detail.reason;
  return PARTS[key as keyof typeof PARTS] ?? line;
}
