import { afterEach, expect, test } from 'vitest';
import { importTry } from '../../importing.fake.ts';
import type { ImportTry } from '../../importing.fake.ts';
import { oncall } from './definition.ts';
import { CHOICES, oncallContent, TAKEN } from './fakes/content.fake.ts';
import { oncallPeer } from './fakes/peer.fake.ts';

let one: ImportTry;
afterEach(() => one?.remove());

test('a schedule of a type that is not known is written down from the answer, and the type is named', async () => {
  const schedules = (oncallContent.lists['schedules'] ?? []).map((body, i) =>
    i === 0 ? { ...body, type: 'lunar' } : body,
  );
  const lists = { ...oncallContent.lists, schedules };
  one = await importTry({ pager: oncall, transport: oncallPeer({ ...oncallContent, lists }), now: TAKEN });
  expect(await one.run({ step: 'fetch' })).toBe(0);
  await one.choose(CHOICES);
  await one.run({ step: 'plan' });
  const rota = (await one.plan()).items.find(
    ({ kind, sourceId }) => kind === 'rota' && sourceId === String((schedules[0] as { id?: unknown } | undefined)?.id),
  );
  expect(rota).toMatchObject({ class: 'frozen', reason: 'kind-unknown', data: { kind: 'schedule type lunar' } });
  expect(one.printed.join('\n')).toContain('schedule type lunar');
});
