/** create-plugin's webpack configuration, plus what Vigie needs. `.config/` stays as scaffolded. */
import type { Configuration, RuleSetRule } from 'webpack';
import grafanaConfig, { type Env } from './.config/webpack/webpack.config.ts';

/** Type checks and lint have their own commands; inside the bundler they would only run a second time. */
const RUN_ELSEWHERE = ['ForkTsCheckerWebpackPlugin', 'ESLintWebpackPlugin', 'ESLintPlugin', 'LiveReloadPlugin'];

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

const config = async (env: Env): Promise<Configuration> => {
  const base = await grafanaConfig(env);
  return {
    ...base,
    entry: { module: './module.tsx' },
    module: { ...base.module, rules: (base.module?.rules ?? []).map((rule) => modernReact(rule as RuleSetRule)) },
    plugins: (base.plugins ?? []).filter((plugin) => !RUN_ELSEWHERE.includes(plugin?.constructor.name ?? '')),
    performance: { hints: false },
    stats: 'errors-warnings',
  };
};

export default config;
