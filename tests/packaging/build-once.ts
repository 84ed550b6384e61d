/** Builds what several files of these tests install: the plugin's zip. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { inRoot, node24 } from '../../scripts/lib/paths.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A file. */
    pluginZip: string;
  }
}

/** @returns the zip */
export function buildZip(folder: string): string {
  const args = [inRoot('scripts/build-zip.mjs'), '--to', folder];
  const { status, stdout, stderr } = spawnSync(node24, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The plugin's zip could not be built: ${stdout}${stderr}`);
  return path.join(folder, String(readdirSync(folder)[0]));
}

export default function setup({ provide }: TestProject): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigie-zip-'));
  provide('pluginZip', buildZip(folder));
  return () => rmSync(folder, { recursive: true, force: true });
}
