/**
 * `npm run bench`: runs every tests/bench/*.bench.ts in turn and prints one JSON line per figure. `npm run bench --
 * ingest` runs some.
 */
import { onNode24 } from './lib/node24.mjs';

await onNode24(import.meta.url);
const { readdirSync } = await import('node:fs');
const path = await import('node:path');
const { inRoot, node24 } = await import('./lib/paths.mjs');
const { run } = await import('./lib/run.mjs');

const folder = inRoot('tests/bench');
const all = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .sort();
const wanted = process.argv.slice(2);
const chosen = wanted.length === 0 ? all : all.filter((file) => wanted.includes(file.replace('.bench.ts', '')));
if (chosen.length === 0) {
  console.error(
    `vigie: no benchmark to run; there are: ${all.map((file) => file.replace('.bench.ts', '')).join(', ') || 'none'}`,
  );
  process.exit(1);
}
for (const file of chosen) {
  const ended = await run(node24, [path.join(folder, file)], { limit: 30 * 60_000 });
  if (!ended.ok) {
    console.error(`vigie: ${file} ${ended.why}`);
    process.exitCode = 1;
  }
  if (ended.interrupted) break;
}
