/** Checks what must be true of the repository before a version is tagged. */
import { globSync, readFileSync } from 'node:fs';
import { inRoot } from '../paths.mjs';
import { repositoryAddress } from '../repository.mjs';

/**
 * @param {{ version: string, changelog: string, fragments: string[], chart: string, base: string, address: string | null, tag?: string }} [repository]
 * @returns {string[]} what to do first; empty: it may be tagged
 */
export function problemsOfRelease(repository = readRepository()) {
  const { version, changelog, fragments, chart, base, address, tag } = repository;
  const problems = [];
  if (!/^\d+\.\d+\.\d+$/.test(version)) problems.push(`version in package.json is ${version}; give it three numbers`);
  const escaped = version.replace(/-.*$/, '').replaceAll('.', '\\.');
  if (!new RegExp(`^## ${escaped} \\(\\d{4}-\\d{2}-\\d{2}\\)$`, 'm').test(changelog))
    problems.push(`CHANGELOG.md has no heading "## ${version.replace(/-.*$/, '')} (<date>)"`);
  if (/^## \S+-dev$/m.test(changelog))
    problems.push(
      'CHANGELOG.md has a heading of a version in development; put what it has under the one of this version',
    );
  if (fragments.length > 0)
    problems.push(
      `changes/ has ${fragments.length} fragments; join them: towncrier build --version ${version} --date <date>`,
    );
  for (const [file, text] of [
    ['packaging/kubernetes/chart/Chart.yaml', chart],
    ['packaging/kubernetes/base/kustomization.yaml', base],
  ]) {
    if (!new RegExp(`(?:appVersion|newTag): ${escaped}$`, 'm').test(text))
      problems.push(`${file} names another version than package.json`);
  }
  if (address === null)
    problems.push(
      'package.json names no repository; the links of plugin.json and the provenance of the npm package need it ("repository": "github:<owner>/<name>")',
    );
  if (tag !== undefined && tag !== `v${version}`) problems.push(`the tag is ${tag}, package.json says ${version}`);
  return problems;
}

function readRepository() {
  const read = (file) => readFileSync(inRoot(file), 'utf8');
  const ref = process.env.GITHUB_REF_TYPE === 'tag' ? process.env.GITHUB_REF_NAME : undefined;
  return {
    version: JSON.parse(read('package.json')).version,
    changelog: read('CHANGELOG.md'),
    fragments: globSync('changes/*/*.md', { cwd: inRoot('.') }),
    chart: read('packaging/kubernetes/chart/Chart.yaml'),
    base: read('packaging/kubernetes/base/kustomization.yaml'),
    address: repositoryAddress(),
    ...(ref === undefined ? {} : { tag: ref }),
  };
}
