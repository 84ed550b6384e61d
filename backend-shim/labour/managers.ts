/** Tells managers in the morning who starts later, with one message for all releases that are known by then. */
import type { RestRecord } from '#domain/labour/facts/model';
import type { ReleasesNotice } from '#domain/notify/notice';
import type { Unit } from '#domain/labour/facts/unit';
import { lockReleasesMessages } from '../store/concurrency/key-locks.ts';
import { isReleasesMessageWaiting } from '../store/deliveries/outbox/releases.ts';
import { whoHears } from '../store/labour/listeners.ts';
import { requestNotices } from '../store/outbox-requests.ts';
import type { Work } from '../store/work.ts';

/** A message is built when it is sent, so one that waits for the same morning includes this release, too. */
export async function tellManagers(
  work: Work,
  unit: Unit,
  person: string,
  { earliestAt }: Pick<RestRecord, 'earliestAt'>,
): Promise<void> {
  await lockReleasesMessages(work);
  for (const { user, at } of whoHears(work.directory, unit, { person, earliestAt, now: work.now })) {
    const notice: ReleasesNotice = { kind: 'tellReleases', user, releases: { unit: unit.id, at } };
    const isRequested = work.requests.some(
      (request) => 'notice' in request && JSON.stringify(request.notice) === JSON.stringify(notice),
    );
    if (!isRequested && !(await isReleasesMessageWaiting(work, notice))) {
      requestNotices(work, [notice]);
    }
  }
}
