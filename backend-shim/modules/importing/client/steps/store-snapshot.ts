/** Says which range is read of a source, writes down what was read, and says what it is. */
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportFailure, ImportResult } from '#modules/importing/contract/failures';
import { DAY, MINUTE } from '#domain/time/duration';
import type { PagerSnapshot } from '../pager.ts';
import { redacted } from '../snapshot/redact.ts';
import { holdsUnredacted, writeSnapshot } from '../snapshot/snapshot.ts';
import type { ImportContext } from './context.ts';

/** In place of an address: what Atlassian's own tool has written. */
export const BACKUP_URL = 'backup';

interface ReadSource {
  /** Where it was read from, without a key. */
  url: string;
  began: number;
  whole: PagerSnapshot;
  /** What reading took, for people: `12 requests`. */
  effort: string;
}

/** The compared range: from the next whole minute on. */
export function comparedRange(
  { settings }: Pick<ImportContext, 'settings'>,
  now: number,
): { from: number; to: number } {
  const from = Math.ceil(now / MINUTE) * MINUTE;
  return { from, to: from + settings.days * DAY };
}

/** A snapshot for a bug report is written to no folder that holds another. */
export async function refusedRedaction({ settings, folder }: ImportContext): Promise<ImportFailure | null> {
  return settings.redact && (await holdsUnredacted(folder))
    ? importFailure('usage', {
        detail: `${folder.path} holds a snapshot or a plan with names and keys, which would be sent along: give another folder to --redact`,
      })
    : null;
}

export async function storeSnapshot(
  { settings, world, pager, folder }: ImportContext,
  { url, began, whole, effort }: ReadSource,
): Promise<ImportResult<null>> {
  const head = {
    source: pager.name,
    url,
    takenAt: new Date(began).toISOString(),
    readFor: Math.max(world.clock.machine() - whole.from, 0) + MINUTE,
    from: new Date(whole.from).toISOString(),
    to: new Date(whole.to).toISOString(),
    redacted: settings.redact,
  };
  const written = await writeSnapshot(
    folder,
    head,
    settings.redact ? redacted(whole, pager.people(whole.config), pager.secretIds?.(whole.config)) : whole,
  );
  if (!written.ok) {
    return written;
  }
  const counts = Object.entries(written.value.counts).map(([kind, count]) => `${kind} ${count}`);
  world.progress(`${settings.snapshot} holds ${counts.join(', ')}, ${whole.answers.length} answers (${effort})`);
  whole.problems.forEach(({ kind, id, why }) => world.progress(`not read: ${kind} ${id}: ${why}`));
  return done(null);
}
