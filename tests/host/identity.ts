/** Signs identities as Grafana does: ES256, ten minutes, keys at `/api/signing-keys/keys`. */
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { JWK } from 'jose';
import type { Person } from './people.ts';

export interface Identities {
  jwks: { keys: JWK[] };
  /** `X-Grafana-Id`. */
  token(person: Person, issuer: string): Promise<string>;
}

const namespaceOf = ({ org }: Person) => (org.id === 1 ? 'default' : `org-${org.id}`);

export async function makeIdentities(): Promise<Identities> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const kid = 'id-2026-01-es256';
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' };
  return {
    jwks: { keys: [jwk] },
    token: (person, issuer) =>
      new SignJWT({
        namespace: namespaceOf(person),
        identifier: person.uid,
        type: person.kind,
        role: person.role,
        ...(person.kind === 'user' && {
          email: person.email,
          authenticatedBy: 'password',
          username: person.login,
          name: person.name,
        }),
      })
        .setProtectedHeader({ alg: 'ES256', typ: 'jwt', kid })
        .setIssuer(issuer)
        .setAudience(`org:${person.org.id}`)
        .setSubject(`${person.kind}:${person.id}`)
        .setIssuedAt()
        .setExpirationTime('10m')
        .sign(privateKey),
  };
}

/** `X-Grafana-Context`: raw UTF-8, which a Node header can only carry as latin1 of the same bytes. */
export function contextHeader(person: Person): string {
  const context = {
    UserID: person.id,
    UserUID: person.uid,
    OrgID: person.org.id,
    OrgName: person.org.name,
    OrgRole: person.role,
    Login: person.login,
    Name: person.name,
    Email: person.email,
    EmailVerified: false,
    AuthID: '',
    AuthenticatedBy: person.kind === 'service-account' ? 'apikey' : person.kind === 'anonymous' ? '' : 'password',
    Namespace: namespaceOf(person),
    ApiKeyID: 0,
    IsServiceAccount: person.kind === 'service-account',
    IsGrafanaAdmin: person.role === 'Admin',
    IsAnonymous: person.kind === 'anonymous',
    IsDisabled: false,
    HelpFlags1: 0,
    LastSeenAt: '2026-01-01T00:00:00Z',
    Teams: person.teams,
    FallbackType: person.kind,
  };
  return Buffer.from(JSON.stringify(context), 'utf8').toString('latin1');
}
