import { expect, test } from 'vitest';
import { DAY } from '#domain/time/duration';
import type { IntegrationBody } from './ingest-token.ts';
import { keepSecret } from './signing-secret.ts';

const NOW = Date.parse('2026-01-07T09:30:00Z');
const signed = (secret: string | null, oldSecrets?: IntegrationBody['oldSecrets']) =>
  ({
    id: 'g',
    hmac: secret === null ? null : { secret, header: 'X', timestampHeader: null },
    ...(oldSecrets && { oldSecrets }),
  }) as IntegrationBody;

test('the secret that is replaced counts for another day', () => {
  expect(keepSecret(signed('new'), signed('old'), NOW).oldSecrets).toEqual([{ secret: 'old', until: NOW + DAY }]);
});

test('renewed again before the sender knew: what it signs with goes on counting', () => {
  const once = keepSecret(signed('second'), signed('first'), NOW);
  expect(keepSecret(signed('third'), once, NOW + DAY - 1).oldSecrets).toEqual([
    { secret: 'first', until: NOW + 2 * DAY - 1 },
    { secret: 'second', until: NOW + 2 * DAY - 1 },
  ]);
});

test('another change keeps them, their day ends them, and so does a signature that is not asked for', () => {
  const before = signed('new', [{ secret: 'old', until: NOW + 5 }]);
  expect(keepSecret(signed('new'), before, NOW).oldSecrets).toEqual([{ secret: 'old', until: NOW + 5 }]);
  expect(keepSecret(signed('new'), before, NOW + 5).oldSecrets).toBeUndefined();
  expect(keepSecret(signed(null), before, NOW).oldSecrets).toBeUndefined();
  expect(keepSecret(signed('first'), signed(null), NOW).oldSecrets).toBeUndefined();
});

test('what was replaced and comes back is the one that counts', () => {
  expect(keepSecret(signed('old'), signed('new', [{ secret: 'old', until: NOW + 5 }]), NOW).oldSecrets).toEqual([
    { secret: 'new', until: NOW + DAY },
  ]);
});
