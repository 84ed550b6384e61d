/** Reads the files of the repository and what they import. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export const root = path.resolve(import.meta.dirname, '../..');

export interface SourceFile {
  /** From the root, with `/`. */
  path: string;
  text: string;
}

/** Sidecars of released versions, unpacked as they were. Another test may be unpacking them. */
const RELEASED = '.unpacked';

/** Every TypeScript file under the folders, tests included. */
export function sourceFiles(...folders: string[]): SourceFile[] {
  return folders
    .flatMap((folder) => filesIn(folder))
    .filter((file) => /\.(ts|tsx|mts)$/.test(file))
    .sort()
    .map((file) => ({ path: file, text: readFileSync(path.join(root, file), 'utf8') }));
}

function filesIn(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const at = path.posix.join(folder, entry.name);
    if (!entry.isDirectory()) return [at];
    return ['node_modules', RELEASED].includes(entry.name) ? [] : filesIn(at);
  });
}

/** What a file imports, exports from or loads dynamically, as written. */
export function importsOf(file: SourceFile): string[] {
  return ts.preProcessFile(file.text, true, true).importedFiles.map((one) => one.fileName);
}

export type Target = { kind: 'file'; path: string } | { kind: 'node' } | { kind: 'package'; name: string };

/** What an import written in `from` means. */
export function targetOf(from: string, specifier: string): Target {
  const inner = /^#(domain|contract|modules)\/(.*)$/.exec(specifier);
  if (inner) return { kind: 'file', path: `src/${inner[1]}/${inner[2]}.ts` };
  if (specifier.startsWith('.')) return { kind: 'file', path: path.posix.join(path.posix.dirname(from), specifier) };
  if (specifier.startsWith('node:')) return { kind: 'node' };
  const parts = specifier.split('/');
  return { kind: 'package', name: specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier) };
}
