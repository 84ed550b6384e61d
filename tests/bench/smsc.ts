/** An SMSC that takes its time, as one far away does: every submit is answered after the same delay. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import smpp from 'smpp';
import type { Pdu } from 'smpp';

export interface SlowSmsc {
  port: number;
  /** Forgets what came, and @returns when so many have come: ms of the first and the last answer. */
  expect(count: number): Promise<{ first: number; last: number; numbers: number; mostAtOnce: number }>;
  close(): void;
}

/** @param delay ms */
export async function startSlowSmsc(delay: number): Promise<SlowSmsc> {
  let state = fresh(Infinity);
  const server = smpp.createServer({}, (session) => {
    session.on('error', () => session.destroy());
    session.on('bind_transceiver', (pdu: Pdu) => session.send(pdu.response({ system_id: 'smsc' })));
    session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()));
    session.on('submit_sm', (pdu: Pdu) => {
      const now = state;
      now.first ??= performance.now();
      now.open += 1;
      now.most = Math.max(now.most, now.open);
      void pause(delay).then(() => {
        now.open -= 1;
        now.count += 1;
        now.numbers.add(String(pdu.destination_addr));
        session.send(pdu.response({ message_id: `m${now.count}` }));
        if (now.count >= now.wanted) {
          now.done.resolve({
            first: now.first ?? 0,
            last: performance.now(),
            numbers: now.numbers.size,
            mostAtOnce: now.most,
          });
        }
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    expect: (count) => {
      state = fresh(count);
      return state.done.promise;
    },
    close: () => server.close(),
  };
}

function fresh(wanted: number) {
  return {
    wanted,
    count: 0,
    open: 0,
    most: 0,
    first: null as number | null,
    numbers: new Set<string>(),
    done: Promise.withResolvers<Awaited<ReturnType<SlowSmsc['expect']>>>(),
  };
}
