import { expect, it } from 'vitest';
import { createLink } from './link.ts';

it('reconnects to an SMSC after 1, 2, 4… s, at most 30', async () => {
  const waits: number[] = [];
  const enough = Promise.withResolvers<void>();
  const clock = {
    sleep: (ms: number) => {
      waits.push(ms);
      // The tenth wait never ends: the link is closed during it.
      return waits.length < 10 ? Promise.resolve() : (enough.resolve(), new Promise<void>(() => undefined));
    },
  };
  const settings = {
    host: 'smsc.example.com',
    port: 2775,
    tls: false,
    ca: null,
    systemId: 'vigie',
    password: 'x',
    systemType: '',
    window: 10,
  };
  const link = createLink(settings, {
    clock,
    resolve: () => Promise.resolve({ ok: false, kind: 'network', detail: 'no such host' }),
    deliver: () => Promise.resolve(),
  });
  await link.probe(new AbortController().signal);
  await enough.promise;
  await link.close();
  expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30, 30, 30, 30].map((seconds) => seconds * 1000));
});
