/** Ingest tokens: every integration has one; a replaced one stays valid for a day. */
import type { Problem } from '#contract/base/problem';
import type { Config } from '#contract/config';
import { SHORTEST_TOKEN } from '#contract/limits';
import { DAY } from '#domain/time/duration';
import type { Work } from '../store/work.ts';

export interface OldToken {
  token: string;
  /** Epoch ms. */
  until: number;
}

export interface OldSecret {
  secret: string;
  /** Epoch ms. */
  until: number;
}

export type IntegrationBody = Config['integrations'][number] & {
  oldTokens?: OldToken[];
  oldSecrets?: OldSecret[];
};

export const INGEST_TOKEN_BYTES = 24;

export function isWeak(token: string | null): boolean {
  return token !== null && token.length < SHORTEST_TOKEN;
}

/** A token that a person chose. A stored token stays, since its sender uses it. */
export function weakToken(body: IntegrationBody, before: IntegrationBody | null): Problem[] {
  return !isWeak(body.token) || body.token === before?.token
    ? []
    : [
        {
          path: 'token',
          message: `must have at least ${SHORTEST_TOKEN} characters, or be left out: then Vigie makes one`,
          reason: 'too-short',
          data: { min: SHORTEST_TOKEN },
        },
      ];
}

/** The replaced token stays valid for another day. */
export function withToken(body: IntegrationBody, token: string, now: number): IntegrationBody {
  const still = (body.oldTokens ?? []).filter((one) => one.until > now && one.token !== token);
  const replaced = body.token === null || body.token === token ? [] : [{ token: body.token, until: now + DAY }];
  return { ...body, token, oldTokens: [...still, ...replaced] };
}

/** A written integration without a token keeps its own; a new one gets one. */
export function preserveToken(work: Work, body: IntegrationBody, before: IntegrationBody | null): IntegrationBody {
  if (before === null) {
    return { ...body, token: body.token ?? work.ids.secret(INGEST_TOKEN_BYTES) };
  }
  return {
    ...withToken(
      { ...body, token: before.token, ...(before.oldTokens ? { oldTokens: before.oldTokens } : {}) },
      body.token ?? before.token ?? work.ids.secret(INGEST_TOKEN_BYTES),
      work.now,
    ),
  };
}
