/**
 * create-plugin's webpack configuration, plus what Vigie needs. `.config/` stays as scaffolded, but for two plugins that
 * nobody maintains: live reload, which Vigie never used, and the one that filled in placeholders (`Placeholders`).
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import CopyWebpackPlugin from 'copy-webpack-plugin';
import type { Compilation, Compiler, Configuration, Module, RuleSetRule } from 'webpack';
import webpack from 'webpack';
import { DIST_DIR } from './.config/bundler/constants.ts';
import { getPackageJson, getPluginJson } from './.config/bundler/utils.ts';
import grafanaConfig, { type Env } from './.config/webpack/webpack.config.ts';
import { licencesOf } from './scripts/lib/sidecar/licences.mjs';
import { keysIn, pick } from './scripts/lib/texts/first-keys.mjs';

/** Type checks and lint have their own commands; inside the bundler they would only run a second time. */
const RUN_ELSEWHERE = ['ForkTsCheckerWebpackPlugin', 'ESLintWebpackPlugin', 'ESLintPlugin'];

/** Grafana supplies `react/jsx-runtime`, and every browser it supports reads ES2022. */
function modernReact(rule: RuleSetRule): RuleSetRule {
  const use = rule.use;
  if (typeof use !== 'object' || use === null || Array.isArray(use) || use.loader !== 'swc-loader') {
    return rule;
  }
  const options = use.options as { jsc: object };
  const jsc = { ...options.jsc, target: 'es2022', transform: { react: { runtime: 'automatic' } } };
  return { ...rule, use: { ...use, options: { ...options, jsc } } };
}

/**
 * The panel and the data source, each a folder of `src/` with its own plugin.json. Grafana serves them under their own
 * addresses, where chunks of the app are not, so that they may not load any.
 */
const NESTED = ['panel', 'datasource'];

type Texts = { [key: string]: string | Texts };

/** What is in the bundle of an entry, without what is loaded later. */
function sourcesOf(compilation: Compilation, entry: string): string {
  const modules = (compilation.entrypoints.get(entry)?.chunks ?? []).flatMap((chunk) => [
    ...compilation.chunkGraph.getChunkModulesIterable(chunk),
  ]);
  const parts = modules.flatMap((one) => (one as Module & { modules?: Module[] }).modules ?? [one]);
  return parts.map((one) => String(one.originalSource()?.source() ?? '')).join('\n');
}

/**
 * Grafana loads `locales/` together with module.js on every page, for everybody. What module.ts itself says is enough there;
 * our own pages bring the rest (`loadTexts`). The panel and the data source have a file each with what they say.
 */
class FirstTexts {
  apply(compiler: Compiler): void {
    compiler.hooks.compilation.tap('FirstTexts', (compilation) => {
      compilation.hooks.processAssets.tap(
        { name: 'FirstTexts', stage: webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONS },
        () => this.#write(compilation),
      );
    });
  }

  #write(compilation: Compilation): void {
    const own = keysIn(sourcesOf(compilation, 'module'));
    const nested = NESTED.map((folder) => {
      const { id } = JSON.parse(
        readFileSync(path.resolve(import.meta.dirname, `src/${folder}/plugin.json`), 'utf8'),
      ) as { id: string };
      return { folder, id, keys: keysIn(sourcesOf(compilation, `${folder}/module`)) };
    });
    for (const { name, source } of compilation.getAssets().filter((asset) => asset.name.startsWith('locales/'))) {
      const texts = JSON.parse(source.source().toString()) as Texts;
      const chosen = (keys: string[]) =>
        new webpack.sources.RawSource(JSON.stringify(pick(texts, (key) => keys.includes(key))));
      compilation.updateAsset(name, chosen(own));
      nested.forEach(({ folder, id, keys }) =>
        compilation.emitAsset(`${folder}/${path.dirname(name)}/${id}.json`, chosen(keys)),
      );
    }
  }
}

/**
 * Fills in version and date where plugin.json and README.md name them, with the date that `SOURCE_DATE_EPOCH` gives, so
 * that a commit can be built again to the same bytes.
 */
