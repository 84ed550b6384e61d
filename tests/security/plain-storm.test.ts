/**
 * One payload with 1,000 ordinary alerts, of the size that a payload may have, in each format and state, is taken in short
 * turns and holds up nobody's page.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import { filesOf, LATEST_PAGE, LONGEST_TURN, longestTurnOf, startWatched } from './watched.ts';
import type { Watched } from './watched.ts';

const MONITOR = 'token-of-the-monitor-0123456789';
const FORMATS = ['webhook', 'alertmanager', 'grafana'] as const;
type Format = (typeof FORMATS)[number];
const tokenOf = (format: Format) => `token-of-${format}-0123456789`;

const provisioning = filesOf(
  FORMATS.map((type) => ({ id: type, type, policy: 'later', token: tokenOf(type) })),
  MONITOR,
);

const ALERTS = 1_000;
type Status = 'firing' | 'resolved';
/** The status of each alert, and of which thing it tells. */
const STATES: Record<string, (index: number) => [status: Status, thing: number]> = {
  'resolved, which opens nothing': (i) => ['resolved', i],
  firing: (i) => ['firing', i],
  mixed: (i) => [i % 2 === 0 ? 'firing' : 'resolved', i],
  flapping: (i) => [i % 2 === 0 ? 'firing' : 'resolved', Math.floor(i / 2)],
};

/** Some 4 kB an alert, so that 1,000 come close to the 5 MiB of a payload. */
const long = (thing: string) =>
  Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`l${i}`, `${thing}-${'z'.repeat(80)}`]));

function payload(format: Format, state: string, storm: string): object {
  const alerts = Array.from({ length: ALERTS }, (_, i) => {
    const [status, number] = STATES[state]?.(i) ?? ['firing', i];
    const thing = `${storm}-${number}`;
    return format === 'webhook'
      ? { id: thing, title: thing, status, labels: long(thing) }
      : {
          status,
          labels: { alertname: thing, ...long(thing) },
          annotations: { summary: thing },
          startsAt: '2026-01-01T00:00:00Z',
          endsAt: status === 'resolved' ? '2026-01-01T01:00:00Z' : '0001-01-01T00:00:00Z',
          fingerprint: thing,
        };
  });
  const group = {
    receiver: 'vigie',
    status: 'firing',
    groupKey: storm,
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
  };
  const grafana = { orgId: 1, title: storm, state: 'alerting', message: storm };
  return format === 'webhook'
    ? alerts
    : { version: '4', externalURL: 'http://monitor', ...group, ...(format === 'grafana' && grafana), alerts };
}

onEachDatabase('A payload of many ordinary alerts', (database) => {
  let watched: Watched;
  beforeAll(async () => {
    watched = await startWatched({ provisioning, token: MONITOR, databaseUrl: await database.fresh(), heapMb: 256 });
    await watched.page('first');
  });
  afterAll(() => watched?.stop());

  const cases = Object.keys(STATES).flatMap((state) => FORMATS.map((format) => [format, state] as const));
  test.each(cases)(
    '%s: %s',
    async (format, state) => {
      const late: number[] = [];
      const turn = await longestTurnOf(watched, async (time) => {
        const storm = `${format}-${cases.findIndex(([one, its]) => one === format && its === state)}-${time}`;
        let isOver = false;
        const answer = watched.sidecar
          .ingest<{ accepted: number }>(tokenOf(format), payload(format, state, storm))
          .finally(() => (isOver = true));
        late.push(await watched.page(`${storm} first`));
        while (!isOver) late.push(await watched.page(`${storm} ${late.length}`));
        expect(await answer).toMatchObject({ status: 202, body: { accepted: ALERTS } });
      });
      const figures = `${turn} ms; pages: ${late.map(Math.round).join(', ')} ms`;
      expect(Math.max(...late), figures).toBeLessThan(LATEST_PAGE);
      expect(turn, figures).toBeLessThan(LONGEST_TURN);
    },
    120_000,
  );
});
