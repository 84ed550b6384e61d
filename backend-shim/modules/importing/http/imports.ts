/** `/api/v1/imports`: a team moves in from another pager, step by step, for Admins. */
import { z } from 'zod';
import { comparedDays, PAGE_DAYS, pageDayFile, PAGES_STATE } from '#modules/importing/contract/page-files';
import { comparedPages, comparedPagesQuery } from '#modules/importing/contract/pages';
import { importProof } from '#modules/importing/contract/proof';
import type { ImportPlan } from '#modules/importing/contract/plan';
import type { ImportSource } from '#modules/importing/domain/model';
import {
  applyRequest,
  chosenPeople,
  chosenRotas,
  importDetail,
  importList,
  importWire,
  newImport,
  planReport,
  proveRequest,
  refetch,
  rotaChoices,
} from '#modules/importing/contract/wizard';
import { pageQuery } from '#contract/list';
import type { ImportCommand } from '../actions/import-request.ts';
import {
  MAPPED_PEOPLE,
  PLAN,
  PROOF,
  PROOF_AGAIN,
  ROTA_CHOICES_FILE,
  storedPageDay,
  storedPagesState,
  storedPeople,
  storedPlan,
  storedProof,
  storedRotaChoices,
} from '../store/import-files.ts';
import { findImport, listImports } from '../store/imports.ts';
import type { ImportTable } from '../../../store/schema/imports.ts';
import type { ApiDeps } from '../../../http/api-deps.ts';
import { HttpError, noSuch } from '../../../http/errors.ts';
import { callerOf } from '../../../http/guard.ts';
import { pageOf } from '../../../http/objects/list.ts';
import { acceptedOrThrow } from '../../../http/refusal.ts';
import type { ApiServer } from '../../../http/schemas.ts';
import { importBody, reportBody } from './import-body.ts';
import type { ImportDeps } from './import-deps.ts';
import { rotasToChoose } from './rotas-to-choose.ts';

const tags = ['imports'];
const params = z.object({ id: z.string() });
const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

type RouteDeps = Pick<ApiDeps, 'store' | 'copies'>;

export function importRoutes(app: ApiServer, deps: RouteDeps, imports: ImportDeps): void {
  listRoutes(app, deps, imports);
  readRoutes(app, deps, imports);
  peopleRoute(app, deps, imports);
  rotasRoutes(app, deps, imports);
  commandRoutes(app, deps, imports);
}

function listRoutes(app: ApiServer, { store, copies }: RouteDeps, { actions }: ImportDeps): void {
  const list = {
    tags,
    summary: 'Imports, and the pagers from which a team can move',
    querystring: z.strictObject(pageQuery),
    response: { 200: importList },
  };
  app.get('/imports', { schema: list }, async (request) => {
    const page = pageOf(await listImports(store.read), ({ id }) => id, request.query);
    return {
      items: page.items.map((row) => importBody(row, copies.noting)),
      next: page.next,
      sources: [...actions.pagers],
    };
  });
  const add = { tags, summary: 'Read another pager, plan and compare', body: newImport, response: { 201: importWire } };
  app.post('/imports', { schema: add }, async (request, reply) => {
    const { row } = acceptedOrThrow(await actions.create(request.body, callerOf(request)));
    return reply.code(201).send(importBody(row, copies.noting));
  });
  const remove = { tags, summary: 'Delete an import with its snapshot and key', params, response: { 204: z.null() } };
  app.delete('/imports/:id', { schema: remove }, async (request, reply) => {
    acceptedOrThrow(await actions.remove(request.params.id, callerOf(request)));
    return reply.code(204).send();
  });
}

function readRoutes(app: ApiServer, deps: RouteDeps, imports: ImportDeps): void {
  const one = { tags, summary: 'One import, with its map of people', params, response: { 200: importDetail } };
  app.get('/imports/:id', { schema: one }, async (request) => {
    const row = await found(deps, request.params.id);
    const people = storedPeople(row.id, await imports.file(row.id, MAPPED_PEOPLE));
    return { ...importBody(row, deps.copies.noting), people };
  });
  const report = {
    tags,
    summary: 'What became of each object; as one page with format=html',
    params,
    querystring: z.strictObject({ format: z.enum(['json', 'html']).default('json') }),
    response: { 200: planReport },
  };
  app.get('/imports/:id/report', { schema: report }, async (request, reply) => {
    const { id } = await found(deps, request.params.id);
    const plan = await planOf(imports, id);
    if (request.query.format === 'json') {
      return reportBody(plan);
    }
    const proof = storedProof(id, await imports.file(id, PROOF));
    const page = await imports.reportPage(plan, proof?.snapshot === plan.snapshot ? proof : null);
    return reply
      .type('text/html; charset=utf-8')
      .header('content-disposition', `attachment; filename="${plan.source}.html"`)
      .serializer((text: string) => text)
      .send(page);
  });
  const proof = {
    tags,
    summary: 'Both timelines and every difference; with again=true of what is saved',
    params,
    querystring: z.strictObject({ again: flag }),
    response: { 200: importProof },
  };
  app.get('/imports/:id/proof', { schema: proof }, async (request) => {
    const { id } = await found(deps, request.params.id);
    const { again } = request.query;
    const stored = storedProof(id, await imports.file(id, again ? PROOF_AGAIN : PROOF));
    if (stored === null) {
      throw notReady(again ? 'apply' : 'prove', 'Nothing was compared yet.');
    }
    return stored;
  });
  pagesRoute(app, deps, imports);
}

