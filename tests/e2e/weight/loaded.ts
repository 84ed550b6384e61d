/** What pages load of the built plugin, in kB as Grafana sends it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';

export const DIST = path.resolve(import.meta.dirname, '../../../dist');

const known = new Map<string, number>();

/** Of a file of the build, compressed. */
export function weight(name: string): number {
  const found = known.get(name) ?? gzipSync(readFileSync(path.join(DIST, name))).length / 1024;
  known.set(name, found);
  return found;
}

/** Filled while the page loads. */
export function loadedFiles(page: Page): Map<string, number> {
  const loaded = new Map<string, number>();
  page.on('response', (response) => {
    const name = /\/public\/plugins\/vigie-oncall-app\/([^?]+\.js)/.exec(response.url())?.[1];
    // The few texts of menus are in files of Grafana's own making.
    if (name !== undefined && !name.startsWith('locales/')) loaded.set(name, weight(name));
  });
  return loaded;
}

/** The sum, and all files from the heaviest on. */
export function summed(loaded: ReadonlyMap<string, number>): { kb: number; said: string } {
  const all = [...loaded].sort(([, one], [, other]) => other - one);
  return {
    kb: all.reduce((sum, [, kb]) => sum + kb, 0),
    said: all.map(([name, kb]) => `${name} ${kb.toFixed(1)}`).join(', '),
  };
}

/** What each page loads besides what all of them do. */
export function ownParts(pages: ReadonlyMap<string, ReadonlyMap<string, number>>): Map<string, Map<string, number>> {
  const [first = new Map<string, number>()] = pages.values();
  const common = new Set([...first.keys()].filter((name) => [...pages.values()].every((one) => one.has(name))));
  return new Map(
    [...pages].map(([page, loaded]) => [page, new Map([...loaded].filter(([name]) => !common.has(name)))]),
  );
}
