/**
 * Shows the built plugin without a Grafana: `node tests/host/serve.ts --sidecar http://127.0.0.1:8723`.
 * Prints `preview host: <url>` once it listens. Ends on SIGINT or SIGTERM.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { LINES } from './bundle.ts';
import type { Line } from './bundle.ts';
import { startHost } from './server.ts';

const USAGE = `Usage: node tests/host/serve.ts [options]
  --sidecar <url>        where the sidecar listens (default http://127.0.0.1:8723; "none": not set up)
  --token <token>        the sidecar's VIGIE_PLUGIN_TOKEN (default: $VIGIE_PLUGIN_TOKEN)
  --token-file <file>    a file with it, read when needed (default data/plugin-token)
  --port <port>          0 lets the system choose (default 3123)
  --grafana <12|13>      packages of Grafana 12.4 (React 18) or 13.2 (React 19; the default)`;

const { values } = parseArgs({
  options: {
    sidecar: { type: 'string', default: 'http://127.0.0.1:8723' },
    token: { type: 'string', default: process.env.VIGIE_PLUGIN_TOKEN },
    'token-file': { type: 'string', default: process.env.VIGIE_PLUGIN_TOKEN_FILE ?? 'data/plugin-token' },
    port: { type: 'string', default: '3123' },
    grafana: { type: 'string', default: '13' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help || !LINES.includes(values.grafana as Line) || !/^\d+$/.test(values.port)) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 1);
}

const file = values['token-file'];
const token = () => values.token ?? (existsSync(file) ? readFileSync(file, 'utf8').trim() : null);
const sidecarUrl = values.sidecar === 'none' ? undefined : values.sidecar.replace(/\/+$/, '');

try {
  const host = await startHost({ line: values.grafana as Line, port: Number(values.port), sidecarUrl, token });
  console.log(`preview host: ${host.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void host.close().then(() => process.exit(0)));
  }
} catch (error) {
  console.error(`preview host: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
