import { expect, it } from 'vitest';
import { links, webUrl } from './links.ts';

it.each([
  'https://x.example',
  'http://x:9090/g?a=b#c',
  'HTTPS://X.EXAMPLE/',
  'http://[::1]:80/',
  'https://é.example/ü',
])('%s is a link', (url) => {
  expect(webUrl(url)).toBe(url);
});

it.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'ftp://x',
  '//x.example',
  '/path',
  'x.example',
  'http://',
  'https:///x',
  'http://a b/',
  'http://a/\nb',
  'http://[',
  'http:\\\\x',
  `https://x.example/${'a'.repeat(5_000)}`,
  '',
  7,
  null,
  undefined,
  {},
])('%j is none', (value) => {
  expect(webUrl(value)).toBeNull();
});

it('keeps the order and each URL once', () => {
  expect(
    links([
      ['A', 'https://x.example'],
      ['B', ''],
      ['C', ' https://x.example '],
      ['D', 'http://y.example'],
    ]),
  ).toEqual([
    { title: 'A', url: 'https://x.example' },
    { title: 'D', url: 'http://y.example' },
  ]);
});
