/** Names the files of a snapshot that hold compared pages. */

/** Folder of the snapshot. */
export const PAGES = 'pages';
/** How far pages are compared. */
export const PAGES_STATE = `${PAGES}/state.json`;
/** A file for each day in UTC whose pages were compared. */
export const PAGE_DAYS = `${PAGES}/days`;

export function pageDayFile(day: string): string {
  return `${PAGE_DAYS}/${day}.json`;
}

/**
 * `pages/days/2026-11-03.json` → `2026-11-03`.
 *
 * @param files below `PAGE_DAYS`, sorted
 * @returns the newest first
 */
export function comparedDays(files: readonly string[]): string[] {
  return files.flatMap((file) => /^pages[\\/]days[\\/](\d{4}-\d\d-\d\d)\.json$/.exec(file)?.[1] ?? []).reverse();
}
