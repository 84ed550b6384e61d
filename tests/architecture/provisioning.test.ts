/** What is given to Grafana, Prometheus and Docker fits together: nobody can start Docker where this is built. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

interface Compose {
  services: Record<
    string,
    { volumes?: string[]; environment?: Record<string, string>; depends_on?: string[]; profiles?: string[] }
  >;
}
const compose = parse(read('docker-compose.yml')) as Compose;
const plugin = JSON.parse(read('src/plugin.json')) as {
  id: string;
  dependencies: { grafanaDependency: string };
  info: {
    logos: Record<string, string>;
    screenshots: Array<{ name: string; path: string }>;
    keywords: string[];
    description: string;
    author: { name: string };
  };
};
const pkg = JSON.parse(read('package.json')) as { version: string; license: string; scripts: Record<string, string> };

describe('docker-compose.yml', () => {
  it('mounts only files that exist', () => {
    const mounted = Object.values(compose.services)
      .flatMap(({ volumes = [] }) => volumes.map((one) => one.split(':')[0] ?? ''))
      .filter((one) => one.startsWith('./') && one !== './dist');
    expect(mounted.length).toBeGreaterThan(3);
    expect(mounted.filter((one) => !existsSync(path.join(root, one)))).toEqual([]);
  });

  it('gives Grafana every variable that its files name', () => {
    const files = ['plugins', 'alerting', 'dashboards', 'datasources'].flatMap((folder) =>
      readdirSync(path.join(root, 'provisioning', folder))
        .filter((file) => file.endsWith('.yaml'))
        .map((file) => `provisioning/${folder}/${file}`),
    );
    const named = files
      .flatMap(
        (file) =>
          read(file)
            .replace(/^\s*#.*$/gm, '')
            .match(/\$\w+/g) ?? [],
      )
      .map((name) => name.slice(1));
    expect(named).toContain('VIGIE_PLUGIN_TOKEN');
    expect(
      compose.services['grafana']?.environment,
      'Grafana has no use for what makes an administrator',
    ).not.toHaveProperty('VIGIE_API_TOKEN');
    expect(named.filter((name) => compose.services['grafana']?.environment?.[name] === undefined)).toEqual([]);
  });

  it('gives the sidecar every variable that its example names', () => {
    const files = readdirSync(path.join(root, 'provisioning/vigie')).map((file) => `provisioning/vigie/${file}`);
    const named = files
      .flatMap(
        (file) =>
          read(file)
            .replace(/^\s*#.*$/gm, '')
            .match(/\$(?:VIGIE_\w+)/g) ?? [],
      )
      .map((name) => name.slice(1));
    expect(named.filter((name) => compose.services['sidecar']?.environment?.[name] === undefined)).toEqual([]);
  });
});

describe('files for Grafana', () => {
  it('enable this plugin', () => {
    const { apps } = parse(read('provisioning/plugins/vigie.yaml')) as {
      apps: Array<{ type: string; jsonData: object; secureJsonData: object }>;
    };
    expect(apps.map((one) => one.type)).toEqual([plugin.id]);
    expect(Object.keys(apps[0]?.jsonData ?? {})).toEqual(['sidecarUrl']);
    expect(Object.keys(apps[0]?.secureJsonData ?? {})).toEqual(['sidecarToken']);
  });

  it('add a contact point and leave the notification policies alone', () => {
    const file = parse(read('provisioning/alerting/vigie.yaml')) as {
      contactPoints: Array<{ receivers: Array<{ uid: string; settings: Record<string, string> }> }>;
    };
    expect(Object.keys(file).sort()).toEqual(['apiVersion', 'contactPoints', 'deleteContactPoints']);
    const [receiver] = file.contactPoints.flatMap(({ receivers }) => receivers);
    expect(receiver?.uid, 'as the page names the point of the integration grafana').toBe('vigie-grafana');
    expect(receiver?.settings['url'], 'every Viewer may read it').not.toMatch(/INGEST|TOKEN/);
    expect(receiver?.settings).toMatchObject({
      authorization_scheme: 'Bearer',
      authorization_credentials: '$VIGIE_INGEST_GRAFANA',
    });
  });

  it('allow the plugins of the app, and add its data source', () => {
    const ids = ['', 'panel/', 'datasource/'].map(
      (folder) => (JSON.parse(read(`src/${folder}plugin.json`)) as { id: string }).id,
    );
    expect(compose.services['grafana']?.environment?.['GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS']).toBe(ids.join());
    const { datasources } = parse(read('provisioning/datasources/vigie.yaml')) as {
      datasources: Array<{ type: string }>;
    };
    expect(datasources.map(({ type }) => type)).toEqual([ids[2]]);
  });

  it.each(['provisioning/dashboards/vigie.json', 'src/dashboards/on-call.json'])(
    '%s has no holes or overlaps',
    (file) => {
      const { panels } = JSON.parse(read(file)) as {
        panels: Array<{ id: number; gridPos: { x: number; y: number; w: number; h: number } }>;
      };
      expect(new Set(panels.map((one) => one.id)).size).toBe(panels.length);
      const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
        Array.from({ length: w * h }, (_, n) => `${x + (n % w)},${y + Math.floor(n / w)}`),
      );
      expect(new Set(cells).size).toBe(cells.length);
    },
  );
});

// The catalogue's rules, as its validator's documentation states them; the validator itself downloads a binary.
describe('the plugin keeps the rules of the catalogue', () => {
  it('in its metadata', () => {
    expect(plugin.id).toMatch(/^[a-z0-9]+-[a-z0-9]+-app$/);
    expect(plugin.dependencies.grafanaDependency).toBe('>=12.4.0');
    expect(plugin.info.description.length).toBeGreaterThan(20);
    expect(plugin.info.author.name).not.toBe('');
    expect(plugin.info.keywords.length).toBeGreaterThan(0);
    for (const file of [...Object.values(plugin.info.logos), ...plugin.info.screenshots.map((one) => one.path)]) {
      expect(existsSync(path.join(root, 'src', file)), file).toBe(true);
    }
  });

  it('in its pictures, which the browser tests make (KEEP_SCREENSHOTS=1)', () => {
    expect(plugin.info.screenshots.length).toBeGreaterThanOrEqual(3);
    for (const { name, path: file } of plugin.info.screenshots) {
      expect(name, file).not.toBe('');
      const picture = readFileSync(path.join(root, 'src', file));
      expect(picture.subarray(1, 4).toString('latin1'), file).toBe('PNG');
      expect(picture.length, file).toBeLessThan(200_000);
    }
  });

  it('in its files', () => {
    expect(pkg.license).toBe('Apache-2.0');
    expect(read('LICENSE')).toContain('Apache License');
    expect(read('CHANGELOG.md')).toContain(pkg.version);
    expect(read('src/README.md').length).toBeGreaterThan(200);
    expect(read('.config/webpack/webpack.config.ts')).toContain('@grafana/create-plugin');
    expect(Object.values(pkg.scripts).filter((script) => script.includes('grafana-toolkit'))).toEqual([]);
  });
});
