/** Tells managers in the morning who starts later, with one message for all releases that are known by then. */
import type { ReleasesNotice } from '#domain/notify/notice';
import type { Unit } from '#domain/labour/facts/unit';
import { startOfWork } from '../store/labour/ordinary-hours.ts';
import { isReleasesMessageWaiting } from '../store/deliveries/outbox/releases.ts';
import { requestNotices } from '../store/outbox-requests.ts';
import type { Work } from '../store/work.ts';

/** A message is built when it is sent, so one that waits for the same morning includes this release, too. */
export async function tellManagers(work: Work, unit: Unit, person: string): Promise<void> {
  for (const user of unit.managers.filter((login) => login !== person)) {
    const at = unit.disconnect ? startOfWork(work.directory, unit, user, work.now) : work.now;
    const notice: ReleasesNotice = { kind: 'tellReleases', user, releases: { unit: unit.id, at } };
    const isRequested = work.requests.some(
      (request) => 'notice' in request && JSON.stringify(request.notice) === JSON.stringify(notice),
    );
    if (!isRequested && !(await isReleasesMessageWaiting(work, notice))) {
      requestNotices(work, [notice]);
    }
  }
}
