/** create-plugin's webpack configuration, plus what Vigie needs. `.config/` stays as scaffolded. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Compiler, Configuration, RuleSetRule } from 'webpack';
import ReplaceInFileWebpackPlugin from 'replace-in-file-webpack-plugin';
import webpack from 'webpack';
import { DIST_DIR } from './.config/bundler/constants.ts';
import { getPackageJson, getPluginJson } from './.config/bundler/utils.ts';
import grafanaConfig, { type Env } from './.config/webpack/webpack.config.ts';

/** Type checks and lint have their own commands; inside the bundler they would only run a second time. */
const RUN_ELSEWHERE = ['ForkTsCheckerWebpackPlugin', 'ESLintWebpackPlugin', 'ESLintPlugin', 'LiveReloadPlugin'];
const REPLACED = ['ReplaceInFilePlugin'];

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

type Texts = { [key: string]: string | Texts };

/** Of a tree of texts, those of these keys. */
function pick(texts: Texts, keys: readonly string[]): Texts {
  const chosen: Texts = {};
  for (const key of keys) {
    const [first = '', ...rest] = key.split('.');
    const value = texts[first];
    if (typeof value === 'object') {
      chosen[first] = { ...(chosen[first] as Texts | undefined), ...pick(value, [rest.join('.')]) };
    } else if (value !== undefined && rest.length === 0) {
      chosen[first] = value;
    }
  }
  return chosen;
}

/**
 * Grafana loads `locales/` together with module.js on every page, for everybody. What module.ts itself says is enough there;
 * our own pages bring the rest (`loadTexts`).
 */
class FirstTexts {
  apply(compiler: Compiler): void {
    compiler.hooks.compilation.tap('FirstTexts', (compilation) => {
      compilation.hooks.processAssets.tap(
        { name: 'FirstTexts', stage: webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONS },
        () => {
          const source = readFileSync(path.resolve(import.meta.dirname, 'src/module.tsx'), 'utf8');
          const keys = [...source.matchAll(/\bt\('([^']+)'/g)].map(([, key = '']) => key);
          for (const { name, source: text } of compilation
            .getAssets()
            .filter((asset) => asset.name.startsWith('locales/'))) {
            compilation.updateAsset(
              name,
              new webpack.sources.RawSource(JSON.stringify(pick(JSON.parse(text.source().toString()) as Texts, keys))),
            );
          }
        },
      );
    });
  }
}

/**
 * Fills in version and date as create-plugin's own plugin does, but in the folder of this build, and with the date that
 * `SOURCE_DATE_EPOCH` gives, so that a commit can be built again to the same bytes.
 */
function placeholders(folder: string) {
  const { id } = getPluginJson() as { id: string };
  const { version } = getPackageJson() as { version: string };
  const epoch = process.env.SOURCE_DATE_EPOCH;
  const today = (epoch === undefined ? new Date() : new Date(Number(epoch) * 1000)).toISOString().slice(0, 10);
  const rules = Object.entries({ VERSION: version, TODAY: today, PLUGIN_ID: id }).map(([name, value]) => ({
    search: new RegExp(`%${name}%`, 'g'),
    replace: value,
  }));
  return new ReplaceInFileWebpackPlugin([{ dir: folder, test: [/(^|\/)plugin\.json$/, /(^|\/)README\.md$/], rules }]);
}

/** `--env to=<folder>` builds elsewhere than into `dist/`. */
const config = async (env: Env): Promise<Configuration> => {
  const base = await grafanaConfig(env);
  const folder = typeof env['to'] === 'string' ? env['to'] : path.resolve(import.meta.dirname, DIST_DIR);
  return {
    ...base,
    entry: { module: './module.tsx' },
    output: { ...base.output, path: folder },
    module: { ...base.module, rules: (base.module?.rules ?? []).map((rule) => modernReact(rule as RuleSetRule)) },
    plugins: [
      ...(base.plugins ?? []).filter(
        (plugin) => ![...RUN_ELSEWHERE, ...REPLACED].includes(plugin?.constructor.name ?? ''),
      ),
      new FirstTexts(),
      placeholders(folder),
    ],
    performance: { hints: false },
    stats: 'errors-warnings',
  };
};

export default config;
