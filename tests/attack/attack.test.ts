/**
 * Whoever may send something sends the largest and most hostile that is allowed, made from the schemas, while alerts page
 * somebody: no attack holds up the thread that pages, fills the memory or ends the process. `npm test` runs a sample by a
 * seed that it prints, `npm run test:deep -- attack` everything. One attack again:
 * `ATTACK='POST /rotas/preview' ATTACK_SEED=<seed> npm test -- attack`
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import { ATTACKS, ordered, sampled, Siege } from './run.ts';
import type { Attack } from './attacks.ts';
import type { Depth, Judged } from './run.ts';

/** Always the same ones, unless it is said otherwise: what is red for one is red for everybody. */
const seed = process.env.ATTACK_SEED ?? '1';
const isWhole = process.env.ATTACK_DEPTH === 'all';
const only = process.env.ATTACK;
/** Several are parted by semicolons. */
const names = only?.split(';').map((name) => name.trim());
const chosen = ATTACKS.filter(({ name }) => names?.includes(name) ?? true);
/** How many attacks the sample has on each database, and how long it takes at most, ms: four minutes for both. */
const SAMPLE = { sqlite: { most: 40, limit: 120_000 }, postgres: { most: 22, limit: 60_000 } };
const depth: Depth = {
  seed,
  isTimed: isWhole,
  most: Number(process.env.ATTACK_MS ?? (isWhole || only ? 10_000 : 1_500)),
};

function told(judged: Judged): Judged {
  if (judged.line !== '') console.log(judged.line);
  judged.reds.forEach((red) => console.log(`RED ${red}`));
  return judged;
}

it('there is what was asked for', () => {
  console.log(`attacks: ATTACK_SEED=${seed}, ${chosen.length} of ${ATTACKS.length}`);
  expect(chosen.length).toBeGreaterThan(0);
});

onEachDatabase('Under an attack made from the schemas', (database) => {
  if (![undefined, '', database.kind].includes(process.env.ATTACK_DATABASE)) {
    it.skip(`(skipped: ATTACK_DATABASE is ${process.env.ATTACK_DATABASE})`, () => undefined);
    return;
  }
  const siege = new Siege(database, depth);
  beforeAll(() => siege.begin(), 180_000);
  afterAll(() => siege.end());

  it('a quiet run is within the limits', () => {
    console.log(`${database.kind}, quiet: ${JSON.stringify(siege.quiet)}`);
    expect(siege.quiet.turn).toBeLessThan(50);
  });

  /** On a machine that does other work, too: what is not over so many times in a row was the machine. */
  async function redEachTime(attack: Attack, times: number): Promise<string[]> {
    let reds: string[] = [];
    for (let time = 0; time < times; time++) {
      ({ reds } = told(await siege.attack(attack)));
      if (reds.length === 0) break;
    }
    return reds;
  }

  if (isWhole || only !== undefined) {
    const all = ordered(chosen, seed);
    // A run that was stopped goes on behind the last attack that it has told of.
    const last = all.findIndex(({ name }) => name === process.env.ATTACK_AFTER);
    it.each(all.slice(last + 1))('$name', { timeout: 900_000 }, async (attack) => {
      const reds = await redEachTime(attack, isWhole ? 2 : 1);
      expect(reds, reds.join('; ')).toEqual([]);
    });
  } else {
    it('a sample', { timeout: 600_000 }, async () => {
      const { most, limit } = SAMPLE[database.kind];
      const end = performance.now() + limit;
      const reds: string[] = [];
      let tried = 0;
      for (const attack of sampled(chosen, `${seed} ${database.kind}`).slice(0, most)) {
        if (performance.now() > end) break;
        reds.push(...(await redEachTime(attack, 3)));
        tried++;
      }
      console.log(`${database.kind}: ${tried} attacks`);
      expect(tried).toBeGreaterThan(3);
      expect(reds, reds.join('; ')).toEqual([]);
    });
  }
});
