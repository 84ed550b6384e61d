/** Provides the number of this release and compares releases. */
import { readFileSync } from 'node:fs';

/** The version in package.json, e.g. `0.2.0`, or `0.2.0-dev` before the release. */
export const { version: RELEASE } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { version: string };

/** Compares by number alone: a development version counts as the release that it becomes. */
export function isOlder(release: string, than: string): boolean {
  const [mine, theirs] = [numbersOf(release), numbersOf(than)];
  const at = mine.findIndex((number, index) => number !== theirs[index]);
  return at !== -1 && (mine[at] ?? 0) < (theirs[at] ?? 0);
}

function numbersOf(release: string): number[] {
  const found = /^(\d+)\.(\d+)\.(\d+)/.exec(release);
  if (found === null) {
    throw new Error(`${release} is no release: three numbers such as 0.2.0 are`);
  }
  return found.slice(1).map(Number);
}
