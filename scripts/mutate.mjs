/**
 * `npm run mutate -- <path>`: puts small faults into the sources below a path and reports those that no test notices
 * (docs/testing.md).
 */
import { onNode24 } from './lib/node24.mjs';

await onNode24(import.meta.url);
const { writeFileSync } = await import('node:fs');
const { matchesGlob } = await import('node:path');
const { parseArgs } = await import('node:util');
const { createCopy, read, sourcesBelow } = await import('./lib/mutate/workspace.mjs');
const { mutantsOf } = await import('./lib/mutate/mutants.mjs');
const { sample } = await import('./lib/mutate/sample.mjs');
const { createRunner } = await import('./lib/mutate/runner.mjs');
const { dryRun, judgeAll } = await import('./lib/mutate/campaign.mjs');
const { resultLines, resultOf } = await import('./lib/mutate/result.mjs');

const USAGE =
  'usage: npm run mutate -- <path> [--sample 300] [--seed 1] [--tests <glob>] [--with <project>:<glob>]… [--least <percent>] [--json <file>]';
const RELATED_LIMIT = 300_000;
/** With more than two at a time, tests that watch processes and ports run late on small machines. */
const AT_ONCE = 2;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    tests: { type: 'string', default: '**' },
    with: { type: 'string', multiple: true, default: [] },
    least: { type: 'string', default: '0' },
    json: { type: 'string' },
  },
});
const [size, seed, least] = [values.sample, values.seed, values.least].map(Number);
const sources = positionals.length === 1 ? sourcesBelow(positionals[0]) : [];
if (
  sources.length === 0 ||
  ![size, seed, least].every(Number.isFinite) ||
  !values.with.every((one) => /^(stories|oracle|faults):./.test(one))
) {
  console.error(
    positionals.length === 1 && sources.length === 0
      ? `vigie: no TypeScript source below ${positionals[0]}\n${USAGE}`
      : USAGE,
  );
  process.exit(2);
}

const all = sources.flatMap((file) => mutantsOf(file, read(file)));
const chosen = sample(all, size, seed);
console.log(`${chosen.length} of ${all.length} mutants in ${sources.length} files, seed ${seed}`);

/** The test files that are used, by vitest project. */
const globs = new Map([
  ['unit', values.tests],
  ...values.with.map((one) => [one.slice(0, one.indexOf(':')), one.slice(one.indexOf(':') + 1)]),
]);
const copies = Array.from({ length: AT_ONCE }, () => createCopy(chosen));
const runners = copies.map(({ folder }) => ({ folder, runner: createRunner(folder, [...globs.keys()]) }));
const end = () => {
  for (const { runner } of runners) runner.stop();
  for (const { remove } of copies) remove();
};
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    end();
    process.exit(130);
  });
}
try {
  process.exitCode = await measure();
} finally {
  end();
}

async function measure() {
  const { files } = await runners[0].runner.ask(
    { kind: 'related', sources: [...new Set(chosen.map(({ file }) => file))] },
    RELATED_LIMIT,
  );
  const wanted = files
    .filter(({ file, project }) => matchesGlob(file, globs.get(project) ?? ''))
    .map(({ file }) => file);
  const { tests, leftOut } = await dryRun(runners, wanted, progress);
  for (const file of leftOut) console.log(`left out, since it fails without any mutant: ${file}`);
  const result = resultOf(chosen, await judgeAll(runners, chosen, tests, progress));
  if (values.json !== undefined)
    writeFileSync(
      values.json,
      JSON.stringify({ path: positionals[0], seed, of: all.length, leftOut, ...result }, null, 2),
    );
  for (const line of resultLines(result)) console.log(line);
  return result.score < least ? 1 : 0;
}

function progress(line) {
  console.error(line);
}
