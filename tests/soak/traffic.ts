/** Steady alerts, each with a fate: monitors that report and resolve, people who answer. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from '../support/sidecar.ts';
import type { Fate } from './ledger.ts';
import { icingaToken, token, type World } from './world.ts';

/** Of ten alerts. */
const FATES: readonly Fate[] = [
  ...Array<Fate>(4).fill('acknowledged'),
  ...Array<Fate>(3).fill('recovers'),
  ...Array<Fate>(2).fill('escalates'),
  'synced',
];

type Report = 'problem' | 'recovery';

/** Alerts evenly over `duration` ms, whatever the sidecar does with them. @returns how many were sent */
export async function drive(world: World, rate: number, duration: number): Promise<number> {
  const started = performance.now();
  const count = Math.floor((duration / 1000) * rate);
  for (let n = 0; n < count; n++) {
    await pause(Math.max(0, started + (n * 1000) / rate - performance.now()));
    // What an alert still owes at the end is the ledger's to tell.
    live(world, n).catch((error: unknown) => world.ledger.unexpected.push(`alert ${n}: ${words(error)}`));
  }
  return count;
}

/** `fetch failed` says why in its cause. */
const words = (error: unknown): string => {
  const { message, cause } = error as Error;
  return cause === undefined ? message : `${message}: ${(cause as Error).message}`;
};

async function live(world: World, n: number): Promise<void> {
  const { ledger, hosts } = world;
  const fate = FATES[n % FATES.length] as Fate;
  const posted = performance.now();
  const id = await send(world, n, fate, 'problem');
  ledger.accept(id, `alert ${n}`, fate, posted);
  if (fate === 'synced') hosts.set(hostOf(n), id);
  await ledger.when(id, fate === 'escalates' ? 'ben' : 'ann');
  await pause(1000);
  if (fate === 'recovers') {
    const again = await send(world, n, fate, 'problem');
    if (again !== id) ledger.unexpected.push(`alert ${n}, repeated, opened another incident`);
  } else {
    await act(world, id, 'acknowledge');
  }
  if (fate === 'synced') await ledger.when(id, 'told');
  await pause(2000);
  if (fate === 'escalates') await act(world, id, 'resolve');
  else await send(world, n, fate, 'recovery');
  ledger.closed(id);
}

const hostOf = (n: number): string => `host-${n}`;

/** @returns the incident */
async function send({ sidecar }: World, n: number, fate: Fate, report: Report): Promise<string> {
  const isFiring = report === 'problem';
  const answer =
    fate === 'synced'
      ? await sidecar.ingest<{ incidents: string[] }>(icingaToken, {
          ICINGA_NOTIFICATION_TYPE: isFiring ? 'PROBLEM' : 'RECOVERY',
          ICINGA_HOST_NAME: hostOf(n),
          ICINGA_HOST_STATE: isFiring ? 'DOWN' : 'UP',
        })
      : await sidecar.ingest<{ incidents: string[] }>(token, {
          id: `alert-${n}`,
          title: `Disk full on ${hostOf(n)}`,
          severity: n % 3 === 0 ? 'critical' : 'warning',
          labels: { host: hostOf(n), job: 'node' },
          status: isFiring ? 'firing' : 'resolved',
        });
  return expectStatus(answer, 202, report).incidents[0] ?? '';
}

async function act({ sidecar, ledger }: World, id: string, what: 'acknowledge' | 'resolve'): Promise<void> {
  expectStatus(await sidecar.api('POST', `incidents/${id}/${what}`), 200, what);
  ledger.handled(id);
}

function expectStatus<Body>({ status, body }: Answer<Body>, wanted: number, what: string): Body {
  if (status !== wanted) throw new Error(`${what} was answered ${status}: ${JSON.stringify(body).slice(0, 300)}`);
  return body;
}
