/**
 * `npm run check -- --without <module>`, or `--without all`: checks in a copy what is left when the module is deleted.
 * `--stories` runs the stories, too, on SQLite.
 */
import { onNode24 } from './lib/node24.mjs';

await onNode24(import.meta.url);
const path = await import('node:path');
const { node24, root } = await import('./lib/paths.mjs');
const { copyWithout, modulesIn, pruneTexts } = await import('./lib/without.mjs');
const { spawnSync } = await import('node:child_process');

const [name = ''] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const known = modulesIn(root);
const names = name === 'all' ? known : known.filter((one) => one === name);
if (names.length === 0) {
  console.error(`vigie: there is no module "${name}"; there are: ${[...known, 'all'].join(', ')}`);
  process.exit(2);
}
process.exitCode = check(process.argv.includes('--stories'));

/** @returns {number} the exit code */
function check(isWithStories) {
  const began = performance.now();
  const copy = copyWithout(names);
  const run = (script, ...words) =>
    spawnSync(node24, [path.join(copy.folder, script), ...words], {
      cwd: copy.folder,
      stdio: 'inherit',
      env: { ...process.env, VIGIE_TEST_SQLITE_ONLY: 'true', VIGIE_WITHOUT: names.join(',') },
    }).status ?? 1;
  console.log(`vigie: without ${names.join(', ')}, and ${copy.tests.length} files of tests that need it`);
  try {
    if (run('tests/locales/extract.ts', '--write') !== 0) return 1;
    pruneTexts(copy.folder);
    // Tests of the preview host read the built plugin. Without knip: what the core keeps for a module is unused without it.
    const parts = ['types', 'architecture', 'unit', isWithStories ? 'stories' : 'rights'];
    const steps = [
      ['scripts/build-sidecar.mjs'],
      ['scripts/plugin.mjs', 'build'],
      ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '--no-warn-ignored', '.'],
      ['scripts/test.mjs', ...parts],
    ];
    const failed = steps.filter((words) => run(...words) !== 0);
    const took = Math.round((performance.now() - began) / 1000);
    failed.forEach((words) => console.error(`vigie: failed without ${name}: ${words.join(' ')}`));
    console.log(`without ${name}: ${failed.length === 0 ? 'passed' : 'failed'} in ${took} s`);
    return failed.length === 0 ? 0 : 1;
  } finally {
    copy.remove();
  }
}
