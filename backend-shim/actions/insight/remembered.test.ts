import { expect, test } from 'vitest';
import type { Caller } from '../../rights/caller.ts';
import type { InsightAnswer, InsightDeps, InsightQuestion } from './insights.ts';
import { rememberLarge } from './remembered.ts';

const ANN: Caller = { kind: 'person', name: 'ann', role: 'Viewer', teams: [], scopes: null, readOnly: false } as Caller;
const deps = (revision: number) => ({ directory: { revision } }) as InsightDeps;
const about = (more: Partial<InsightQuestion> = {}): InsightQuestion => ({
  chapter: 'team',
  period: { start: 1, end: 2 },
  team: null,
  rota: null,
  attributes: null,
  now: 1000,
  ...more,
});

function asked(read: number) {
  let computed = 0;
  const ask = rememberLarge(() => Promise.resolve({ read, figures: [], n: ++computed } as unknown as InsightAnswer));
  return { ask, computed: () => computed };
}

test('what needs much reading is computed once for a minute, for the same caller and question', async () => {
  const { ask, computed } = asked(1000);
  await Promise.all([ask(deps(1), ANN, about()), ask(deps(1), ANN, about())]);
  await ask(deps(1), ANN, about({ now: 60_999 }));
  expect(computed()).toBe(1);
  await ask(deps(1), ANN, about({ now: 61_000 }));
  expect(computed(), 'a minute later').toBe(2);
  await ask(deps(1), ANN, about({ now: 61_000, team: 'sre' }));
  await ask(deps(1), { ...ANN, name: 'ben' }, about({ now: 61_000 }));
  await ask(deps(1), { ...ANN, teams: ['sre'] }, about({ now: 61_000 }));
  await ask(deps(2), ANN, about({ now: 61_000 }));
  expect(computed(), 'another team, person, right, configuration').toBe(6);
});

test('what needs little is computed each time, and failures are not kept', async () => {
  const { ask, computed } = asked(999);
  await ask(deps(1), ANN, about());
  await ask(deps(1), ANN, about());
  expect(computed()).toBe(2);
  let fails = 0;
  const failing = rememberLarge(() => Promise.reject(new Error(`failed ${++fails}`)));
  await expect(failing(deps(1), ANN, about())).rejects.toThrow('failed 1');
  await expect(failing(deps(1), ANN, about())).rejects.toThrow('failed 2');
});
