/** Checks maintenances and integrations beyond their references. */
import { DAY, formatDuration, HOUR } from '#domain/time/duration';
import { parseLocal } from '#domain/time/local';
import type { Config } from '#contract/config';
import { isReversed } from '#contract/time/local-date-time';
import type { MaintenanceWire } from '#contract/incidents/maintenance';
import type { ReferenceChecker, FieldPath } from '#contract/references/checker';

const SHORTEST_PERIOD = { daily: DAY - HOUR, weekly: 7 * DAY - HOUR, monthly: 28 * DAY - HOUR };

function checkInterval(check: ReferenceChecker, maintenance: MaintenanceWire, path: FieldPath): void {
  const { start, end, repeat } = maintenance;
  if (isReversed(start, end)) {
    check.problem([...path, 'end'], 'must be after start', { reason: 'not-after', data: { field: 'start' } });
    return;
  }
  const length = (parseLocal(end) ?? 0) - (parseLocal(start) ?? 0);
  if (repeat !== null && length > SHORTEST_PERIOD[repeat]) {
    const max = formatDuration(SHORTEST_PERIOD[repeat]);
    check.problem(
      [...path, 'end'],
      `must be at most ${max} after start, so that paging resumes before the maintenance repeats (${repeat})`,
      { reason: 'too-far-after', data: { field: 'start', max } },
    );
  }
}

export function checkMaintenances(check: ReferenceChecker, { maintenances }: Config): void {
  maintenances.forEach((maintenance, i) => checkInterval(check, maintenance, ['maintenances', i]));
}

export function checkIntegrations(check: ReferenceChecker, { integrations }: Config): void {
  check.unique(
    integrations.map(({ token }) => token),
    (i) => ['integrations', i, 'token'],
  );
  const beating = new Set(integrations.flatMap(({ id, heartbeat }) => (heartbeat === null ? [] : [id])));
  const known = new Set(integrations.map(({ id }) => id));
  integrations.forEach(({ routes }, i) =>
    routes.forEach(({ heartbeat }, j) => {
      if (heartbeat !== null && known.has(heartbeat) && !beating.has(heartbeat)) {
        check.problem(
          ['integrations', i, 'routes', j, 'heartbeat'],
          `names integration "${heartbeat}", which expects no heartbeat; give it heartbeat: { every: 5m, grace: 5m }`,
          { reason: 'no-heartbeat', data: { integration: heartbeat } },
        );
      }
    }),
  );
}
