/** Runs test files with a mutant on request over IPC, by one persistent vitest in a copy of the repository. */
import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BaseSequencer, createVitest } from 'vitest/node';

const copy = process.cwd();
const projects = JSON.parse(process.argv[2]);

/** Keeps the requested order, nearest first. */
class AsAsked extends BaseSequencer {
  sort(specifications) {
    return Promise.resolve(specifications);
  }
}

const silent = { onInit() {} };
const vitest = await createVitest('test', {
  root: copy,
  project: projects,
  watch: false,
  bail: 1,
  maxWorkers: 1,
  retry: 0,
  silent: true,
  reporters: [silent],
  sequence: { sequencer: AsAsked },
  cache: false,
  passWithNoTests: true,
});
const all = await vitest.globTestSpecifications();
const byFile = new Map(all.map((one) => [path.relative(copy, one.moduleId), one]));

process.on('message', async ({ kind, active, record, files, sources }) => {
  try {
    if (kind === 'related') process.send({ files: await related(sources) });
    else process.send(await run({ active, record }, files));
  } catch (error) {
    process.send({ error: error.stack });
  }
});
process.on('disconnect', () => process.exit(0));
process.send({ ready: true });

async function run(state, files) {
  const file = path.join(copy, '.mutate/state.json');
  writeFileSync(`${file}.new`, JSON.stringify(state));
  renameSync(`${file}.new`, file);
  const wanted = files.map((one) => byFile.get(one));
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(wanted, false);
  const ids = new Set(wanted.map((one) => one.moduleId));
  const failed = testModules.filter((one) => ids.has(one.moduleId) && one.state() === 'failed');
  return { passed: failed.length === 0 && unhandledErrors.length === 0, by: failed[0]?.relativeModuleId ?? null };
}

/**
 * Unit tests that import one of the sources, directly or not, and every story, since imports do not show what a sidecar
 * loads.
 */
async function related(sources) {
  vitest.config.related = sources.map((one) => path.join(copy, one));
  const found = await vitest.getRelevantTestSpecifications();
  vitest.config.related = undefined;
  const stories = all.filter((one) => one.project.name === 'stories');
  return [...new Map([...found, ...stories].map((one) => [one.moduleId, one])).values()].map((one) => ({
    file: path.relative(copy, one.moduleId),
    project: one.project.name,
  }));
}
