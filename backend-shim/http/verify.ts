/** Checks the signatures of incoming payloads if the integration requires them. */
import type { FastifyRequest } from 'fastify';
import type { Integration } from '#domain/routing/integration';

interface SignatureCheck {
  secret: string;
  signature: string | null;
  timestamp: string | null;
  rawBody: Buffer;
  machineNow: number;
}

export type VerifySignature = (check: SignatureCheck) => 'ok' | 'missing' | 'bad-signature' | 'stale';

const REASONS = {
  missing: 'the signature header is missing',
  'bad-signature': 'the signature does not match the secret of this integration',
  stale: 'the signature is older than five minutes; check the clocks of both machines',
};

/** `now` decides whether a replaced secret still counts. The sender's timestamp is compared with `machineNow`. */
export interface ClockTimes {
  now: number;
  machineNow: number;
}

/** @returns null if the signature is accepted, else why not */
export function verifyPayload(
  verify: VerifySignature,
  integration: Integration,
  headers: FastifyRequest['headers'],
  rawBody: Buffer,
  { now, machineNow }: ClockTimes,
): string | null {
  const { hmac } = integration;
  if (!hmac) {
    return null;
  }
  const header = (name: string) => {
    const value = headers[name.toLowerCase()];
    return (Array.isArray(value) ? value[0] : value) ?? '';
  };
  const check = {
    signature: header(hmac.header),
    timestamp: hmac.timestampHeader === null ? null : header(hmac.timestampHeader),
    rawBody,
    machineNow,
  };
  const old = (hmac.old ?? []).filter(({ until }) => now < until);
  const verdicts = [hmac, ...(hmac.others ?? []), ...old].map(({ secret }) => verify({ ...check, secret }));
  const verdict = verdicts.find((one) => one !== 'bad-signature') ?? 'bad-signature';
  return verdict === 'ok' ? null : REASONS[verdict];
}
