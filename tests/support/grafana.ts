/**
 * Acts as Grafana towards the sidecar: serves signing keys over HTTP, and makes the headers that its plugin proxy adds.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';

export interface GrafanaUser {
  uid: string;
  login: string;
  name?: string;
  email?: string;
  role?: 'Viewer' | 'Editor' | 'Admin' | 'None';
  /** Ids of Grafana teams. */
  teams?: number[];
  org?: number;
  type?: 'user' | 'service-account' | 'anonymous' | 'api-key';
}

export interface SignOptions {
  /** Seconds from now; null: the token never expires. */
  expiresIn?: number | null;
  audience?: string[];
  /** Whether somebody else signed, under the name of the current key. */
  forged?: boolean;
}

interface Key {
  kid: string;
  sign: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
  jwk: JWK;
}

export async function startGrafana(): Promise<Grafana> {
  const grafana = new Grafana();
  await grafana.start();
  return grafana;
}

export class Grafana {
  #server: Server | null = null;
  #keys: Key[] = [];
  #port = 0;
  /** How often the keys were requested. */
  asked = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    if (this.#keys.length === 0) await this.rotate();
    const server = createServer((request, response) => {
      const isKeys = request.url === '/api/signing-keys/keys';
      this.asked += isKeys ? 1 : 0;
      response
        .writeHead(isKeys ? 200 : 404, { 'Content-Type': 'application/json' })
        .end(JSON.stringify({ keys: this.#keys.map(({ jwk }) => jwk) }));
    });
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => (this.#server === null ? resolve(null) : this.#server.close(resolve)));
    this.#server = null;
  }

  /** Signs with a new key from now on. @param keepOld as Grafana does for 30 days */
  async rotate(keepOld = true): Promise<void> {
    const kid = `id-${this.#keys.length + 1}-${keepOld}-es256`;
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const key = { kid, sign: privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
    this.#keys = keepOld ? [key, ...this.#keys] : [key];
  }

  /** Headers of a request through the plugin proxy. */
  async headers(user: GrafanaUser, options: SignOptions = {}): Promise<Record<string, string>> {
    return { 'X-Grafana-Id': await this.sign(user, options), 'X-Grafana-Context': contextOf(user) };
  }

  async sign(
    { uid, login, name, email, role = 'Viewer', org = 1, type = 'user' }: GrafanaUser,
    { expiresIn = 600, audience, forged = false }: SignOptions = {},
  ): Promise<string> {
    const [key] = this.#keys;
    if (key === undefined) throw new Error('Grafana has no key');
    const signer = forged ? (await generateKeyPair('ES256')).privateKey : key.sign;
    // As captured from Grafana: an identity that is no user has a role, but no name.
    const own = type === 'user' ? { username: login, name, email, role } : { role };
    const now = Math.floor(Date.now() / 1000);
    const token = new SignJWT({ type, identifier: uid, namespace: 'default', ...own })
      .setProtectedHeader({ alg: 'ES256', typ: 'jwt', kid: key.kid })
      .setSubject(`${type}:${uid}`)
      .setIssuer(`${this.url}/`)
      .setAudience(audience ?? [`org:${org}`])
      .setIssuedAt(now);
    return (expiresIn === null ? token : token.setExpirationTime(now + expiresIn)).sign(signer);
  }
}

/** The header as Go writes it: UTF-8, which HTTP carries as Latin-1. */
export function contextOf({
  uid,
  login,
  name = '',
  email = '',
  role = 'Viewer',
  teams = [],
  org = 1,
  type = 'user',
}: GrafanaUser): string {
  const user = {
    UserID: 1,
    UserUID: uid,
    OrgID: org,
    OrgRole: role,
    Login: login,
    Name: name,
    Email: email,
    Teams: teams,
    IsServiceAccount: type === 'service-account',
    IsAnonymous: type === 'anonymous',
    IsDisabled: false,
  };
  return Buffer.from(JSON.stringify(user), 'utf8').toString('latin1');
}
