/**
 * Generates the secrets that the environment does not give, at first start: the API token, the token shared with
 * Grafana, and the key that encrypts stored secrets.
 */
import { link, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SidecarConfig } from './config.ts';
import type { IdGenerator } from './ports/ids.ts';

export const DATA_FOLDER = './data';

/** Reads and writes files that only the sidecar's own user may read. */
export interface SecretFiles {
  /** @returns null: no such file. Throws if it cannot be read. */
  read(file: string): Promise<string | null>;
  /** Creates the file with mode 0600, whole or not at all. @returns false: it exists already, and counts */
  create(file: string, text: string): Promise<boolean>;
  /** Whether users other than the owner may read it. */
  isExposed(file: string): Promise<boolean>;
}

export interface SidecarSecrets {
  apiToken: string;
  pluginToken: string;
  secretKey: string;
  /** Secrets that were generated, or that others may read; for the log and `--check`. Never a secret itself. */
  notes: string[];
}

export type EnsuredSecrets = { ok: true; secrets: SidecarSecrets } | { ok: false; problem: string };

interface WantedSecret {
  file: string;
  given: string | null;
  bytes: number;
  shortest: number;
  variable: string;
}

async function ensure(wanted: WantedSecret, files: SecretFiles, ids: IdGenerator, notes: string[]): Promise<string> {
  const { file, given } = wanted;
  if (given !== null) {
    return given;
  }
  const made = (await files.read(file)) === null && (await files.create(file, `${ids.secret(wanted.bytes)}\n`));
  const text = (await files.read(file))?.trim() ?? '';
  if (text.length < wanted.shortest) {
    throw new RangeError(
      `${file} holds fewer than ${wanted.shortest} characters. Restore it from a backup, or set ${wanted.variable}`,
    );
  }
  if (made) {
    notes.push(`made ${file}`);
  } else if (await files.isExposed(file)) {
    notes.push(`${file} can be read by other users of this machine; run: chmod 600 ${file}`);
  }
  return text;
}

/** Generates missing secrets. The problem names the file and what to do. */
export async function ensureSecrets(
  config: Pick<SidecarConfig, 'apiToken' | 'pluginToken' | 'secretKey'>,
  files: SecretFiles,
  ids: IdGenerator,
  folder = DATA_FOLDER,
): Promise<EnsuredSecrets> {
  const notes: string[] = [];
  try {
    const token = {
      file: path.join(folder, 'api-token'),
      given: config.apiToken,
      bytes: 32,
      shortest: 1,
      variable: 'VIGIE_API_TOKEN',
    };
    const plugin = {
      file: path.join(folder, 'plugin-token'),
      given: config.pluginToken,
      bytes: 32,
      shortest: 1,
      variable: 'VIGIE_PLUGIN_TOKEN',
    };
    const key = {
      file: path.join(folder, 'secret-key'),
      given: config.secretKey,
      bytes: 48,
      shortest: 32,
      variable: 'VIGIE_SECRET_KEY',
    };
    const apiToken = await ensure(token, files, ids, notes);
    const pluginToken = await ensure(plugin, files, ids, notes);
    const secretKey = await ensure(key, files, ids, notes);
    return { ok: true, secrets: { apiToken, pluginToken, secretKey, notes } };
  } catch (error) {
    if (error instanceof RangeError) {
      return { ok: false, problem: error.message };
    }
    if (!isSystemError(error)) {
      throw error;
    }
    return {
      ok: false,
      problem: `${error.path ?? folder} can't be read or made (${error.code}). Give the sidecar a folder ${folder} that it may write to, or set VIGIE_API_TOKEN, VIGIE_PLUGIN_TOKEN and VIGIE_SECRET_KEY`,
    };
  }
}

/** Generates nothing. @returns the key that a start would use; null: a start would generate one */
export async function readSecretKey(
  { secretKey }: Pick<SidecarConfig, 'secretKey'>,
  files: SecretFiles,
  folder = DATA_FOLDER,
): Promise<string | null> {
  return secretKey ?? ((await files.read(path.join(folder, 'secret-key')))?.trim() || null);
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

/** Turns one error code into an answer and rethrows all others. */
function unless<T>(code: string, answer: T): (error: unknown) => T {
  return (error) => {
    if (isSystemError(error) && error.code === code) {
      return answer;
    }
    throw error;
  };
}

async function createWhole(file: string, text: string): Promise<boolean> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Linked into place once it is on disk: a crash leaves no partial secret, and two starts agree on one.
  const workshop = await mkdtemp(path.join(folder, '.new-'));
  try {
    const draft = path.join(workshop, 'secret');
    await writeFile(draft, text, { mode: 0o600, flush: true });
    return await link(draft, file).then(() => true, unless('EEXIST', false));
  } finally {
    await rm(workshop, { recursive: true });
  }
}

export const secretFiles: SecretFiles = {
  read: (file) => readFile(file, 'utf8').catch(unless('ENOENT', null)),
  create: createWhole,
  isExposed: async (file) => ((await stat(file)).mode & 0o077) !== 0,
};
