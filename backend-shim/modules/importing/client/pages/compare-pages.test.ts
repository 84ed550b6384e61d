/** `prove --again` on the command line: pages of both pagers, in words and for programs. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { importReport } from '#modules/importing/contract/proof';
import { importTry } from '../importing.fake.ts';
import type { ImportTry } from '../importing.fake.ts';
import { goalert } from '../pagers/goalert/definition.ts';
import { goalertContent, TAKEN } from '../pagers/goalert/fakes/content.fake.ts';
import { goalertPeer } from '../pagers/goalert/fakes/peer.fake.ts';
import type { GoalertLogged } from '../pagers/goalert/fakes/peer.fake.ts';
import { vigieFake } from '../vigie/vigie.fake.ts';

const alert: GoalertLogged = {
  alertID: 1,
  status: 'StatusUnacknowledged',
  summary: 'Disk full',
  createdAt: '2026-12-22T03:11:30Z',
  service: { id: 'svc-1', name: 'Shop' },
  recentEvents: { nodes: [{ id: 1, timestamp: '2026-12-22T03:12:00Z', message: 'Notification sent to ben (SMS)' }] },
};

let one: ImportTry | null = null;
afterEach(() => one?.remove());

/** A team that has moved, and was compared once. */
async function moved(keys = 3): Promise<ImportTry> {
  const transport = goalertPeer({ ...goalertContent, alerts: [alert] });
  const given = await importTry({ pager: goalert, transport, now: TAKEN, vigie: vigieFake().transport });
  one = given;
  await writeFile(path.join(given.folder, 'key'), ['first-key', 'second-key', 'third-key'].slice(0, keys).join('\n'));
  await given.run({ step: 'fetch' });
  await given.choose({ 'u-ann': 'ann', 'u-ben': 'ben', 'u-cleo': 'cleo', 'u-dee': 'dee' });
  expect(await given.run({ yes: true })).toBe(0);
  return given;
}

const again = (of: ImportTry, change: object = {}) => {
  of.printed.splice(0);
  return of.run({ step: 'prove', again: true, ...change });
};

test('the first comparison begins, the next one says whom each side paged, and why', async () => {
  const team = await moved();
  expect(team.printed.join('\n')).toContain('pages are compared from 2026-12-21 07:2');
  team.time.now += 25 * 3_600_000;
  expect(await again(team)).toBe(0);
  expect(team.printed).toContainEqual(
    expect.stringMatching(/^pages of 2026-12-22 .UTC, until 2026-12-22 08:2\d.: 0 of 1 the same$/),
  );
  expect(team.printed).toContainEqual(
    expect.stringMatching(
      /^ {2}they paged ben at 2026-12-22 03:12 UTC \(Disk full\); we would have paged nobody, because nothing came by [\w-]+: its sender is not connected to Vigie$/,
    ),
  );
  expect(await again(team, { json: true })).toBe(0);
  const { pages } = importReport.parse(JSON.parse(team.printed.join('')));
  expect(pages).toMatchObject({ source: 'goalert', onCallOnly: false, failure: null });
  expect(pages?.days.map(({ day }) => day)).toEqual(['2026-12-22', '2026-12-21']);
});

test('a log that cannot be read is said, and changes neither the comparison of rotas nor the exit status', async () => {
  const team = await moved(2);
  team.time.now += 25 * 3_600_000;
  expect(await again(team)).toBe(0);
  expect(team.printed).toContainEqual(
    expect.stringMatching(/^pages were not compared: the key file holds no key for the pages/),
  );
  // With the key, the day that was missed is compared, too.
  await writeFile(path.join(team.folder, 'key'), 'first-key\nsecond-key\nthird-key');
  team.time.now += 24 * 3_600_000;
  expect(await again(team)).toBe(0);
  expect(JSON.parse(await team.read('pages/days/2026-12-22.json'))).toMatchObject({ counts: { 'only-theirs': 1 } });
});
