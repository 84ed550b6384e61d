/** Tells Admins that a channel is down, through another channel: once, then daily, and when it is up again. */
import { cutOff } from '#domain/notify/dependence';
import { DAY, MINUTE } from '#domain/time/duration';
import { requestNotices } from '../../store/outbox-requests.ts';
import { beginOutage, endOutages, holdOutages, saveOutages } from '../../store/deliveries/outages.ts';
import type { OutageTable } from '../../store/schema/outages.ts';
import type { Work } from '../../store/work.ts';

/** ms. A service that restarts must not wake anyone. */
const LASTING = MINUTE;
/** Another sidecar may still find it down. */
const WELL_FOR = 2 * MINUTE;
const REMIND = DAY;

export interface FoundState {
  service: string;
  kind: string;
  up: boolean;
  problem: string | null;
}

/** @param states of the latest probes
 * @param down types of contact methods that no service carries now
 */
export async function noteOutages(work: Work, states: readonly FoundState[], down: ReadonlySet<string>): Promise<void> {
  const found = states.filter((state) => !state.up);
  const held = await holdOutages(work);
  if (held.length === 0 && found.length === 0) {
    return;
  }
  for (const { service, kind, problem } of found.filter(
    (state) => !held.some((row) => row.service === state.service),
  )) {
    await beginOutage(work, {
      service,
      kind,
      problem: problem ?? '',
      since: work.now,
      seen_at: work.now,
      told_at: null,
    });
  }
  const goingOn = held.flatMap((row) => {
    const state = found.find(({ service }) => service === row.service);
    return state ? [{ ...row, problem: state.problem ?? row.problem, seen_at: work.now }] : [];
  });
  const toTell = goingOn.filter((row) =>
    row.told_at === null ? row.since + LASTING <= work.now : row.told_at + REMIND <= work.now,
  );
  const over = held.filter(
    (row) => !goingOn.some(({ service }) => service === row.service) && row.seen_at + WELL_FOR <= work.now,
  );
  await saveOutages(
    work,
    goingOn.map((row) => (toTell.includes(row) ? { ...row, told_at: work.now } : row)),
  );
  await endOutages(
    work,
    over.map(({ service }) => service),
  );
  const people = cutOff(work.directory.responders.values(), down);
  toTell.forEach((row) => tellAdmins(work, row, false, people));
  over.filter(({ told_at }) => told_at !== null).forEach((row) => tellAdmins(work, row, true, []));
}

function tellAdmins(work: Work, { service, kind, problem, since }: OutageTable, up: boolean, people: string[]): void {
  const { admins, rooms } = work.directory;
  const outage = { channel: rooms.get(service)?.name ?? service, kind, up, since, problem, people };
  requestNotices(
    work,
    admins.map((user) => ({ kind: 'tellOutage', user, outage })),
  );
}
