/** A team moves in through the API: compared before anything is saved, saved once, changed once more, compared again. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ImportProof } from '#modules/importing/contract/proof';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importTry } from '../../../../backend-shim/modules/importing/client/importing.fake.ts';
import type { ImportTry } from '../../../../backend-shim/modules/importing/client/importing.fake.ts';
import {
  goalertContent,
  TAKEN,
} from '../../../../backend-shim/modules/importing/client/pagers/goalert/fakes/content.fake.ts';
import { goalert } from '../../../../backend-shim/modules/importing/client/pagers/goalert/definition.ts';
import { goalertPeer } from '../../../../backend-shim/modules/importing/client/pagers/goalert/fakes/peer.fake.ts';
import { apiToken, startSidecar } from '../../../support/sidecar.ts';
import type { Sidecar } from '../../../support/sidecar.ts';
import { vigieOf } from './vigie-of.ts';

let sidecar: Sidecar;
let team: ImportTry;

beforeAll(async () => {
  sidecar = await startSidecar();
  await sidecar.setClock(TAKEN);
  await sidecar.api('POST', 'users', { login: 'ann', email: 'Ann@example.com' });
  await sidecar.api('POST', 'rotas', { id: 'database', timeZone: 'UTC', layers: [] });
  team = await importTry({
    pager: goalert,
    transport: goalertPeer(goalertContent),
    now: TAKEN,
    vigie: vigieOf(sidecar),
  });
  await writeFile(path.join(team.folder, 'token'), apiToken);
});
afterAll(async () => {
  await team?.remove();
  await sidecar?.remove();
});

const rotas = async () =>
  (await sidecar.api<{ items: Array<{ id: string; version: number }> }>('GET', 'rotas')).body.items;

test('people who are unknown keep their turns, and nothing is applied before they are mapped', async () => {
  expect(await team.run({ yes: true })).toBe(4);
  expect(team.progress.at(-1)).toMatch(/^error: 3 people are not mapped: u-ben, u-cleo, u-dee/);
  expect(await team.read('people.yaml')).toMatch(/"ann@example.com": "ann" # ann, u-ann, found by mail/);
  // Vigie answered for the rota with people whom it does not know.
  expect((await team.proof()).answeredBy).toBe('api');
  expect(await rotas()).toMatchObject([{ id: 'database' }]);
});

test('a rota of Vigie’s own with the same name stays, and nothing is made twice', async () => {
  await team.choose({ 'u-ann': 'ann', 'u-ben': 'ben', 'u-cleo': 'cleo', 'u-dee': 'dee' });
  expect(await team.run({ step: 'plan' })).toBe(0);
  expect(await team.run({ step: 'prove' })).toBe(0);
  expect(team.printed).toContain('Database: 2,160 of 2,160 hours equal');
  expect(await team.run({ step: 'apply' })).toBe(0);
  expect(team.applied()).toBe('applied: 9 made, 1 changed, 0 as they were');
  const made = await rotas();
  expect(made.map(({ id }) => id).sort()).toEqual(['database', 'database-2', 'db-week']);

  expect(await team.run({ step: 'plan' })).toBe(0);
  expect(await team.run({ step: 'apply' })).toBe(0);
  expect(team.applied()).toBe('applied: 0 made, 0 changed, 10 as they were');
  expect(await rotas()).toEqual(made);
});

test('imported numbers wait to be confirmed by their people, whom mail reaches until then', async () => {
  const { body } = await sidecar.api<{ contactMethods: object[] }>('GET', 'users/ann');
  expect(body.contactMethods).toMatchObject([
    { id: 'email', type: 'email', to: 'Ann@example.com', verified: true },
    { id: 'cm-sms', type: 'sms', to: '+33612345678', verified: false },
  ]);
});

test('a later comparison asks the source anew, and compares what is saved', async () => {
  expect(await team.run({ step: 'prove', again: true, days: 60 })).toBe(0);
  const { body } = await sidecar.api<{ overrides: object[] }>('GET', 'rotas/database-2');
  await sidecar.api('PUT', 'rotas/database-2', { ...body, overrides: body.overrides.slice(1) });
  expect(await team.run({ step: 'prove', again: true, days: 60 })).toBe(3);
  const again = JSON.parse(await team.read('proof-again.json')) as ImportProof;
  expect(again.rotas[0]?.differences).toMatchObject([
    { start: '2027-01-11T17:00:00.000Z', source: ['dee'], vigie: ['ben'], cause: 'unexplained' },
  ]);
});

test('what somebody has changed in Vigie is not overwritten unasked', async () => {
  const changed = JSON.parse(await team.read('plan.json')) as { objects: { rotas: Array<{ name: string }> } };
  changed.objects.rotas.forEach((rota) => (rota.name = `${rota.name}, new`));
  await team.write('plan.json', JSON.stringify(changed));
  expect(await team.run({ step: 'prove' })).toBe(0);
  expect(await team.run({ step: 'apply' })).toBe(4);
  expect(team.progress.at(-1)).toMatch(/^error: rotas database-2 was changed in Vigie since the last apply/);
  expect(await team.run({ step: 'apply', yes: true })).toBe(0);
});
