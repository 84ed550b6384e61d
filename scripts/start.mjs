/**
 * `npm start`: runs the sidecar with the example team, a mail catcher with a web page, and the plugin in a preview
 * host. `npm start -- --demo` adds two teams with rotas and incidents.
 */
import { onNode24 } from './lib/node24.mjs';

await onNode24(import.meta.url);

const { spawn } = await import('node:child_process');
const { readFileSync } = await import('node:fs');
const { createServer } = await import('node:net');
const { createInterface } = await import('node:readline');
const path = await import('node:path');
const { node24, root, sidecarArguments, sidecarEnvironment } = await import('./lib/paths.mjs');
const { demoEnvironment, listenAddress, provisioningFolder, webhookToken } = await import('./lib/demo.mjs');
const { addDemo } = await import('./lib/demo-data.mjs');
const { parseLog, readable } = await import('./lib/log-lines.mjs');
const { nextSteps } = await import('./lib/next-steps.mjs');
const { startMailCatcher } = await import('./mail-catcher.mjs');
const { buildPluginIfStale, startPreviewHost } = await import('./lib/plugin.mjs');

/** The preferred port; another one is chosen if it is taken. */
const PREVIEW_PORT = 3123;

await stopIfTaken(listenAddress(process.env));
const ownMail = process.env.VIGIE_SMTP_URL !== undefined || process.env.VIGIE_SMTP_URL_FILE !== undefined;
const isDemo = isDemoAsked(process.argv.slice(2), ownMail);
const catcher = ownMail
  ? null
  : await startMailCatcher({
      onMail: (mail) =>
        console.log(
          `${mail.at.slice(11, 19)} mail  to ${mail.to}: ${mail.subject}   ${catcher?.pageUrl}/mails/${mail.number}`,
        ),
    });
const env = { ...process.env, ...demoEnvironment(process.env, { root, smtpUrl: catcher?.smtpUrl ?? null }) };

// A process group of its own, so that Ctrl-C reaches it once, through us.
const sidecar = spawn(node24, sidecarArguments, {
  cwd: root,
  env: { ...sidecarEnvironment, ...env },
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
});
process.once('exit', () => sidecar.kill('SIGKILL'));
createInterface({ input: sidecar.stdout }).on('line', (line) => {
  console.log(readable(line));
  const entry = parseLog(line);
  if (entry?.msg === 'listening' && !entry.public) {
    console.log(whatToTry(entry.url));
    if (isDemo) void showDemo(entry.url);
    void showPlugin(entry.url);
  }
});

let stopping = false;
let host = null;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
sidecar.once('error', (error) => console.error(`vigie: the sidecar could not be started: ${error.message}`));
sidecar.once('close', async (code, signal) => {
  if (!stopping)
    console.error(`vigie: the sidecar ended by itself (${signal ?? `exit code ${code}`}); its last output is above.`);
  await catcher?.close();
  process.exit(stopping && code === 0 ? 0 : code || 1);
});

/** The first signal stops gracefully, the second at once. */
function stop() {
  sidecar.kill(stopping ? 'SIGKILL' : 'SIGTERM');
  host?.stop();
  if (!stopping) {
    console.log('\nvigie: stopping (once more to stop at once)');
    setTimeout(() => sidecar.kill('SIGKILL'), 20_000).unref();
  }
  stopping = true;
}

function isDemoAsked(args, ownMail) {
  const unknown = args.filter((arg) => arg !== '--demo');
  if (unknown.length > 0) {
    console.error(`Usage: npm start [-- --demo]; unknown: ${unknown.join(' ')}`);
    process.exit(1);
  }
  if (args.length > 0 && ownMail) {
    console.error(
      'vigie: --demo would send mails to made-up people at example.com through your mail server. Take VIGIE_SMTP_URL away and start again.',
    );
    process.exit(1);
  }
  return args.length > 0;
}

async function showDemo(url) {
  const token =
    process.env.VIGIE_API_TOKEN ??
    readFileSync(path.resolve(root, process.env.VIGIE_API_TOKEN_FILE ?? 'data/api-token'), 'utf8').trim();
  console.log(await addDemo({ url, token }).catch((error) => `vigie: ${error.message}`));
}

/** Shows the plugin while the sidecar is starting, which does not wait for it. */
async function showPlugin(sidecarUrl) {
  if (!(await buildPluginIfStale()) || stopping) return;
  const options = { sidecarUrl, env };
  host = await startPreviewHost({ ...options, port: PREVIEW_PORT });
  if (host.url === null && !stopping) host = await startPreviewHost({ ...options, port: 0 });
  if (host.url !== null) console.log(`\nThe plugin, as Grafana would show it:  ${host.url}\n`);
}

function whatToTry(url) {
  return nextSteps({
    url,
    mailPage: catcher?.pageUrl ?? null,
    token: webhookToken(env, root),
    apiToken: process.env.VIGIE_API_TOKEN
      ? '$VIGIE_API_TOKEN'
      : `$(cat ${process.env.VIGIE_API_TOKEN_FILE ?? path.join(root, 'data/api-token')})`,
    pid: sidecar.pid,
    provisioning: provisioningFolder(env, root),
  });
}

async function stopIfTaken({ host, port }) {
  if (!(port > 0)) return;
  const error = await new Promise((resolve) => {
    const probe = createServer()
      .once('error', resolve)
      .listen(port, host, () => probe.close(() => resolve(null)));
  });
  if (error?.code !== 'EADDRINUSE') return;
  console.error(
    `vigie: something listens on ${host}:${port} already, perhaps another \`npm start\`. Stop it, or use another port: VIGIE_LISTEN=${host}:${port + 1} npm start`,
  );
  process.exit(1);
}
