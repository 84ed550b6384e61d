/** Random lives of incidents through the stages, with channels that fail and processes that die between and inside transactions. */
import fc from 'fast-check';
import { it } from 'vitest';
import type { Alert } from '#domain/incident/signal/alert';
import { life, START } from '#domain/incident/arbitrary-life.fake';
import { runs } from '../support/depth.ts';
import { StagesWorld, type Crash, type Fate } from './stages-world.ts';

const fates = fc.array(fc.constantFrom<Fate>('done', 'done', 'retry', 'never'), { maxLength: 12, size: 'max' });
const crashes = fc.array(fc.option(fc.record<Crash>({ transaction: fc.nat(6), after: fc.boolean() }), { freq: 2 }), {
  minLength: 25,
  maxLength: 25,
});

const FIRST: Alert = {
  fingerprint: 'a',
  groupKey: 'g',
  status: 'firing',
  severity: 'error',
  title: 'Disk full',
  description: null,
  labels: {},
  links: [],
  startsAt: null,
  problemId: null,
  actor: null,
  note: null,
  wholeGroup: false,
  test: false,
  raw: null,
};

it('keep the promises whatever happens and whenever they die', async () => {
  await fc.assert(
    fc.asyncProperty(life, fates, crashes, async (drawn, fate, dying) => {
      const world = new StagesWorld(drawn.policy, START);
      await world.boot();
      world.fates = [...fate];
      try {
        await world.alert(FIRST);
        for (const [index, happening] of drawn.happenings.entries()) {
          const crash = dying[index] ?? null;
          // Where it dies, answers of what it sent go with it.
          if (crash !== null) {
            world.dieAt({ ...crash });
            world.fates.unshift('lost');
          }
          if (happening.kind === 'alert') await world.alert(happening.alert);
          else if (happening.kind === 'command') await world.command(happening.command, happening.actor);
          else await world.wait(happening.kind === 'wait' ? happening.ms : 0);
          if (crash !== null) world.fates = world.fates.filter((one) => one !== 'lost');
        }
        await world.wait(60_000);
      } finally {
        await world.close();
      }
    }),
    { numRuns: runs(40) },
  );
});
