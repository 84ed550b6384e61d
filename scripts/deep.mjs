/**
 * `npm run test:deep`: runs the property tests of `npm test` many more times each, every attack, and whole months of
 * figures. `npm run test:deep -- attack` runs one part: unit, oracle, months or attack.
 */
import { onNode24 } from './lib/node24.mjs';

await onNode24(import.meta.url);
const { runSuite } = await import('./lib/suite.mjs');

const PARTS = ['unit', 'oracle', 'months', 'attack'];
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !PARTS.includes(name));
if (unknown !== undefined) {
  console.error(`vigie: ${unknown} is no part of the deep tests. Parts: ${PARTS.join(', ')}`);
  process.exitCode = 1;
} else {
  // tests/support/depth.ts reads TEST_DEPTH, tests/attack/attack.test.ts ATTACK_DEPTH.
  await runSuite(wanted.length > 0 ? wanted : PARTS, {
    env: { TEST_DEPTH: process.env.TEST_DEPTH ?? '50', ATTACK_DEPTH: 'all' },
    limit: 360,
  });
}
