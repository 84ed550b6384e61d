/**
 * `npm run check`: runs the fast part of `npm test`, on what this checkout changes. `npm run check -- --all` leaves
 * nothing out. `npm run check -- --without <module>` checks what is left without a module.
 */
import { existsSync } from 'node:fs';
import { onNode24, runThere } from './lib/node24.mjs';

await onNode24(import.meta.url);
if (process.argv.includes('--without')) {
  const words = process.argv.slice(process.argv.indexOf('--without') + 1);
  process.exit(await runThere(['scripts/without.mjs', ...words]));
}
const { runSuite } = await import('./lib/suite.mjs');
const { baseOfChange, changedSince } = await import('./lib/changed.mjs');
const { inRoot } = await import('./lib/paths.mjs');

const base = process.argv.includes('--all') ? null : baseOfChange();

if (base === null) {
  await runSuite(['format', 'types', 'lint', 'architecture', 'rights', 'unit']);
} else {
  const changed = changedSince(base);
  console.log(
    `vigie: ${changed.length} files changed since ${base.slice(0, 9)}; \`npm run check -- --all\` checks everything`,
  );
  // These tests send requests to a separate process, so their imports do not show what they depend on.
  const asksForRights = changed.some((file) =>
    /^(backend-shim|src\/(contract|domain)|tests\/(rights|support))\//.test(file),
  );
  await runSuite(['format', 'types', 'lint', 'architecture', ...(asksForRights ? ['rights'] : []), 'unit'], {
    since: base,
    changed: changed.filter((file) => existsSync(inRoot(file))),
    cached: true,
  });
}