class Placeholders {
  apply(compiler: Compiler): void {
    compiler.hooks.compilation.tap('Placeholders', (compilation) => {
      compilation.hooks.processAssets.tap(
        // After the files have been copied, and before anything is hashed.
        { name: 'Placeholders', stage: webpack.Compilation.PROCESS_ASSETS_STAGE_DERIVED },
        () => this.#fillIn(compilation),
      );
    });
  }

  #fillIn(compilation: Compilation): void {
    const { id } = getPluginJson() as { id: string };
    const { version } = getPackageJson() as { version: string };
    const epoch = process.env.SOURCE_DATE_EPOCH;
    const today = (epoch === undefined ? new Date() : new Date(Number(epoch) * 1000)).toISOString().slice(0, 10);
    const values: Readonly<Record<string, string>> = { VERSION: version, TODAY: today, PLUGIN_ID: id };
    for (const { name, source } of compilation.getAssets()) {
      if (!['plugin.json', 'README.md'].includes(path.posix.basename(name))) continue;
      const text = source.source().toString();
      const filledIn = text.replace(/%(VERSION|TODAY|PLUGIN_ID)%/g, (_, key: string) => values[key] ?? '');
      compilation.updateAsset(name, new webpack.sources.RawSource(filledIn));
    }
  }
}

/** The licences of packages whose code is in the bundle: most of them ask that they stay with it. */
class Licences {
  apply(compiler: Compiler): void {
    compiler.hooks.compilation.tap('Licences', (compilation) => {
      compilation.hooks.processAssets.tap(
        { name: 'Licences', stage: webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONS },
        () => {
          const parts = [...compilation.modules].flatMap(
            (one) => (one as Module & { modules?: Module[] }).modules ?? [one],
          );
          const files = parts.flatMap(({ resource }: Module & { resource?: string }) =>
            resource?.includes('/node_modules/') === true ? [resource] : [],
          );
          compilation.emitAsset('THIRD-PARTY-LICENSES.txt', new webpack.sources.RawSource(licencesOf(files)));
        },
      );
    });
  }
}

/**
 * `Trans` of @grafana/i18n reads markup in texts. Nobody uses it here (ESLint sees to that), and its reader would be a tenth
 * of what every visitor of Grafana loads.
 */
const UNUSED = { 'html-parse-stringify': false } as const;

/** The texts of a language come in two parts, so that the first page of a day does not wait for those of all others. */
const TEXTS_IN_PARTS: RuleSetRule = {
  resourceQuery: /part=/,
  type: 'json',
  use: path.resolve(import.meta.dirname, 'scripts/lib/texts/part-loader.mjs'),
};

/** Files of `provisioning` that people download with their own addresses in them. */
const RAW: RuleSetRule = { resourceQuery: /^\?raw$/, type: 'asset/source' };

/** `--env to=<folder>` builds elsewhere than into `dist/`. */
const config = async (env: Env): Promise<Configuration> => {
  const base = await grafanaConfig(env);
  const folder = typeof env['to'] === 'string' ? env['to'] : path.resolve(import.meta.dirname, DIST_DIR);
  return {
    ...base,
    entry: {
      module: './module.tsx',
      ...Object.fromEntries(NESTED.map((folder) => [`${folder}/module`, `./${folder}/module.ts`])),
    },
    // The entry, which Grafana loads on every page, names the hash of every part: 8 digits tell the versions of a part apart.
    output: { ...base.output, path: folder, hashDigestLength: 8 },
    resolve: { ...base.resolve, alias: { ...base.resolve?.alias, ...UNUSED } },
    module: {
      ...base.module,
      rules: [...(base.module?.rules ?? []).map((rule) => modernReact(rule as RuleSetRule)), TEXTS_IN_PARTS, RAW],
    },
    plugins: [
      ...(base.plugins ?? []).filter((plugin) => !RUN_ELSEWHERE.includes(plugin?.constructor.name ?? '')),
      new FirstTexts(),
      new CopyWebpackPlugin({
        patterns: NESTED.map((folder) => ({ from: 'img/logo.svg', to: `${folder}/img/logo.svg` })),
      }),
      new Placeholders(),
      new Licences(),
    ],
    performance: { hints: false },
    stats: 'errors-warnings',
  };
};

export default config;
