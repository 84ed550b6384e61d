/** Says whether senders can keep the key that they have. */
import { ingestToken } from '#contract/integrations/integration';

/** A shorter one can be guessed. */
const SHORTEST = 24;

/** Whether the key of a pager may be the token of an integration. */
export function isUsableToken(key: unknown): key is string {
  return typeof key === 'string' && key.length >= SHORTEST && ingestToken.safeParse(key).success;
}