function pagesRoute(app: ApiServer, deps: RouteDeps, imports: ImportDeps): void {
  const schema = {
    tags,
    summary: 'Whom the old pager paged, and whom Vigie did or would have; of a day, else the newest',
    params,
    querystring: comparedPagesQuery,
    response: { 200: comparedPages },
  };
  app.get('/imports/:id/pages', { schema }, async (request) => {
    const { id, source } = await found(deps, request.params.id);
    const state = storedPagesState(id, await imports.file(id, PAGES_STATE)) ?? {
      source: source as ImportSource,
      onCallOnly: false,
      since: null,
      comparedTo: null,
      failure: null,
    };
    const days = comparedDays(await imports.files(id, PAGE_DAYS));
    const { day = days[0] } = request.query;
    const compared = day === undefined ? null : storedPageDay(id, day, await imports.file(id, pageDayFile(day)));
    return { ...state, days, day: compared };
  });
}

async function found({ store }: RouteDeps, id: string): Promise<ImportTable> {
  const row = await findImport(store.read, id);
  if (row === null) {
    throw noSuch('import', id);
  }
  return row;
}

async function planOf(imports: ImportDeps, id: string): Promise<ImportPlan> {
  const plan = storedPlan(id, await imports.file(id, PLAN));
  if (plan === null) {
    throw notReady('plan', 'There is no plan yet.');
  }
  return plan;
}

function notReady(needs: 'plan' | 'prove' | 'apply', message: string): HttpError {
  return new HttpError('conflict', message, [], { reason: 'import-not-ready', data: { needs } });
}

function peopleRoute(app: ApiServer, { copies }: RouteDeps, { actions }: ImportDeps): void {
  const put = { tags, summary: 'Map people to logins', params, body: chosenPeople, response: { 200: importWire } };
  app.put('/imports/:id/people', { schema: put }, async (request) => {
    const { row } = acceptedOrThrow(await actions.choosePeople(request.params.id, request.body, callerOf(request)));
    return importBody(row, copies.noting);
  });
}

function rotasRoutes(app: ApiServer, deps: RouteDeps, imports: ImportDeps): void {
  const get = {
    tags,
    summary: 'Schedules of which no rota gives the same, and what was chosen for them',
    params,
    response: { 200: rotaChoices },
  };
  app.get('/imports/:id/rotas', { schema: get }, async (request) => {
    const { id } = await found(deps, request.params.id);
    const [chosen, plan, proof] = [
      storedRotaChoices(id, await imports.file(id, ROTA_CHOICES_FILE)),
      storedPlan(id, await imports.file(id, PLAN)),
      storedProof(id, await imports.file(id, PROOF)),
    ];
    return { items: rotasToChoose(plan, proof?.snapshot === plan?.snapshot ? proof : null, chosen) };
  });
  const put = {
    tags,
    summary: 'Choose what schedules become of which no rota gives the same',
    params,
    body: chosenRotas,
    response: { 200: importWire },
  };
  app.put('/imports/:id/rotas', { schema: put }, async (request) => {
    const { row } = acceptedOrThrow(
      await imports.actions.chooseRotas(request.params.id, request.body, callerOf(request)),
    );
    return importBody(row, deps.copies.noting);
  });
}

function commandRoutes(app: ApiServer, { copies }: RouteDeps, { actions }: ImportDeps): void {
  const add = <Body extends z.ZodType>(
    name: ImportCommand['name'],
    summary: string,
    body: Body,
    commandOf: (body: z.output<Body>) => ImportCommand,
  ) =>
    app.post(
      `/imports/:id/${name}`,
      { schema: { tags, summary, params, body, response: { 200: importWire } } },
      async (request) => {
        const command = commandOf(request.body as z.output<Body>);
        const { row } = acceptedOrThrow(await actions.command(request.params.id, command, callerOf(request)));
        return importBody(row, copies.noting);
      },
    );
  const nothing = z.strictObject({}).nullish();
  add('fetch', 'Read the pager again, plan and compare', refetch.nullish(), (body) => ({
    name: 'fetch',
    key: body?.key ?? null,
  }));
  add('plan', 'Plan with the map of people, and compare', nothing, () => ({ name: 'plan' }));
  add('prove', 'Compare who is on call', proveRequest.nullish(), (body) => ({
    name: 'prove',
    again: body?.again ?? false,
  }));
  add('apply', 'Save the plan, and compare what is saved', applyRequest.nullish(), (body) => ({
    name: 'apply',
    replaceChanged: body?.replaceChanged ?? false,
    live: body?.live ?? false,
  }));
  add('cancel', 'Stop the running step', nothing, () => ({ name: 'cancel' }));
  add('switch', 'The team has switched: compare no more, delete in 30 days', nothing, () => ({ name: 'switch' }));
}
