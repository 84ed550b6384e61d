/** Builds the dependencies of the routes for monitors: payloads in, commands for agents out. */
import type { ServerDeps } from '../http/server.ts';
import { verifyPayload } from '../http/verify.ts';
import { receive } from '../stages/incident/receive.ts';
import { parsePayload } from '../stages/intake/arrivals.ts';
import { beat } from '../stages/intake/heartbeat.ts';
import { keepRejected } from '../stages/intake/rejected.ts';
import { assignIn } from '../pipeline/ingest.ts';
import { reportCommands, takeCommands } from '../stages/sync/pull.ts';
import { verifyHmac } from '../sources/grafana/hmac.ts';
import { sources } from '../sources/registry.ts';
import type { CoreServices } from './engine.ts';

/** Further requests are told to come back, so that memory is bounded. */
const MOST_WAITING = 20_000;

export function ingestDeps(core: CoreServices): ServerDeps['ingest'] {
  const { log, clock, machine, guesses, directory, metrics, refusals, ingest, change, spare, mails } = core;
  return {
    log,
    directory,
    clock,
    guesses,
    metrics,
    refusals,
    parse: (integration, payload) => parsePayload(sources, integration, payload),
    decode: (integration, bytes, contentType) =>
      /^message\//i.test(contentType ?? '') && sources[integration.type].decode !== undefined
        ? mails.decode(bytes, [integration.token])
        : null,
    unwanted: (integration, body) => sources[integration.type].unwanted?.(body, integration) ?? null,
    submit: (request) => ingest.submit(request),
    beat: (integration) =>
      change(async (work) => {
        const { news } = await beat(work, integration);
        await receive(
          work,
          news.map((one) => ({ ...one, pageTest: false })),
          assignIn(work),
        );
      }),
    reject: async (rejection) => void (await spare((work) => keepRejected(work, rejection))),
    verify: async (integration, headers, body) =>
      verifyPayload(verifyHmac, integration, headers, body, { now: await clock.now(), machineNow: machine.machine() }),
    overloaded: () => ingest.waiting() > MOST_WAITING,
  };
}

export function agentDeps({ directory, clock, guesses, change, links }: CoreServices): ServerDeps['agent'] {
  return {
    directory,
    clock,
    guesses,
    take: async (integration) => {
      const { sync } = sources[integration.type];
      return sync?.mode === 'pull' && integration.sync
        ? change((work) => takeCommands(work, integration.id, sync, (id) => links.incident(id)))
        : null;
    },
    report: (integration, reports) => change((work) => reportCommands(work, integration.id, reports)),
  };
}
