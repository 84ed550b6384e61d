import { expect, it } from 'vitest';
import { readNpmrc } from './get-npm.mjs';

it('without settings npm’s own registry is asked, without credentials', () => {
  const { registry, cafile, headersFor } = readNpmrc('');
  expect([registry, cafile]).toEqual(['https://registry.npmjs.org/', null]);
  expect(headersFor(`${registry}npm/-/npm-1.2.3.tgz`)).toEqual({});
});

it('a mirror gets its own token, and nobody else does', () => {
  const { registry, cafile, headersFor } = readNpmrc(`
# a comment = nothing
registry=https://mirror.example.com/npm
cafile = "/etc/ca.crt"
//mirror.example.com/npm/:_authToken=secret-of-the-mirror
//old.example.com/:_auth=dXNlcjpwYXNz
`);
  expect([registry, cafile]).toEqual(['https://mirror.example.com/npm/', '/etc/ca.crt']);
  expect(headersFor('https://mirror.example.com/npm/npm/-/npm-1.2.3.tgz')).toEqual({
    authorization: 'Bearer secret-of-the-mirror',
  });
  expect(headersFor('https://old.example.com/x.tgz')).toEqual({ authorization: 'Basic dXNlcjpwYXNz' });
  expect(headersFor('https://cdn.example.com/npm-1.2.3.tgz')).toEqual({});
});
