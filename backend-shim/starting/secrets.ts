/**
 * Generates the secrets that the environment does not give, at first start: the API token, the token shared with
 * Grafana, and the key that encrypts stored secrets.
 */
import { access, constants, link, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SidecarConfig } from '../config/config.ts';
import type { IdGenerator } from '../ports/ids.ts';

export const DATA_FOLDER = './data';

/** Reads and writes files that only the sidecar's own user may read. */
export interface SecretFiles {
  /** @returns null: no such file. Throws if it cannot be read. */
  read(file: string): Promise<string | null>;
  /** Creates the file with mode 0600, whole or not at all. @returns false: it exists already, and counts */
  create(file: string, text: string): Promise<boolean>;
  /** Whether users other than the owner may read it. */
  isExposed(file: string): Promise<boolean>;
  /** Why this user may make no file in the folder, which may be missing itself: `EACCES`; null: they may. */
  whyNotMade(folder: string): Promise<string | null>;
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

type GivenSecrets = Pick<SidecarConfig, 'apiToken' | 'pluginToken' | 'secretKey'>;

/** In the order in which they are made. */
function wantedSecrets({ apiToken, pluginToken, secretKey }: GivenSecrets, folder: string): WantedSecret[] {
  const wanted = (name: string, given: string | null, bytes: number, shortest: number, variable: string) => ({
    file: path.join(folder, name),
    given,
    bytes,
    shortest,
    variable,
  });
  return [
    wanted('api-token', apiToken, 32, 1, 'VIGIE_API_TOKEN'),
    wanted('plugin-token', pluginToken, 32, 1, 'VIGIE_PLUGIN_TOKEN'),
    wanted('secret-key', secretKey, 48, 32, 'VIGIE_SECRET_KEY'),
  ];
}

function tooShort({ file, shortest, variable }: WantedSecret): string {
  return `${file} holds fewer than ${shortest} characters. Restore it from a backup, or set ${variable}`;
}

async function ensure(wanted: WantedSecret, files: SecretFiles, ids: IdGenerator, notes: string[]): Promise<string> {
  const { file, given } = wanted;
  if (given !== null) {
    return given;
  }
  const made = (await files.read(file)) === null && (await files.create(file, `${ids.secret(wanted.bytes)}\n`));
  const text = (await files.read(file))?.trim() ?? '';
  if (text.length < wanted.shortest) {
    throw new RangeError(tooShort(wanted));
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
  config: GivenSecrets,
  files: SecretFiles,
  ids: IdGenerator,
  folder = DATA_FOLDER,
): Promise<EnsuredSecrets> {
  const notes: string[] = [];
  try {
    const made: string[] = [];
    for (const wanted of wantedSecrets(config, folder)) {
      made.push(await ensure(wanted, files, ids, notes));
    }
    const [apiToken = '', pluginToken = '', secretKey = ''] = made;
    return { ok: true, secrets: { apiToken, pluginToken, secretKey, notes } };
  } catch (error) {
    if (error instanceof RangeError) {
      return { ok: false, problem: error.message };
    }
    if (!isSystemError(error)) {
      throw error;
    }
    return { ok: false, problem: unusable(error.path ?? folder, error.code, folder) };
  }
}

function unusable(what: string, code: string | undefined, folder: string): string {
  return `${what} can't be read or made (${code}). Give the sidecar a folder ${folder} that it may write to, or set VIGIE_API_TOKEN, VIGIE_PLUGIN_TOKEN and VIGIE_SECRET_KEY`;
}

export interface SecretsOutlook {
  /** Variables whose secret a start would generate. */
  missing: Array<'VIGIE_API_TOKEN' | 'VIGIE_PLUGIN_TOKEN' | 'VIGIE_SECRET_KEY'>;
  /** Why a start would refuse; null: it would not. */
  problem: string | null;
}

/** Generates nothing, and says what a start would do. */
export async function lookAtSecrets(
  config: GivenSecrets,
  files: Pick<SecretFiles, 'read' | 'whyNotMade'>,
  folder = DATA_FOLDER,
): Promise<SecretsOutlook> {
  const missing: SecretsOutlook['missing'] = [];
  for (const wanted of wantedSecrets(config, folder).filter(({ given }) => given === null)) {
    try {
      const text = await files.read(wanted.file);
      if (text === null) {
        missing.push(wanted.variable as SecretsOutlook['missing'][number]);
      } else if (text.trim().length < wanted.shortest) {
        return { missing, problem: tooShort(wanted) };
      }
    } catch (error) {
      if (!isSystemError(error)) {
        throw error;
      }
      return { missing, problem: unusable(error.path ?? wanted.file, error.code, folder) };
    }
  }
  const code = missing.length > 0 ? await files.whyNotMade(folder) : null;
  return { missing, problem: code === null ? null : unusable(folder, code, folder) };
}

/** Generates nothing. @returns the key that a start would use; null: a start would generate one */
export async function readSecretKey(
  { secretKey }: Pick<SidecarConfig, 'secretKey'>,
  files: Pick<SecretFiles, 'read'>,
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

async function whyNotMade(folder: string): Promise<string | null> {
  try {
    await access(folder, constants.W_OK | constants.X_OK);
    return (await stat(folder)).isDirectory() ? null : 'ENOTDIR';
  } catch (error) {
    if (!isSystemError(error)) {
      throw error;
    }
    const parent = path.dirname(path.resolve(folder));
    return error.code === 'ENOENT' && parent !== path.resolve(folder) ? whyNotMade(parent) : (error.code ?? 'unknown');
  }
}

export const secretFiles: SecretFiles = {
  read: (file) => readFile(file, 'utf8').catch(unless('ENOENT', null)),
  create: createWhole,
  isExposed: async (file) => ((await stat(file)).mode & 0o077) !== 0,
  whyNotMade,
};
