/**
 * Builds the browser half of the host: Grafana's front-end packages of one version line, and a small
 * frame around them. Built once per line and kept until the frame or the packages change.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import type { Plugin } from 'vite';

export const LINES = ['12', '13'] as const;
/** The Grafana line: 12 is 12.4 with React 18, 13 is 13.2 with React 19. */
export type Line = (typeof LINES)[number];

const here = import.meta.dirname;
const root = path.resolve(here, '../..');

/** Where the packages of a line are installed. */
export function packagesOf(line: Line): string {
  return line === '12' ? root : path.join(here, 'v13');
}

const SHARED = [
  'react',
  'react-dom',
  '@grafana/data',
  '@grafana/ui',
  '@grafana/runtime',
  '@emotion/css',
  '@emotion/react',
  'rxjs',
  'i18next',
  'moment',
  'lodash',
];

/** Bare imports of the frame resolve as if it lay beside the packages of its line. */
function fromLine(line: Line): Plugin {
  const beside = path.join(packagesOf(line), 'package.json');
  const client = path.join(here, 'client');
  const ui = path.join(packagesOf(line), 'node_modules/@grafana/ui/package.json');
  return {
    name: 'packages-of-the-line',
    enforce: 'pre',
    resolveId(source, importer, options) {
      const isOurs =
        importer?.startsWith(client) === true &&
        !source.startsWith('.') &&
        !path.isAbsolute(source) &&
        !source.startsWith('systemjs/');
      if (isOurs && source === 'react-router') {
        // What Grafana shares under that name: the v6 router that its own components use.
        return this.resolve('react-router-dom-v5-compat', ui, { ...options, skipSelf: true });
      }
      const isShared = SHARED.some((name) => source === name || source.startsWith(`${name}/`));
      return isShared || isOurs ? this.resolve(source, beside, { ...options, skipSelf: true }) : null;
    },
  };
}

function fingerprint(line: Line, mode: string): string {
  const files = readdirSync(path.join(here, 'client'))
    .sort()
    .map((name) => path.join(here, 'client', name));
  const hash = createHash('sha256').update(mode);
  for (const file of [...files, path.join(packagesOf(line), 'package-lock.json'), import.meta.filename]) {
    hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}

export interface BundleOptions {
  /** React's development build warns on the console; it is larger and slower. */
  mode?: 'production' | 'development';
}

/** @returns the folder with `boot.js` in it. */
export async function hostBundle(line: Line, { mode = 'production' }: BundleOptions = {}): Promise<string> {
  if (!existsSync(path.join(packagesOf(line), 'node_modules/@grafana/runtime'))) {
    throw new Error(
      `The packages of Grafana ${line} are not installed: run npm ci --prefix ${path.relative(process.cwd(), packagesOf(line)) || '.'}`,
    );
  }
  const folder = path.join(root, 'node_modules/.cache/vigie-host');
  const out = path.join(folder, `${line}-${mode}-${fingerprint(line, mode).slice(0, 16)}`);
  if (existsSync(out)) {
    return out;
  }
  // Several test workers may build it at once, and one may already serve what another has built.
  mkdirSync(folder, { recursive: true });
  const own = mkdtempSync(`${out}-`);
  try {
    await build({
      configFile: false,
      root: path.join(here, 'client'),
      // Below wherever Grafana is served.
      base: './',
      logLevel: 'error',
      mode,
      define: { 'process.env.NODE_ENV': JSON.stringify(mode), 'process.env.NODE_DEBUG': 'undefined', global: 'window' },
      plugins: [fromLine(line)],
      build: {
        outDir: own,
        emptyOutDir: true,
        target: 'es2022',
        minify: mode === 'production',
        chunkSizeWarningLimit: 50_000,
        rollupOptions: { input: path.join(here, 'client/boot.ts'), output: { entryFileNames: '[name].js' } },
      },
    });
    renameSync(own, out);
  } catch (error) {
    rmSync(own, { recursive: true, force: true });
    if (!existsSync(out)) {
      throw error;
    }
  }
  return out;
}
