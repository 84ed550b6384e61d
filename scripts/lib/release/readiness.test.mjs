import { expect, it } from 'vitest';
import { problemsOfRelease } from './readiness.mjs';

const ready = {
  version: '0.2.0',
  changelog: '# Changelog\n\n## 0.2.0 (2026-12-01)\n',
  fragments: [],
  chart: 'version: 0.2.0\nappVersion: 0.2.0\n',
  base: 'images:\n    newTag: 0.2.0\n',
  address: 'https://github.com/example/vigie',
  tag: 'v0.2.0',
};

it('a repository whose files name the version and its date may be tagged', () => {
  expect(problemsOfRelease(ready)).toEqual([]);
});

it.each([
  [{ version: '0.2.0-dev' }, 'three numbers'],
  [{ changelog: '## 0.2.0-dev\n' }, 'no heading "## 0.2.0 (<date>)"'],
  [{ changelog: `${ready.changelog}\n## 0.2.0-dev\n` }, 'heading of a version in development'],
  [{ fragments: ['changes/api/x.fix.md'] }, 'changes/ has 1 fragments'],
  [{ chart: 'appVersion: 0.1.0\n' }, 'Chart.yaml names another version'],
  [{ base: 'newTag: 0.1.0\n' }, 'kustomization.yaml names another version'],
  [{ tag: 'v0.3.0' }, 'the tag is v0.3.0'],
  [{ address: null }, 'names no repository'],
])('%o is a problem', (change, message) => {
  expect(problemsOfRelease({ ...ready, ...change }).join('\n')).toContain(message);
});
