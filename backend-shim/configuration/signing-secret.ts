/**
 * Replaces secrets with which monitors sign. The replaced one stays valid for another day, so that nothing is rejected
 * meanwhile.
 */
import { DAY } from '#domain/time/duration';
import type { IntegrationBody } from './ingest-token.ts';

/** @param body the new body, whose secret is valid from now on */
export function keepSecret(body: IntegrationBody, before: IntegrationBody | null, now: number): IntegrationBody {
  const { oldSecrets: _given, ...rest } = body;
  const [secret, replaced] = [body.hmac?.secret, before?.hmac?.secret];
  const isReplaced = secret !== undefined && replaced !== undefined && secret !== replaced;
  const still = (before?.oldSecrets ?? []).filter(
    (one) => one.until > now && one.secret !== secret && one.secret !== replaced,
  );
  // After a second renewal the sender may still use the older secret, so that stays valid for another day, too.
  const all = isReplaced
    ? [...still, { secret: replaced, until: now }].map((one) => ({ ...one, until: now + DAY }))
    : still;
  return secret === undefined || all.length === 0 ? rest : { ...rest, oldSecrets: all };
}
