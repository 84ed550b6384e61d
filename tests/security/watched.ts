/** A sidecar that pages Ann by a webhook, and what others ask of it meanwhile costs her. */
import { expect } from 'vitest';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { TURN_PROBE, turnsOf } from '../support/turns.ts';
import { startWebhookSink } from '../support/webhook-sink.ts';

/** ms of processor time that a turn may take. */
export const LONGEST_TURN = 50;
/** On a machine that all tests share, caches are shared as well: what is over only once was the machine. */
const TRIES = 3;
/** ms between an alert and its page, on a machine whose cores all tests share. */
export const LATEST_PAGE = 5_000;

/** @param integrations what is watched, whose alerts page nobody (policy `later`), and `monitor`, whose alerts page her */
export const filesOf =
  (integrations: readonly object[], token: string) =>
  (ann: object): string =>
    JSON.stringify({
      apiVersion: 1,
      users: [ann],
      escalationPolicies: [
        { id: 'sre', steps: [{ notify: [{ user: 'ann' }], wait: '1d' }] },
        { id: 'later', steps: [{ notify: [], wait: '1d' }] },
      ],
      integrations: [...integrations, { id: 'monitor', type: 'webhook', policy: 'sre', token }],
    });

export interface Watched {
  sidecar: Sidecar;
  /** @returns ms between an alert of this id and its page */
  page: (id: string) => Promise<number>;
  /** Since it was asked last, ms of processor time. */
  longestTurn: () => Promise<number>;
  stop: () => Promise<void>;
}

interface Wanted {
  databaseUrl: string;
  /** Of the integration whose alerts page her. */
  token: string;
  /** Files, given her as a user. */
  provisioning: (ann: object) => string;
  heapMb?: number;
}

/**
 * Does it again where a turn took too long.
 * @param what is told which time it is done
 * @returns of the best time, ms of processor time
 */
export async function longestTurnOf(
  { longestTurn }: Watched,
  what: (time: number) => Promise<unknown>,
): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let time = 0; time < TRIES && best > LONGEST_TURN; time++) {
    await longestTurn();
    await what(time);
    best = Math.min(best, await longestTurn());
  }
  return best;
}

export async function startWatched({ databaseUrl, token, provisioning, heapMb }: Wanted): Promise<Watched> {
  const sink = await startWebhookSink();
  const ann = {
    login: 'ann',
    contactMethods: [{ id: 'hook', type: 'webhook', to: sink.url('/ann') }],
    notificationRules: { default: [{ method: 'hook' }], urgent: [{ method: 'hook' }] },
  };
  const heap = heapMb === undefined ? [] : [`--max-old-space-size=${heapMb}`];
  const sidecar = await startSidecar({
    provisioning: provisioning(ann),
    databaseUrl,
    clock: 'system',
    env: { NODE_OPTIONS: [TURN_PROBE, ...heap].join(' ') },
  });
  return {
    sidecar,
    page: async (id) => {
      const began = performance.now();
      const seen = sink.waitFor(({ body }) => JSON.stringify(body).includes(`"${id}"`));
      expect((await sidecar.ingest(token, { id, title: id, status: 'firing' })).status).toBe(202);
      return (await seen).at - began;
    },
    longestTurn: turnsOf(sidecar),
    stop: async () => {
      await sidecar.remove();
      await sink.stop();
    },
  };
}
