import { expect, test } from 'vitest';
import { hideAddress } from './secret-address.ts';

test.each([
  ['https://hooks.example.com/services/T0/B0/secret', 'https://hooks.example.com/…'],
  ['https://hooks.example.com?key=secret', 'https://hooks.example.com/…'],
  ['http://user:secret@127.0.0.1:8080/x', 'http://127.0.0.1:8080/…'],
  ['https://a:b@c:secret@example.com/x', 'https://example.com/…'],
  ['https://{{ secrets.host }}/x', '…'],
  ['https://example.com/{{ secrets.token }}', 'https://example.com/…'],
  ['{"routing_key": "secret"}', '…'],
  ['X-Api-Key: secret', '…'],
  ['', '…'],
])('%s is shown as %s', (address, shown) => {
  expect(hideAddress(address)).toBe(shown);
  expect(hideAddress(shown), 'hidden twice').toBe(shown);
});

test('the mark of a change stays', () => {
  expect(hideAddress('https://hooks.example.com/… (changed)')).toBe('https://hooks.example.com/… (changed)');
});
