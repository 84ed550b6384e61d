import { afterEach, expect, test } from 'vitest';
import { importTry } from '../../importing.fake.ts';
import type { ImportTry } from '../../importing.fake.ts';
import { oncall } from './definition.ts';
import { CHOICES, oncallContent, TAKEN } from './fakes/content.fake.ts';
import { oncallPeer } from './fakes/peer.fake.ts';

let one: ImportTry;
afterEach(() => one?.remove());

test('a schedule of a type that is not known is an error that names it, until somebody chooses what it becomes', async () => {
  const schedules = (oncallContent.lists['schedules'] ?? []).map((body, i) =>
    i === 0 ? { ...body, type: 'lunar' } : body,
  );
  const id = String((schedules[0] as { id?: unknown } | undefined)?.id);
  const lists = { ...oncallContent.lists, schedules };
  one = await importTry({ pager: oncall, transport: oncallPeer({ ...oncallContent, lists }), now: TAKEN });
  const itemOf = async () => (await one.plan()).items.find(({ kind, sourceId }) => kind === 'rota' && sourceId === id);
  expect(await one.run({ step: 'fetch' })).toBe(0);
  await one.choose(CHOICES);
  expect(await one.run({ step: 'plan' })).toBe(4);
  expect(await itemOf()).toMatchObject({
    class: 'needs-a-person',
    reason: 'kind-unknown',
    data: { kind: 'schedule type lunar' },
  });
  expect(one.printed.join('\n')).toMatch(/needs-a-person: rota .*schedule type lunar/);
  await one.run({ step: 'prove' });
  expect(await one.read('rotas.yaml')).toMatch(new RegExp(`^  "${id}":  # \\S+`, 'm'));

  await one.write('rotas.yaml', `rotas: { "${id}": frozen }`);
  await one.run({ step: 'plan' });
  expect(await itemOf()).toMatchObject({ class: 'frozen', reason: 'chosen-frozen' });
  await one.write('rotas.yaml', `rotas: { "${id}": left-out }`);
  await one.run({ step: 'plan' });
  expect(await itemOf()).toMatchObject({ class: 'left-out', reason: 'chosen-left-out', vigieId: null });
});
