/**
 * `npm run compatible`: checks that everything the plugin uses of Grafana exists in the oldest and the newest version.
 * Downloads both.
 */
import { spawnSync } from 'node:child_process';
import { root } from './lib/paths.mjs';

const LEVITATE = '@grafana/levitate@0.17.2';
/**
 * The oldest version must fit. For the newest, levitate also reports types that are only written differently (the
 * parameter of `AppPlugin.addLink` became a type alias), so people must read its report; the browser tests run the
 * bundle there.
 */
const VERSIONS = [
  { version: '12.4.10', mustFit: true },
  { version: '13.2.2', mustFit: false },
];
const PACKAGES = ['@grafana/data', '@grafana/ui', '@grafana/runtime'];

for (const { version, mustFit } of VERSIONS) {
  const target = PACKAGES.map((name) => `${name}@${version}`).join(',');
  const { status } = spawnSync(
    'npx',
    ['--yes', LEVITATE, 'is-compatible', '--path', 'src/module.tsx', '--target', target],
    { cwd: root, stdio: 'inherit' },
  );
  if (status !== 0) {
    console.error(
      `vigie: levitate reports differences to Grafana ${version}${mustFit ? '' : '; they are listed above and are no failure'}`,
    );
    process.exitCode = mustFit ? 1 : (process.exitCode ?? 0);
  }
}
