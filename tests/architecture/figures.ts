/** Counts the lines of rooms and modules for the tables of docs/architecture.md. */
import { moduleOf, MODULES } from './modules.ts';
import type { ModuleName } from './modules.ts';
import { sizeOfFile } from './sizes.ts';
import type { SourceFile } from './scan.ts';

/** Of the core; what no other room has is in the last one. */
const ROOMS = [
  { name: 'domain, contract', files: /^src\/(?:domain|contract)\// },
  { name: 'rest of src', files: /^src\// },
  { name: 'store', files: /^backend-shim\/store\// },
  { name: 'http, actions, rights, configuration', files: /^backend-shim\/(?:http|actions|rights|configuration)\// },
  {
    name: 'stages, pipeline',
    files: /^backend-shim\/(?:stages|pipeline)\//,
  },
  { name: 'channels, sources, listeners', files: /^backend-shim\/(?:channels|sources|listeners)\// },
  { name: 'other rooms of the sidecar', files: /^backend-shim\// },
] as const;

type RoomName = (typeof ROOMS)[number]['name'];
export type Measured = RoomName | ModuleName;

export const MEASURED: readonly Measured[] = [...ROOMS.map(({ name }) => name), ...MODULES];

/** @param files without tests, fakes and locales */
export function linesByRoom(files: readonly SourceFile[]): Record<Measured, number> {
  const lines = Object.fromEntries(MEASURED.map((name) => [name, 0])) as Record<Measured, number>;
  for (const file of files) {
    const room = moduleOf(file.path) ?? ROOMS.find(({ files: pattern }) => pattern.test(file.path))?.name;
    if (room !== undefined) lines[room] += sizeOfFile(file).lines;
  }
  return lines;
}

/** What may differ before a table is written anew: else two branches that add lines would never merge. */
const SHARE = 0.02;
const AT_LEAST = 150;

/**
 * @param written what the table says now; null: nothing
 * @returns what it is to say: the same where that is nearly true
 */
export function figureOf(now: number, written: number | null, step = 1): number {
  const rounded = Math.round(now / step) * step;
  if (written === null || !Number.isFinite(written)) return rounded;
  const room = Math.max(step === 1 ? 1 : AT_LEAST, written * SHARE);
  return Math.abs(now - written) <= room ? written : rounded;
}
