/** Makes the environment variables that `npm start` adds, so that the example in provisioning/vigie works unchanged. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/** @typedef {Record<string, string | undefined>} Env */

/**
 * Values for variables that are not set; never replaces a value.
 * @param {Env} env
 * @param {{ root: string, smtpUrl: string | null }} where
 * @returns {Record<string, string>}
 */
export function demoEnvironment(env, { root, smtpUrl }) {
  const isSet = (name) => env[name] !== undefined || env[`${name}_FILE`] !== undefined;
  const values = {
    ...(smtpUrl === null ? {} : { VIGIE_SMTP_URL: smtpUrl }),
    VIGIE_MAIL_FROM: 'Vigie <vigie@example.com>',
    ...publicUrl(env),
    // A provisioning folder of the person's own must not start with generated tokens.
    ...(isSet('VIGIE_PROVISIONING')
      ? {}
      : demoTokens(
          root,
          variablesIn(provisioningFolder(env, root)).filter((name) => !isSet(name)),
        )),
  };
  return Object.fromEntries(Object.entries(values).filter(([name]) => !isSet(name)));
}

/** Host and port of VIGIE_LISTEN, else the default. @param {Env} env */
export function listenAddress(env) {
  const text = env.VIGIE_LISTEN ?? '127.0.0.1:8723';
  const at = text.lastIndexOf(':');
  return { host: text.slice(0, at).replace(/^\[|\]$/g, '') || '0.0.0.0', port: Number(text.slice(at + 1)) };
}

/** Links in mails must use the actual port. @param {Env} env */
function publicUrl(env) {
  const { port } = listenAddress(env);
  return env.VIGIE_LISTEN === undefined || !(port > 0) ? {} : { VIGIE_PUBLIC_URL: `http://localhost:${port}` };
}

/** @param {Env} env @param {string} root */
export function provisioningFolder(env, root) {
  return path.resolve(root, env.VIGIE_PROVISIONING ?? 'provisioning/vigie');
}

function provisioningTexts(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => readFileSync(path.join(folder, file), 'utf8'));
}

/** Names of variables in the files (`$NAME`, `${NAME}`; `$$` is a `$`). */
export function variablesIn(folder) {
  const names = provisioningTexts(folder).flatMap((text) => {
    const stated = text.replace(/^\s*#.*$/gm, '');
    return [...stated.matchAll(/\$\$|\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g)].map((found) => found[1] ?? found[2]);
  });
  return [...new Set(names.filter((name) => name !== undefined))];
}

/**
 * Makes random tokens, since anybody who reaches the port could use a known one, and keeps them, so that yesterday's
 * `curl` command still works.
 */
function demoTokens(root, names) {
  const file = path.join(root, 'data/demo-tokens.json');
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const fresh = names.filter((name) => known[name] === undefined);
  for (const name of fresh) known[name] = `demo-${randomBytes(15).toString('base64url')}`;
  if (fresh.length > 0) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(known, null, 2)}\n`, { mode: 0o600 });
  }
  return Object.fromEntries(names.map((name) => [name, known[name]]));
}

/**
 * The token of the first integration that accepts any JSON, or null.
 * @param {Env} env with the demo's values
 */
export function webhookToken(env, root) {
  const integrations = provisioningTexts(provisioningFolder(env, root)).flatMap((text) => {
    // The sidecar reports problems of a file better, with their line.
    try {
      return parse(text)?.integrations ?? [];
    } catch {
      return [];
    }
  });
  const token = integrations.find((one) => one?.type === 'webhook')?.token;
  if (typeof token !== 'string') return null;
  return token.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced, bare) => env[braced ?? bare] ?? '');
}
