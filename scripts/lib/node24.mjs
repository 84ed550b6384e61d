/** Makes every script run on the packaged Node 24 with all packages installed. */
import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installIfNeeded } from './install.mjs';
import { node24, root } from './paths.mjs';

/**
 * Must be called first in every script. Returns if this process runs on the packaged Node 24 with all packages
 * installed; otherwise it installs, runs the same script there and never returns. Before it returns, a script may only
 * import Node's own modules.
 * @param {string} scriptUrl the script's `import.meta.url`
 */
export async function onNode24(scriptUrl) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) {
    console.error(
      `vigie: this is Node ${process.versions.node}; Node 20 or newer is needed to start (the rest then runs on the packaged Node 24).`,
    );
    process.exit(1);
  }
  const installed = installIfNeeded();
  if (!installed && process.execPath === realpathSync(node24)) return;
  process.exit(await runThere([fileURLToPath(scriptUrl), ...process.argv.slice(2)]));
}

/**
 * Runs one of our scripts on the packaged Node 24 and forwards signals.
 * @param {string[]} args
 * @param {Record<string, string>} env added where the person has not set it
 * @returns {Promise<number>}
 */
export function runThere(args, env = {}) {
  const child = spawn(node24, args, { cwd: root, stdio: 'inherit', env: { ...env, ...process.env } });
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(
        `vigie: could not start Node 24 at ${node24}: ${error.message}. Remove node_modules and try again.`,
      );
      resolve(1);
    });
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
