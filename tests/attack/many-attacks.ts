/** Large objects and alerts are stored many times, and then read together. */
import { API } from '../../backend-shim/http/entrance/entrance.ts';
import { blank, measured, smallVariant } from './attacks.ts';
import type { Attack, Field, Outcome } from './attacks.ts';
import { NoInput } from './generate/texts.ts';
import { nameOf } from './registered.ts';
import type { Registered } from './registered.ts';
import { aimAt, as } from './requests.ts';
import type { Aim } from './requests.ts';

export function manyAttacks(routes: readonly Registered[]): Attack[] {
  const lists = new Set(routes.filter(({ method }) => method === 'GET').map(({ url }) => url));
  const made = routes.filter(
    ({ method, url, body }) => method === 'POST' && url.startsWith(`${API}/`) && body !== null && lists.has(url),
  );
  return [
    ...made.map((route): Attack => ({
      name: `${nameOf(route)} many`,
      isWrite: true,
      weight: 2,
      run: (field) => byMany(field, route),
    })),
    { name: 'reads of many large alerts', isWrite: true, weight: 2, run: (field) => byAlerts(field, routes) },
  ];
}

const MANY = 12;
/** As many as a page may have. */
const PAGE = 'limit=500';
const FILLS = 0.9;

async function byMany(field: Field, route: Registered): Promise<Outcome> {
  const aim = aimAt(field.world, route);
  const outcome = blank(aim.caller);
  const around = { references: field.world.references, foreignUrl: field.foreign.url, now: Date.now() };
  const end = performance.now() + field.most * 3;
  let [by, failure] = [aim, null as NoInput | null];
  const ids: string[] = [];
  for (let i = 0; i < MANY && performance.now() < end; i++) {
    const seed = `${field.seed} ${aim.name} many ${i}`;
    try {
      const variant = await smallVariant(field, outcome, { aim, around, seed, end, flavour: 'plain' });
      ids.push(...idOf(variant.sent.status, variant.sent.text));
      variant.input?.enlarge(route.bodyLimit * FILLS);
      const { status, text } = await variant.attempt('large');
      ids.push(...idOf(status, text));
      by = variant.now.by;
    } catch (error) {
      if (!(error instanceof NoInput)) throw error;
      failure = error;
    }
  }
  if (outcome.requests === 0) throw failure ?? new NoInput(`${aim.name}: nothing was sent`);
  // A change takes the longer the more there is; what a route may cost is for a world as the cast has it.
  outcome.request = 0;
  await reads(field, outcome, { ...by, path: `${by.path}?${PAGE}` }, `a list with ${ids.length} more`);
  const ofReads = outcome.request;
  for (const id of ids) {
    const path = `${by.path}/${encodeURIComponent(id)}`;
    await measured(field, outcome, { ...by, route: { ...route, method: 'DELETE' }, path }, null, 'deleted', field.seed);
  }
  return { ...outcome, request: ofReads };
}

function idOf(status: number, text: string): string[] {
  if (status !== 201) return [];
  const { id, login = id } = JSON.parse(text) as { id?: string; login?: string };
  return login === undefined ? [] : [login];
}

async function reads(field: Field, outcome: Outcome, aim: Aim, what: string): Promise<void> {
  const route = { ...aim.route, method: 'GET' };
  for (let time = 0; time < 3; time++) await measured(field, outcome, { ...aim, route }, null, what, field.seed);
}

const MIB = 1024 * 1024;
const ALERTS = 60;

/** A sender fills an integration with the largest alerts that are taken and refused; then everything is read. */
async function byAlerts(field: Field, routes: readonly Registered[]): Promise<Outcome> {
  const outcome = blank('otherEditor');
  const text = 'no space left on device '.repeat(Math.floor((0.95 * MIB) / 24));
  const sender = { route: routes[0] as Registered, name: 'POST /in/:token', caller: 'sender' as const, next: [] };
  for (let i = 0; i < ALERTS; i++) {
    const aim = { ...sender, path: '/in/ingest-token-of-sre-123456', headers: { 'Content-Type': 'application/json' } };
    const route = { ...aim.route, method: 'POST' };
    const taken = JSON.stringify({ id: `many-${i % 3}`, title: 'Disk full', status: 'firing', details: text });
    await measured(field, outcome, { ...aim, route }, taken, 'a large alert', field.seed);
    await measured(field, outcome, { ...aim, route }, `{"id": ${text}`, 'a large alert that is refused', field.seed);
  }
  const gets = routes.filter(({ method, url }) => method === 'GET' && url.startsWith(`${API}/`) && !/events/.test(url));
  for (const route of gets.filter(({ url }) => /incidents|integrations|received|alerts|updates/.test(url))) {
    // Payloads are for Editors.
    const aim = as(field.world, aimAt(field.world, route), 'otherEditor');
    const hasLimit = route.query !== null && 'limit' in (route.query as unknown as { shape: object }).shape;
    await reads(field, outcome, { ...aim, path: hasLimit ? `${aim.path}?${PAGE}` : aim.path }, nameOf(route));
  }
  return outcome;
}
