/** Names what a start and the commands read beside the database: the environment's files and the provisioning files. */
import { readFileSync } from 'node:fs';
import type { ConfigKind } from '#contract/config';
import { CHANNEL_DEFINITIONS } from '../channels/registry.ts';
import type { ConfigInputs, ModuleSettings } from '../config/config.ts';
import { checkOwn } from '../configuration/own-checks.ts';
import { MODULES } from '../modules/index.ts';
import { namesUsedIn, provisioningFiles } from '../provisioning/files.ts';
import { sources } from '../sources/registry.ts';
import { world } from '../wire/zones.ts';

export const inputs: ConfigInputs = {
  readFile: readOrNull,
  namesUsedIn,
  ofModules: Object.assign({}, ...MODULES.map(({ settings = {} }) => settings)) as ModuleSettings,
};

export const provisioning = {
  files: provisioningFiles,
  world,
  checkOwn: (kind: ConfigKind, body: unknown) => checkOwn(CHANNEL_DEFINITIONS, sources, kind, body),
};

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The caller reports the variable that names the file.
    return null;
  }
}
