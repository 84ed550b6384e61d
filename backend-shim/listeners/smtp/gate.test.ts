/** Connections are counted by address, and each counted one is given back once. */
import { expect, test } from 'vitest';
import type { ListenerDeps } from '../../ports/listening.ts';
import { ConnectionGate } from './gate.ts';

const MOST = 20;

function gate() {
  const into = {
    metrics: { mails: { inc: () => undefined } },
    machine: { monotonic: () => 0, sleep: () => new Promise<void>(() => undefined) },
  } as unknown as ListenerDeps;
  const one = new ConnectionGate({ auth: null, tls: null, domains: [] } as never, into, () => undefined);
  const session = (id: string, remoteAddress = '192.0.2.1') => ({ id, remoteAddress }) as never;
  return {
    connect: (id: string, address?: string) => {
      let refused = false;
      one.connect(session(id, address), (error) => (refused = error !== undefined && error !== null));
      return !refused;
    },
    disconnect: (id: string, address?: string) => one.disconnect(session(id, address)),
  };
}

test('the 21st of one address is refused as long as 20 are open, however often it comes', () => {
  const { connect, disconnect } = gate();
  for (let index = 0; index < MOST; index++) {
    expect(connect(`c${index}`)).toBe(true);
  }
  for (let tries = 0; tries < 5; tries++) {
    expect(connect(`more-${tries}`)).toBe(false);
    disconnect(`more-${tries}`);
    // Cut before its greeting: it was never counted.
    disconnect(`never-${tries}`);
    // Some servers tell twice.
    disconnect(`more-${tries}`);
  }
  expect(connect('other', '192.0.2.2')).toBe(true);
  disconnect('c0');
  expect(connect('next')).toBe(true);
  expect(connect('beyond')).toBe(false);
});
