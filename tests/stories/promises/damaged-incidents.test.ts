/** What is stored of an incident is damaged: it is shown as far as its columns allow, and its escalation goes on. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { onEachDatabase } from '../../support/databases.ts';
import { FailingWorld, MINUTE, POLICY, alertOf } from './failing-world.ts';

onEachDatabase('A damaged incident still finds somebody', (database) => {
  let world: FailingWorld;
  let url: string;
  beforeEach(async () => {
    url = await database.fresh();
    world = new FailingWorld();
    await world.boot(url);
    await world.alerts(alertOf('a'), alertOf('b'));
    world.reached();
  });
  afterEach(() => world.close());

  /** What a process holds in memory is gone. */
  const restart = async () => {
    await world.close();
    const { now, directory } = world;
    world = new FailingWorld();
    Object.assign(world, { now, directory });
    await world.boot(url);
  };
  const damage = (set: string) => world.change(`update incidents set ${set} where title = 'Disk full on a'`);
  const by = (title: string) => (one: string) => one.endsWith(title);

  it.each([
    ['no JSON', '{"timers'],
    ['another shape', '{"timers":{"escalate":"soon"},"firing":3}'],
  ])('its body is %s: it is shown, and starts anew at its next instant; others are not delayed', async (_, body) => {
    await damage(`"inner" = '${body}'`);
    expect(await world.incident()).toMatchObject({
      state: 'open',
      title: 'Disk full on a',
      severity: 'error',
      firing: [0, 0, 1, 0],
      unreadable: [{ field: 'inner', text: body }],
    });
    expect(world.unreadable()).toEqual([expect.stringMatching(/^incidents \S+ inner/)]);
    await world.passes(5 * MINUTE);
    expect(world.reached().sort()).toEqual(['ann: Disk full on a', 'ben: Disk full on b']);
    expect(await world.reasons()).toContain('unreadable');
    await world.passes(5 * MINUTE);
    expect(world.reached().filter(by(' a'))).toEqual(['ben: Disk full on a']);
    await world.passes(5 * MINUTE);
    expect(world.reached().filter(by(' a'))).toEqual(['cleo: Disk full on a']);
    await world.passes(60 * MINUTE);
    expect(world.reached()).toEqual([]);
  });

  it('its policy copy is damaged: today’s version runs', async () => {
    await world.change(`update policy_copies set body = '{"steps":7}'`);
    world.directory = {
      ...world.directory,
      policies: new Map([['main', { ...POLICY, steps: POLICY.steps.slice(1) }]]),
    };
    await restart();
    await world.passes(5 * MINUTE);
    expect(world.reached().filter(by(' a'))).toEqual(['ben: Disk full on a']);
    expect(world.unreadable()).toContainEqual(expect.stringMatching(/^policyCopies /));
  });

  it('its policy copy is damaged, and the policy is gone: the managers, once', async () => {
    await world.change(`update policy_copies set body = 'x'`);
    world.directory = { ...world.directory, policies: new Map() };
    await restart();
    await world.passes(60 * MINUTE);
    expect(world.reached().filter(by(' a'))).toEqual(['cleo: Disk full on a']);
    expect(await world.incident()).toMatchObject({ state: 'open', exhausted: true });
    await restart();
    await world.passes(60 * MINUTE);
    expect(world.reached()).toEqual([]);
  });

  it('labels and links are damaged: it is shown without them, and paged', async () => {
    await damage(`labels = '[]', links = 'x'`);
    expect(await world.incident()).toMatchObject({ labels: {}, links: [] });
    await world.passes(5 * MINUTE);
    expect(world.reached().filter(by(' a'))).toEqual(['ben: Disk full on a']);
  });

  it.each(['acknowledge', 'resolve'] as const)('a person can still %s it', async (kind) => {
    await damage(`"inner" = 'x'`);
    const { id } = await world.incident();
    expect(await world.command(id, { kind })).toMatchObject({ ok: true });
    await world.passes(60 * MINUTE);
    expect(world.reached().filter(by(' a'))).toEqual([]);
  });

  it('a page’s own state is damaged: outcomes are stored, and the next step comes', async () => {
    await world.change(`update pages set "inner" = '{}'`);
    await world.passes(5 * MINUTE);
    expect(world.reached().sort()).toEqual(['ben: Disk full on a', 'ben: Disk full on b']);
    await world.command((await world.incident()).id, { kind: 'acknowledge' });
    expect(world.unreadable()).toContainEqual(expect.stringMatching(/^pages /));
  });

  it('what a delivery says is damaged: the facts go out', async () => {
    await world.passes(5 * MINUTE - 1);
    world.hold();
    await world.passes(1);
    await world.change(`update deliveries set content = 'x', due_at = ${world.now} where state = 'due'`);
    world.hold(false);
    await world.passes(MINUTE);
    expect(world.reached().sort()).toEqual(['ben: Disk full on a', 'ben: Disk full on b']);
  });
});
