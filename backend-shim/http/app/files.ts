/** Serves the files of the app, which are read from disk once. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { shareBytes } from '../bodies/room.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../app');

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
};

/** Every file that is served. `service-worker.js` caches the same list for offline use. */
const APP_FILES = [
  'index.html',
  'app.css',
  'manifest.webmanifest',
  'manifest.fr.webmanifest',
  'service-worker.js',
  'main.js',
  'api.js',
  'dom.js',
  'live.js',
  'push.js',
  'texts.js',
  'times.js',
  'home.js',
  'incident.js',
  'enrol.js',
  'device.js',
  'icon.svg',
  'icon-192.png',
  'icon-512.png',
  'icon-maskable-512.png',
  'apple-touch-icon.png',
  'badge-96.png',
] as const;

/** Allows no foreign sources, no inline code and no framing. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types vigie";

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
  // The browser revalidates each time, so that a new version of the sidecar brings a new version of the app.
  'cache-control': 'no-cache',
};

interface AppFile {
  bytes: Buffer;
  type: string;
  etag: string;
}

function load(name: string): AppFile {
  const bytes = shareBytes(readFileSync(path.join(FOLDER, name)));
  return {
    bytes,
    type: TYPES[path.extname(name)] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
  };
}

/** @param root path of the app as browsers see it, without a trailing slash */
export function appFiles(app: FastifyInstance, root: string): void {
  const files = new Map<string, AppFile>(APP_FILES.map((name) => [name, load(name)]));
  const index = files.get('index.html');
  app.get('/app', { schema: { hide: true } }, async (request, reply) => {
    // The page uses relative addresses, which work only below the folder's path with its slash.
    if (!/^[^?#]*\/(?:[?#]|$)/.test(request.url)) {
      return reply.redirect(`${root}/`, 302);
    }
    return index ? send(reply, request.headers['if-none-match'], index) : reply.callNotFound();
  });
  app.get<{ Params: { file: string } }>('/app/:file', { schema: { hide: true } }, async (request, reply) => {
    const file = files.get(request.params.file);
    return file ? send(reply, request.headers['if-none-match'], file) : reply.callNotFound();
  });
}

function send(reply: FastifyReply, known: string | undefined, { bytes, type, etag }: AppFile) {
  reply.headers({ ...HEADERS, etag });
  return known === etag ? reply.code(304).send() : reply.type(type).send(bytes);
}
