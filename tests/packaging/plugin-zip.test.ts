/** The plugin's zip, by the rules of the validator of Grafana's catalogue (plugin-validator 0.45), and built twice. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { readZip } from '../../scripts/lib/plugin-zip/zip.mjs';
import { buildZip } from './build-once.ts';
import { builtOnce } from './built-once.ts';

interface Extension {
  targets: string[];
  title: string;
  description: string;
}

interface PluginJson {
  id: string;
  name: string;
  type: string;
  info: {
    version: string;
    updated: string;
    description: string;
    author: { name: string };
    keywords: string[];
    logos: { small: string; large: string };
    screenshots: Array<{ name: string; path: string }>;
  };
  roles: Array<{ role: { permissions: Array<{ action: string }> }; grants: string[] }>;
  routes: Array<{ path: string; method: string; reqAction?: string; url: string; headers?: object[] }>;
  includes: Array<{ type: string; name: string; path: string; role: string }>;
  extensions: {
    addedComponents: Extension[];
    addedLinks: Extension[];
    exposedComponents: Array<{ id: string; title: string }>;
  };
  dependencies: { grafanaDependency: string };
}

const ID = 'vigie-oncall-app';
const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as { version: string };
const files = readZip(readFileSync(builtOnce.pluginZip));
const names = [...files.keys()].map((name) => name.slice(ID.length + 1));
const textOf = (name: string) => String(files.get(`${ID}/${name}`));
const plugin = JSON.parse(textOf('plugin.json')) as PluginJson;

it('two builds are equal byte for byte', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigie-zip-again-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [first, second] = [builtOnce.pluginZip, buildZip(folder)].map((file) => readFileSync(file));
  expect(second && first?.equals(second)).toBe(true);
  expect(path.basename(builtOnce.pluginZip)).toBe(`${ID}-${version}.zip`);
}, 240_000);

it('another program reads the archive, too', (context) => {
  const { status, stdout, error } = spawnSync('unzip', ['-t', builtOnce.pluginZip], { encoding: 'utf8' });
  if (error) context.skip('needs unzip; sudo apt-get install -y unzip');
  expect(stdout).toContain('No errors detected');
  expect(status).toBe(0);
});

it('is one folder with the plugin’s id, without programs, hidden files and a folder dist', () => {
  expect([...files.keys()].filter((name) => !name.startsWith(`${ID}/`))).toEqual([]);
  expect(names.filter((name) => /(?:^|\/)(?:\.|dist\/|node_modules\/)|\.(?:exe|sh|node)$/.test(name))).toEqual([]);
  expect(names).toEqual(expect.arrayContaining(['module.js', 'plugin.json', 'README.md', 'CHANGELOG.md', 'LICENSE']));
});

it('plugin.json says what the catalogue asks for', () => {
  expect(plugin).toMatchObject({ id: ID, type: 'app', info: { version } });
  expect(plugin.id).toMatch(/^[0-9a-z]+-([0-9a-z]+-)?app$/);
  expect(plugin.info.version).toMatch(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)/);
  expect(plugin.info.updated).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(plugin.dependencies.grafanaDependency).toMatch(/^>=\d+\.\d+\.\d+$/);
  expect(plugin.info.description).not.toBe('');
  expect(plugin.info.keywords.length).toBeGreaterThan(0);
  expect(plugin.name.toLowerCase()).not.toMatch(/\b(?:app|plugin|grafana)\b/);
  expect(JSON.stringify(plugin)).not.toMatch(/%[A-Z_]+%/);
});

it('titles and descriptions of extensions are as long as the schema asks', () => {
  const all = [...plugin.extensions.addedComponents, ...plugin.extensions.addedLinks];
  const exposed = plugin.extensions.exposedComponents;
  expect(exposed.filter(({ id, title }) => title.length < 10 || !/^vigie-oncall-app\/[a-z-]+\/v\d+$/.test(id))).toEqual(
    [],
  );
  expect(all.filter(({ title }) => title.length < 10)).toEqual([]);
  expect(all.filter(({ targets }) => targets.some((target) => !target.startsWith('grafana/')))).toEqual([]);
});

it('the plugins inside are stated, by type and path, and complete', () => {
  const inside = names.filter((name) => name.endsWith('/plugin.json'));
  const stated = plugin.includes.filter(({ type }) => type === 'panel' || type === 'datasource');
  expect(stated.map((one) => one.path).sort()).toEqual(inside.sort());
  expect(inside.length).toBe(2);
  for (const { type, name, path: file } of stated) {
    const nested = JSON.parse(textOf(file)) as PluginJson & { languages: string[] };
    expect(nested).toMatchObject({ type, name, info: { version, updated: plugin.info.updated } });
    expect(nested.id).toMatch(new RegExp(`^vigie-[a-z]+-${type}$`));
    const folder = path.dirname(file);
    const { logos } = nested.info;
    const texts = nested.languages.map((language) => `locales/${language}/${nested.id}.json`);
    const needed = [logos.small, logos.large, 'module.js', 'module.js.map', ...texts].map((one) => `${folder}/${one}`);
    expect(needed.filter((one) => !names.includes(one))).toEqual([]);
    // Grafana serves it under an address of its own, where the app's chunks are not.
    expect(textOf(`${folder}/module.js`)).not.toMatch(/\.e\(\d+\)/);
  }
});

it('dashboards that it brings are in the archive', () => {
  const stated = plugin.includes.filter(({ type }) => type === 'dashboard').map((one) => one.path);
  expect(stated.filter((one) => !names.includes(one))).toEqual([]);
  expect(stated.map((one) => (JSON.parse(textOf(one)) as { uid: string }).uid)).toEqual(['vigie-oncall-now']);
});

it('roles only narrow: every basic role has each action, and each is asked for by a route', () => {
  const actions = plugin.roles.flatMap(({ role }) => role.permissions.map(({ action }) => action));
  for (const { grants } of plugin.roles) {
    expect(grants).toEqual(['Viewer', 'Editor', 'Admin', 'Grafana Admin']);
  }
  // Another beginning, and Grafana does not load the plugin at all.
  expect(actions.filter((action) => !action.startsWith(`${ID}.`))).toEqual([]);
  const asked = plugin.routes.flatMap(({ reqAction }) => reqAction ?? []);
  expect([...new Set(asked)].sort()).toEqual([...actions].sort());
});

it('no role of Grafana stands between an alert and its answer', () => {
  const narrowed = plugin.routes.filter(({ reqAction }) => reqAction !== undefined).map((one) => one.path);
  expect(narrowed.length).toBeGreaterThan(10);
  expect(narrowed.filter((one) => /incidents|swaps|users|maintenances|interventions/.test(one))).toEqual([]);
});

it('a narrowed route leads where the general one does', () => {
  const general = plugin.routes.find((one) => one.path === 'api/*');
  for (const { path: file, url, headers } of plugin.routes.filter(({ reqAction }) => reqAction !== undefined)) {
    expect(url).toBe(`${general?.url}/${file.replace(/^api\//, '').replace(/\/\*$/, '')}`);
    expect(headers).toEqual(general?.headers);
  }
  expect(
    plugin.routes.filter(({ method }) => method.includes(',')),
    'a list of methods never matches',
  ).toEqual([]);
});

it('pictures are in the archive, at relative paths, the logo as a harmless SVG', () => {
  const { logos, screenshots } = plugin.info;
  const paths = [logos.small, logos.large, ...screenshots.map((one) => one.path)];
  expect(paths.filter((one) => /^[./]|^\w+:/.test(one) || !names.includes(one))).toEqual([]);
  expect(screenshots.length).toBeGreaterThan(0);
  for (const logo of new Set([logos.small, logos.large])) {
    expect(logo).toMatch(/\.svg$/);
    expect(textOf(logo)).toMatch(/<svg[\s>]/);
    expect(textOf(logo)).not.toMatch(/<script|<foreignObject|\son\w+\s*=|href\s*=\s*["'](?!#)/i);
  }
});

it('README has no relative links, no text of the template and no developer’s jargon', () => {
  const readme = textOf('README.md');
  const links = [...readme.matchAll(/\]\(([^)\s]+)[^)]*\)/g)].map(([, link = '']) => link);
  expect(links.filter((link) => !/^(?:https?:|mailto:|#)/.test(link))).toEqual([]);
  expect(readme).not.toMatch(/yarn|nodejs|Grafana Panel Plugin Template|create-plugin/i);
  expect(readme.length).toBeGreaterThan(500);
});

it('licence and changelog are the ones of the repository, and this version is in the changelog', () => {
  expect(textOf('LICENSE')).toContain('Apache License');
  expect(textOf('LICENSE')).toBe(readFileSync(inRoot('LICENSE'), 'utf8'));
  expect(textOf('CHANGELOG.md')).toMatch(new RegExp(`^## ${version.replaceAll('.', '\\.')}(?:\\s|$)`, 'm'));
});

it('every module has its source map, with sources that are in the repository', () => {
  const modules = names.filter((name) => name.endsWith('.js'));
  const withoutMap = modules.filter(
    (name) => textOf(name).includes('sourceMappingURL') && !names.includes(`${name}.map`),
  );
  expect(withoutMap).toEqual([]);
  expect(names).toContain('module.js.map');
  const { sources, sourcesContent } = JSON.parse(textOf('module.js.map')) as Record<
    'sources' | 'sourcesContent',
    string[]
  >;
  const own = sources
    .map((source, index) => ({ file: /^webpack:\/\/[^/]+\/\.\/([\w/.-]+\.tsx?)$/.exec(source)?.[1], index }))
    .filter(({ file }) => file !== undefined && !file.includes('node_modules'));
  expect(own.length).toBeGreaterThan(0);
  const different = own.filter(
    ({ file, index }) => readFileSync(inRoot(`src/${file}`), 'utf8') !== sourcesContent[index],
  );
  expect(different).toEqual([]);
});

it('names no path of the machine that built it', () => {
  const telling = names.filter((name) => files.get(`${ID}/${name}`)?.includes(inRoot('.').replace(/\/$/, '')));
  expect(telling).toEqual([]);
});
