/** Reads and writes the files of a snapshot folder, which only their owner may read. */
import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';

const OWNER_ONLY = 0o600;
const OWNER_FOLDER = 0o700;

export interface SnapshotFolder {
  readonly path: string;
  /** null: there is no such file, or it cannot be read. */
  read(file: string): Promise<string | null>;
  /** Whole or not at all. */
  write(file: string, text: string): Promise<ImportResult<null>>;
  /** Files below a folder of the snapshot, with their path from the root, sorted. */
  list(below: string): Promise<string[]>;
  remove(below: string): Promise<void>;
  /** Puts a file or folder in the place of another. */
  move(from: string, to: string): Promise<ImportResult<null>>;
}

export function snapshotFolder(root: string): SnapshotFolder {
  const at = (file: string) => path.join(root, file);
  return {
    path: root,
    read: (file) => readFile(at(file), 'utf8').catch(() => null),
    async write(file, text) {
      const target = at(file);
      const draft = `${target}.new`;
      try {
        await mkdir(path.dirname(target), { recursive: true, mode: OWNER_FOLDER });
        await writeFile(draft, text, { mode: OWNER_ONLY });
        await chmod(draft, OWNER_ONLY);
        await rename(draft, target);
        return done(null);
      } catch (error) {
        return importFailure('snapshot-unwritable', { folder: root, detail: (error as Error).message });
      }
    },
    async list(below) {
      const entries = await readdir(at(below), { recursive: true, withFileTypes: true }).catch(() => []);
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
        .sort();
    },
    remove: (below) => rm(at(below), { recursive: true, force: true }),
    async move(from, to) {
      try {
        await rm(at(to), { recursive: true, force: true });
        await rename(at(from), at(to));
        return done(null);
      } catch (error) {
        return importFailure('snapshot-unwritable', { folder: root, detail: (error as Error).message });
      }
    },
  };
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** JSON that is the same for the same value, whatever the order of its fields. */
export function stableJson(value: unknown): string {
  return `${JSON.stringify(value, (_, one: unknown) => sorted(one), 2)}\n`;
}

function sorted(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
}

/** A name that every file system takes, for any id; different ids never share one. */
export function fileNameOf(id: string): string {
  const plain = id
    .replace(/[^A-Za-z0-9_.-]/g, '_')
    .replace(/^\.+/, '_')
    .slice(0, 80);
  return plain === id ? id : `${plain}-${hashOf(id).slice(0, 8)}`;
}
