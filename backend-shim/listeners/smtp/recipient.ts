/** Finds the integration of a mail: its address has the integration's token before the `@`. */
import type { Integration } from '#domain/routing/integration';
import type { Directory } from '../../ports/directory.ts';

export type MailRecipient =
  | { ok: true; integration: Integration; secret: string }
  | { ok: false; reason: 'domain' | 'unknown' | 'kind' | 'broken' };

/**
 * Accepts `<token>@domain`, and `<anything>+<token>@domain` for people who want to name the address. Some servers
 * convert an address to lower case.
 * @param domains empty: any
 */
export function recipientOf(
  directory: Directory,
  address: string,
  domains: readonly string[],
  now: number,
): MailRecipient {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1).toLowerCase();
  if (at < 0 || (domains.length > 0 && !domains.includes(domain))) {
    return { ok: false, reason: 'domain' };
  }
  const local = address.slice(0, at).replace(/^"(.*)"$/, '$1');
  const secret = local.slice(local.lastIndexOf('+') + 1);
  const integration = secret === '' ? null : byToken(directory, secret, now);
  if (integration === null) {
    return { ok: false, reason: isBroken(directory, secret) ? 'broken' : 'unknown' };
  }
  return integration.type === 'email' || integration.type === 'heartbeat'
    ? { ok: true, integration, secret }
    : { ok: false, reason: 'kind' };
}

/** The integration cannot be read, so the sender must try again. */
function isBroken({ mustComeAgain, brokenIntegrations }: Directory, secret: string): boolean {
  const small = secret.toLowerCase();
  return mustComeAgain(secret) || brokenIntegrations.some(({ token }) => token?.toLowerCase() === small);
}

function byToken(directory: Directory, secret: string, now: number): Integration | null {
  const exact = directory.integrationByToken(secret);
  if (exact !== null) {
    const ends = directory.tokenEnds(secret);
    return ends === null || now < ends ? exact : null;
  }
  const small = secret.toLowerCase();
  return (
    [...directory.integrations.values()].find(({ token }) => token !== '' && token.toLowerCase() === small) ?? null
  );
}
