/**
 * Runs a proxy such as stands in front of many a Grafana: it ends TLS, and forwards requests with X-Forwarded-* and the
 * requested host.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as requestOf } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface TlsProxy {
  /** `https://127.0.0.1:…`, without a slash at the end. */
  url: string;
  /** Sets the address that requests are forwarded to; earlier requests are answered with 502. */
  lead(to: string): void;
  stop(): Promise<void>;
}

function certificate(): { cert: Buffer; key: Buffer } {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigie-proxy-'));
  const [cert, key] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=127.0.0.1',
      '-keyout',
      key,
      '-out',
      cert,
    ],
    { stdio: 'ignore' },
  );
  const made = { cert: readFileSync(cert), key: readFileSync(key) };
  rmSync(folder, { recursive: true, force: true });
  return made;
}

export async function startTlsProxy(): Promise<TlsProxy> {
  let target: URL | null = null;
  const server = createServer(certificate(), (asked, response) => {
    const forwarded = {
      'x-forwarded-for': asked.socket.remoteAddress ?? '',
      'x-forwarded-host': asked.headers.host ?? '',
      'x-forwarded-proto': 'https',
      'x-real-ip': asked.socket.remoteAddress ?? '',
    };
    const onward = requestOf(
      {
        host: target?.hostname,
        port: target?.port ?? 9,
        path: asked.url,
        method: asked.method,
        headers: { ...asked.headers, ...forwarded },
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        response.flushHeaders();
        answer.pipe(response);
      },
    );
    onward.once('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
    response.once('close', () => onward.destroy());
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lead: (to) => (target = new URL(to)),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
