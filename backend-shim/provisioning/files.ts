/** Reads the folder of provisioning files. */
import { readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ProblemReason } from '#contract/reasons/problems';
import { variablesIn } from './interpolate.ts';

export interface ProvisioningFiles {
  /** Names in the folder, in any order. `missing`: there is no such folder. `unreadable`: it cannot be listed. */
  list(folder: string): Promise<string[] | 'missing' | 'unreadable'>;
  /** The text, or why it cannot be read. */
  read(file: string): Promise<{ ok: true; text: string } | ({ ok: false; message: string } & ProblemReason)>;
}

/** A rota of 1,000 people takes 100 KiB. */
export const LARGEST_FILE = 2 * 1024 * 1024;
export const MOST_FILES = 500;

/** Sorted; hidden files are editors' drafts and the links of mounted volumes. */
export function yamlFilesAmong(names: ReadonlyArray<string>): string[] {
  return names.filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.')).sort();
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return error.code;
  }
  throw error;
}

export const provisioningFiles: ProvisioningFiles = {
  async list(folder) {
    try {
      return await readdir(folder);
    } catch (error) {
      return codeOf(error) === 'ENOENT' ? 'missing' : 'unreadable';
    }
  },
  async read(file) {
    try {
      const { size } = await stat(file);
      if (size > LARGEST_FILE) {
        const max = LARGEST_FILE / 1024 / 1024;
        return { ok: false, message: `is larger than ${max} MiB; split it`, reason: 'file-too-large', data: { max } };
      }
      const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
      return { ok: true, text };
    } catch (error) {
      const code = codeOf(error);
      return code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
        ? { ok: false, message: 'is not UTF-8 text', reason: 'not-utf-8' }
        : { ok: false, message: `can't be read (${code})`, reason: 'file-unreadable', data: { code } };
    }
  },
};

/**
 * Variables that the folder's files use. null: there are no files, or not all can be read, so that nobody knows which
 * variables they use; that is reported when the files are loaded.
 */
export function namesUsedIn(folder: string): string[] | null {
  try {
    const names = yamlFilesAmong(readdirSync(folder));
    const used = names.flatMap((name) => variablesIn(readFileSync(path.join(folder, name), 'utf8')));
    return names.length === 0 ? null : used;
  } catch (error) {
    codeOf(error);
    return null;
  }
}
