/** Attacks by what Vigie asks for: a pager during an import, calendars by their address. */
import { setTimeout as pause } from 'node:timers/promises';
import type { ImportWire } from '#contract/importing/wizard';
import type { ImportSource } from '#domain/importing/model';
import type { Attack, Field, Outcome } from './attacks.ts';
import { blank, note } from './attacks.ts';
import { HOSTILITIES, hostileCalendar, KEY, KEYS, PEERS } from './foreign.ts';
import type { Hostility } from './foreign.ts';
import { chanceOf } from './generate/body.ts';
import { startGrafana } from '../support/grafana.ts';
import { ask } from './world.ts';

export function foreignAttacks(): Attack[] {
  const sources = Object.keys(PEERS) as ImportSource[];
  return [
    ...sources.flatMap((source) =>
      HOSTILITIES.map((hostility): Attack => ({
        name: `import from ${source}, ${hostility}`,
        isWrite: true,
        run: (field) => byPager(field, source, hostility),
      })),
    ),
    ...HOSTILITIES.map((hostility): Attack => ({
      name: `keys of Grafana, ${hostility}`,
      isWrite: false,
      run: (field) => byKeys(field, hostility),
    })),
    { name: 'calendar by its address', isWrite: true, run: byCalendar },
  ];
}

/** An Admin gives the address; what answers there is a stranger. */
async function byPager(field: Field, source: ImportSource, hostility: Hostility): Promise<Outcome> {
  const { world, gauge, foreign } = field;
  const outcome = blank('adminToken');
  const before = foreign.requests();
  foreign.is(source, hostility);
  const begun = await ask<ImportWire>(world, 'adminToken', 'POST', 'imports', {
    ...{ source, url: foreign.url, key: KEYS[source] ?? KEY, days: 365 },
  });
  if (begun.status >= 300) throw new Error(`POST imports answered ${begun.status}: ${JSON.stringify(begun.body)}`);
  const { id } = begun.body;
  const end = performance.now() + field.most * IMPORTS_TAKE;
  let [isOver, state] = [false, ''];
  while (!isOver && performance.now() < end) {
    await pause(250);
    const { body } = await ask<ImportWire>(world, 'adminToken', 'GET', `imports/${id}`);
    isOver = body.steps.length === 0;
    state = body.failure?.code ?? (isOver ? 'done' : 'running');
    note(outcome, await gauge.turn(), state, 0);
  }
  outcome.requests = foreign.requests() - before;
  outcome.statuses[state] = 1;
  await ask(world, 'adminToken', 'DELETE', `imports/${id}`);
  note(outcome, await gauge.turn(), `${state}, deleted`, 0);
  return outcome;
}

/** Pagers are asked once a second, so that an attack of them needs more time than others. */
const IMPORTS_TAKE = 4;

/** Whoever shows an identity that was signed with a key that is not known yet has the keys asked for. */
async function byKeys({ world, gauge, foreign }: Field, hostility: Hostility): Promise<Outcome> {
  const outcome = blank('a Grafana in other hands');
  const stranger = await startGrafana();
  foreign.grafana(world.grafana.url, hostility);
  try {
    for (let request = 0; request < 3; request++) {
      // Each with a key of another name.
      await stranger.rotate();
      const headers = await stranger.headers({ uid: 'u-dee', login: 'dee' });
      const { status } = await world.sidecar.api('GET', 'me', undefined, { headers });
      outcome.requests++;
      outcome.statuses[status] = (outcome.statuses[status] ?? 0) + 1;
      note(outcome, await gauge.turn(), `${foreign.requests()} answers`, 0);
    }
  } finally {
    foreign.grafana(world.grafana.url, null);
    await stranger.stop();
  }
  return outcome;
}

async function byCalendar(field: Field): Promise<Outcome> {
  const { world, gauge, foreign } = field;
  const outcome = blank('editor');
  const end = performance.now() + field.most * 2;
  for (let variant = 0; variant === 0 || performance.now() < end; variant++) {
    const ics = hostileCalendar(chanceOf(`${field.seed} calendar ${variant}`));
    foreign.calendar(ics);
    const id = `hostile-${variant}`;
    const body = { id, team: 'sre', url: `${foreign.url}/${id}.ics`, refresh: '1m', people: { Dee: 'dee' } };
    const made = await ask(world, 'editor', 'POST', 'calendars', body);
    if (made.status >= 300) throw new Error(`POST calendars answered ${made.status}: ${JSON.stringify(made.body)}`);
    const looked = await ask(world, 'editor', 'POST', `calendars/${id}/look`);
    const layers = [{ id: 'a', calendar: id }];
    await ask(world, 'editor', 'POST', 'rotas', { id, team: 'sre', timeZone: 'UTC', layers });
    await pause(300);
    for (const read of [`calendars/${id}/mapping`, `rotas/${id}/health`, `rotas/${id}/on-call`]) {
      await ask(world, 'editor', 'GET', read);
    }
    outcome.requests++;
    outcome.statuses[looked.status] = (outcome.statuses[looked.status] ?? 0) + 1;
    const turn = await gauge.turn();
    note(outcome, turn, 'a calendar', ics.length, `${field.seed} calendar ${variant}`);
    await ask(world, 'editor', 'DELETE', `rotas/${id}`);
    await ask(world, 'editor', 'DELETE', `calendars/${id}`);
  }
  return outcome;
}
