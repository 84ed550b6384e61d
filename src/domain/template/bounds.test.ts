import { describe, expect, it } from 'vitest';
import { boundContext, boundFilters, boundOperators, templateBudget } from '#domain/template/bounds';

function budgetWith(limits = { time: 100, memory: 50 }) {
  const clock = { used: 0 };
  return { clock, budget: templateBudget(limits, () => clock.used) };
}
const often = (ask: () => void) => Array.from({ length: 16 }).forEach(ask);

describe('the budget of templates', () => {
  it('counts time over all renderings, and none between them', () => {
    const { clock, budget } = budgetWith();
    const spend = (time: number) =>
      budget.spend(() => {
        clock.used += time;
        often(budget.checkTime);
      });
    spend(60);
    clock.used += 1_000;
    spend(30);
    expect(() => spend(30)).toThrow(/takes too much time/);
    expect(() => spend(0)).toThrow(/takes too much time/);
  });

  it('counts what filters make', () => {
    const { budget } = budgetWith();
    budget.memory.use(30);
    budget.memory.check(20);
    expect(() => budget.memory.use(21)).toThrow(/takes too much room/);
  });

  it('is asked by each scope of an expression', () => {
    const { clock, budget } = budgetWith();
    const context = { push: (_scope: object) => 1, spawn: (_scope: object = {}) => ({ ...context }) };
    const bound = boundContext({ ...context }, budget);
    expect(bound.push({})).toBe(1);
    clock.used = 101;
    expect(() => often(() => bound.push({}))).toThrow(/too much time/);
    expect(() => often(() => bound.spawn({}).spawn({}))).toThrow(/too much time/);
  });
});

describe('filters', () => {
  const made: Record<string, unknown> = {};
  const echo = (value: unknown) => value;
  const engine = {
    filters: { echo, split: echo, strip: echo, raw: { raw: true, handler: echo }, grow: () => Array(5_001).fill(0) },
    registerFilter: (name: string, filter: unknown) => (made[name] = filter),
  };
  boundFilters(engine as never);
  const run = (name: string, ...values: unknown[]) => (made[name] as (...all: unknown[]) => unknown)(...values);

  it.each<[string, string, unknown[]]>([
    ['a long list', 'echo', [Array(5_001).fill(0)]],
    ['a list that becomes long', 'grow', []],
    ['a long text', 'echo', ['x'.repeat(1_000_001)]],
    ['a long text in a long one', 'split', ['x'.repeat(10_000), 'x'.repeat(1_001)]],
    ['characters of a long text', 'strip', ['x'.repeat(3_001), 'x']],
  ])('refuse %s', (_what, name, values) => {
    expect(() => run(name, ...values)).toThrow(/takes too much/);
  });

  it('do everything else', () => {
    expect(run('echo', 'x'.repeat(10_000), 'y'.repeat(10_000))).toHaveLength(10_000);
    expect(run('strip', 'x'.repeat(3_001))).toHaveLength(3_001);
    expect(made['raw']).toMatchObject({ raw: true });
  });

  it('so does the operator that searches', () => {
    const { contains } = boundOperators({ contains: (text: string, wanted: string) => text.includes(wanted) });
    expect(contains('ab', 'b')).toBe(true);
    expect(() => contains('x'.repeat(10_000), 'y'.repeat(1_001))).toThrow(/takes too much time/);
  });
});
