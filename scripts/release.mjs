/**
 * `npm run release -- --dry`: makes everything of a release in `release/`, as the workflow of a tag does, and lists what
 * only the workflow can make. Exits with 1 if anything else is missing.
 */
import { parseArgs } from 'node:util';
import { onNode24 } from './lib/node24.mjs';

await onNode24(import.meta.url);
const { installSystemPackages } = await import('./lib/debian.mjs');
const { inRoot } = await import('./lib/paths.mjs');
const { ELSEWHERE, makeRelease } = await import('./lib/release/make.mjs');
const { problemsOfRelease } = await import('./lib/release/readiness.mjs');

const { values } = parseArgs({
  options: { dry: { type: 'boolean', default: false }, to: { type: 'string', default: inRoot('release') } },
});

const problems = problemsOfRelease();
if (!values.dry) {
  console.log('A release is a tag: git tag v<version> && git push origin v<version>. The workflow does the rest.');
  problems.forEach((problem) => console.error(`vigie: before that: ${problem}`));
  process.exit(problems.length === 0 ? 0 : 1);
}

installSystemPackages(['rpm']);
const { made, failed } = await makeRelease(values.to, (text) => console.log(`vigie: ${text}`));
console.log(`\nIn ${values.to}:\n${made.map((name) => `  ${name}\n`).join('')}`);
console.log(`Not made here:\n${ELSEWHERE.map((text) => `  ${text}\n`).join('')}`);
problems.forEach((problem) => console.log(`Before a tag: ${problem}`));
failed.forEach((problem) => console.error(`vigie: could not be made: ${problem}`));
process.exitCode = failed.length === 0 ? 0 : 1;
