/** Reads the files of the repository and what they import. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
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

/** A module has the rooms of the core, under the same rules: `backend-shim/modules/x/store` is a part of `backend-shim/store`. */
export const roomOf = (file: string): string => file.replace(/^(backend-shim|src)\/modules\/[^/]+\//, '$1/');

/** Names of the modules that this tree has. */
const presentModules: readonly string[] = [
  ...new Set(
    ['backend-shim/modules', 'src/modules'].flatMap((folder) =>
      readdirSync(path.join(root, folder), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name),
    ),
  ),
];

/** Whether a list may name the file although it does not exist: its module was deleted. */
export function isGone(file: string): boolean {
  const [, name] = /^(?:backend-shim|src|tests)\/modules\/([^/]+)\//.exec(file) ?? [];
  return name !== undefined && !presentModules.includes(name);
}

/** The same room in each module. */
function alsoInModules(folder: string): string[] {
  const [, side, room] = /^(backend-shim|src)\/(?!modules\/)(.+)$/.exec(folder) ?? [];
  return room === undefined
    ? []
    : presentModules
        .map((name) => `${side}/modules/${name}/${room}`)
        .filter((place) => existsSync(path.join(root, place)));
}

/** Every TypeScript file under the folders, those of modules and tests included. */
export function sourceFiles(...folders: string[]): SourceFile[] {
  return folders
    .flatMap((folder) => [folder, ...alsoInModules(folder)])
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
