/** A team moves in from OnCall by its API: read, planned, compared, saved, and compared again with what is saved. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ImportProof } from '#modules/importing/contract/proof';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importTry } from '../../../../backend-shim/modules/importing/client/importing.fake.ts';
import type { ImportTry } from '../../../../backend-shim/modules/importing/client/importing.fake.ts';
import { oncall } from '../../../../backend-shim/modules/importing/client/pagers/oncall/definition.ts';
import {
  CHOICES,
  oncallContent,
  TAKEN,
} from '../../../../backend-shim/modules/importing/client/pagers/oncall/fakes/content.fake.ts';
import { oncallPeer } from '../../../../backend-shim/modules/importing/client/pagers/oncall/fakes/peer.fake.ts';
import { apiToken, startSidecar } from '../../../support/sidecar.ts';
import type { Sidecar } from '../../../support/sidecar.ts';
import { vigieOf } from './vigie-of.ts';

let sidecar: Sidecar;
let team: ImportTry;

beforeAll(async () => {
  sidecar = await startSidecar();
  await sidecar.setClock(TAKEN);
  for (const login of Object.values(CHOICES)) {
    await sidecar.api('POST', 'users', { login, email: `${login}@example.com` });
  }
  team = await importTry({ pager: oncall, transport: oncallPeer(oncallContent), now: TAKEN, vigie: vigieOf(sidecar) });
  await writeFile(path.join(team.folder, 'token'), apiToken);
});
afterAll(async () => {
  await team?.remove();
  await sidecar?.remove();
});

test('fetch, plan, prove, apply, prove --again', async () => {
  expect(await team.run({ step: 'fetch' })).toBe(0);
  await team.choose(CHOICES);
  // Parts of it only a person can translate.
  expect(await team.run({ step: 'plan' })).toBe(4);
  expect(await team.run({ step: 'prove' })).toBe(0);
  expect((await team.proof()).answeredBy).toBe('api');
  expect(await team.run({ step: 'apply' })).toBe(4);
  const { objects } = await team.plan();
  for (const [kind, resource] of [
    ['rotas', 'rotas'],
    ['escalationPolicies', 'policies'],
    ['integrations', 'integrations'],
  ] as const) {
    const planned = (objects[kind] ?? []).map(({ id }) => String(id)).sort();
    const { body } = await sidecar.api<{ items: Array<{ id: string }> }>('GET', resource);
    expect(planned.length).toBeGreaterThan(0);
    expect(body.items.map(({ id }) => id).sort(), resource).toEqual(planned);
  }
  expect(await team.run({ step: 'prove', again: true })).toBe(0);
  const again = JSON.parse(await team.read('proof-again.json')) as ImportProof;
  expect(again.rotas.map(({ rota }) => rota).sort()).toEqual((objects.rotas ?? []).map(({ id }) => String(id)).sort());
});
