/** Overrides of Opsgenie that its timeline does not show. */
import { afterEach, expect, test } from 'vitest';
import { importTry } from '../../../importing.fake.ts';
import type { ImportTry } from '../../../importing.fake.ts';
import { opsgenie } from '../definition.ts';
import { opsgenieContent, TAKEN } from '../fakes/content.fake.ts';
import { opsgeniePeer } from '../fakes/peer.fake.ts';

let one: ImportTry;
afterEach(() => one?.remove());

test('an override of the list that the timeline lacks is named, and nothing is said to be made of it', async () => {
  const lost = {
    alias: 'lost',
    startDate: '2026-11-05T10:00:00Z',
    endDate: '2026-11-05T14:00:00Z',
    user: { type: 'user', id: 'u-cleo' },
    rotations: [],
  };
  const overrides = { ...opsgenieContent.overrides, 's-db': [...(opsgenieContent.overrides['s-db'] ?? []), lost] };
  one = await importTry({ pager: opsgenie, transport: opsgeniePeer({ ...opsgenieContent, overrides }), now: TAKEN });
  expect(await one.run({ step: 'fetch' })).toBe(0);
  await one.choose({ 'u-ann': 'ann', 'u-ben': 'ben', 'u-cleo': 'cleo', 'u-dee': 'dee' });
  expect(await one.run({ step: 'plan' })).toBe(4);
  const items = (await one.plan()).items.filter(({ kind }) => kind === 'override');
  expect(items.find(({ sourceId }) => sourceId === 'lost')).toMatchObject({
    class: 'needs-a-person',
    reason: 'override-not-shown',
    vigieId: null,
    data: { start: lost.startDate, end: lost.endDate },
  });
  // Those that the timeline shows are made, as ever.
  const others = items.filter(({ sourceId }) => sourceId !== 'lost');
  expect(others.length).toBeGreaterThan(0);
  expect(others.map(({ class: of }) => of)).toEqual(others.map(() => 'exact'));
  expect(one.printed.join('\n')).toContain('does not show it in its answer to who is on call');
});
