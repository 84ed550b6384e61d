import { afterEach, expect, test } from 'vitest';
import type { ImportPlan } from '#modules/importing/contract/plan';
import { importTry } from '../importing.fake.ts';
import type { ImportTry } from '../importing.fake.ts';
import { PAGERS } from '../registry.ts';
import { goalertContent, TAKEN } from '../pagers/goalert/fakes/content.fake.ts';
import { goalertPeer } from '../pagers/goalert/fakes/peer.fake.ts';
import { vigieFake } from '../vigie/vigie.fake.ts';

let one: ImportTry;
afterEach(() => one.remove());

/** A rota of the plan that differs from its source, as where the pager counts in a way that nobody knows. */
async function withOneBad() {
  const vigie = vigieFake();
  one = await importTry({
    pager: PAGERS.goalert,
    transport: goalertPeer(goalertContent),
    now: TAKEN,
    vigie: vigie.transport,
  });
  expect(await one.run({ step: 'fetch' })).toBe(0);
  await one.choose({ 'u-ann': 'ann', 'u-ben': 'ben', 'u-cleo': 'cleo', 'u-dee': 'dee' });
  await one.run({ step: 'plan' });
  const [proof] = (await one.plan()).proofs;
  const { rota = '', schedule = '' } = proof ?? {};
  const plan = await one.plan();
  const body = plan.objects.rotas?.find(({ id }) => id === rota);
  await one.write(
    'plan.json',
    JSON.stringify({
      ...plan,
      objects: {
        ...plan.objects,
        rotas: (plan.objects.rotas ?? []).map((other) => (other === body ? { ...other, layers: [] } : other)),
      },
    }),
  );
  expect(await one.run({ step: 'prove' })).toBe(3);
  return { vigie, rota, schedule };
}

const targets = (plan: ImportPlan) => JSON.stringify(plan.objects.escalationPolicies);

test('one bad rota is asked for by its line in rotas.yaml, and nothing is applied before', async () => {
  const { schedule, vigie } = await withOneBad();
  expect(one.progress.at(-1)).toMatch(/choose frozen, empty or left-out for it in .*rotas\.yaml/);
  expect(await one.read('rotas.yaml')).toMatch(new RegExp(`^  "${schedule}":  # \\S+`, 'm'));
  expect(await one.run({ step: 'apply', yes: true })).toBe(3);
  expect(vigie.writes).toEqual([]);
});

test('frozen: the answer of the source until the compared range ends, marked, and everybody else moves', async () => {
  const { schedule, rota, vigie } = await withOneBad();
  await one.write('rotas.yaml', `rotas: { "${schedule}": frozen }`);
  await one.run({ step: 'plan' });
  const plan = await one.plan();
  expect(plan.items.find(({ kind, sourceId }) => kind === 'rota' && sourceId === schedule)).toMatchObject({
    class: 'frozen',
    reason: 'chosen-frozen',
    vigieId: rota,
  });
  expect(await one.run({ step: 'prove' })).toBe(0);
  expect(await one.run({ step: 'apply', yes: true })).toBe(0);
  const saved = vigie.objects.get(`rotas ${rota}`);
  expect(saved).toMatchObject({ layers: [], frozenUntil: plan.to.replace('.000Z', 'Z') });
  expect((saved?.['overrides'] as object[]).length).toBeGreaterThan(0);
  expect((await one.proof()).rotas.every(({ differences }) => differences.length === 0)).toBe(true);
});

test.each([
  ['empty', 'chosen-empty'],
  ['left-out', 'chosen-left-out'],
] as const)('%s: it is compared no more, and policies stay valid', async (choice, reason) => {
  const { schedule, rota, vigie } = await withOneBad();
  expect(targets(await one.plan())).toContain(`"rota":"${rota}"`);
  await one.write('rotas.yaml', `rotas:\n  ${schedule}: ${choice}\n`);
  await one.run({ step: 'plan' });
  const plan = await one.plan();
  expect(plan.items.find(({ kind, sourceId }) => kind === 'rota' && sourceId === schedule)).toMatchObject({
    class: 'left-out',
    reason,
  });
  expect(targets(plan).includes(`"rota":"${rota}"`)).toBe(choice === 'empty');
  expect(await one.run({ step: 'prove' })).toBe(0);
  expect(await one.run({ step: 'apply', yes: true })).toBe(0);
  const saved = vigie.objects.get(`rotas ${rota}`);
  expect(saved === undefined).toBe(choice === 'left-out');
  expect(saved?.['overrides'] ?? []).toEqual([]);
});

test('another word is refused by name', async () => {
  const { schedule } = await withOneBad();
  await one.write('rotas.yaml', `rotas: { "${schedule}": frosen }`);
  expect(await one.run({ step: 'plan' })).toBe(1);
  expect(one.progress.at(-1)).toContain(`${schedule} must be one of frozen, empty, left-out`);
});
