import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sha256 } from '#domain/sha256';

test('is that of Node, for every length around the blocks', () => {
  const texts = ['', 'abc', 'é ł 漢 🚒 \ud800', ...Array.from({ length: 200 }, (_, length) => 'a'.repeat(length))];
  for (const text of texts) {
    expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
  }
});
