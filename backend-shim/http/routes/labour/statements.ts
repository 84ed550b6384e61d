/** `/api/v1/statements` and `/api/v1/payroll`: people's months, their documents, and the file for payroll. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  acceptedStatement,
  closedStatement,
  contestedStatement,
  payrollQuery,
  statementAnswer,
  statementList,
  statementQuery,
} from '#contract/labour/pay/kept-statement';
import type { KeptStatementWire } from '#contract/labour/pay/kept-statement';
import type { Statement } from '#domain/labour/statement/statement';
import { payrollCsv } from '#domain/labour/statement/payroll';
import type { PayrollFormat } from '#domain/labour/statement/payroll';
import type { LabourActions } from '../../../actions/labour/labour.ts';
import { findStatements } from '../../../actions/labour/statements/shown.ts';
import type { StatementReading } from '../../../actions/labour/statements/shown.ts';
import type { Breathe } from '../../../ports/heavy/work.ts';
import { recordReader } from '../../../rights/labour.ts';
import { statementReader } from '../../../rights/labour/statements.ts';
import { isPerson } from '../../../rights/who.ts';
import { documentFor } from '../../../store/labour/statements/rows.ts';
import {
  findStatement,
  readClosedOfMonth,
  readShownStatements,
  readStatements,
} from '../../../store/labour/statements/statements.ts';
import type { StatementPlace } from '../../../store/labour/statements/statements.ts';
import { storedStatement } from '../../../store/labour/statements/stored-statements.ts';
import type { StatementTable } from '../../../store/schema/labour.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { sendCsv, sendDocument } from '../../downloads/send-text.ts';
import { brokenObject, noSuch, wrongCursor } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import { acceptedAnswer, askerOf } from '../../heavy/answered.ts';
import { sendList } from '../../heavy/list.ts';
import { acceptedOrThrow } from '../../refusal.ts';
import type { ApiServer } from '../../schemas.ts';
import { statementBody } from './statement-body.ts';

const tags = ['labour'];
const params = z.object({ id: z.string() });

type StatementActions = Pick<LabourActions, 'statements'>;

export function statementRoutes(app: ApiServer, deps: ApiDeps, { statements }: StatementActions): void {
  listRoute(app, deps, { statements });
  readRoutes(app, deps, { statements });
  answerRoutes(app, deps, { statements });
  payrollRoute(app, deps, { statements });
}

function listRoute(app: ApiServer, deps: ApiDeps, { statements }: StatementActions): void {
  const schema = {
    ...{ tags, summary: 'Months of people: hours, interventions, findings, state' },
    querystring: statementQuery,
    response: { 200: statementList },
  };
  app.get('/statements', { schema }, async (request, reply) => {
    const caller = callerOf(request);
    const directory = deps.directory();
    const { limit, cursor } = request.query;
    const source = { db: deps.store.read, search: deps.searchOf(askerOf(request)) };
    const heads = await readShownStatements(source, recordReader(caller, directory), request.query, {
      after: placeOf(cursor),
      limit: limit + 1,
      sees: (head) => statementReader(caller, directory, head) !== null,
    });
    const items = heads.slice(0, limit);
    const last = heads.length > limit ? items.at(-1) : undefined;
    const page = { items, next: last === undefined ? null : `${last.month} ${last.user} ${last.id}` };
    const rows = await readStatements(
      deps.store.read,
      page.items.map(({ id }) => id),
    );
    const bodies = await bodiesOf(deps, request, rows);
    const others = page.items.filter(({ user }) => !isPerson(caller, user));
    await noteOthers(statements, request, 'read', [...new Set(others.map(({ unit, month }) => `${unit}/${month}`))]);
    const byId = new Map(rows.map(({ id }, index) => [id, bodies[index]]));
    const found = page.items.flatMap(({ id }) => byId.get(id) ?? []);
    return sendList(reply, deps.portions, askerOf(request), listedOf(found), { next: page.next, indicative: true });
  });
}

/** @param cursor month, person and id of the last one; a person's name may hold spaces */
function placeOf(cursor: string | undefined): StatementPlace | null {
  if (cursor === undefined) {
    return null;
  }
  const [month = '', ...rest] = cursor.split(' ');
  const id = rest.pop();
  if (id === undefined || rest.length === 0) {
    throw wrongCursor();
  }
  return { month, user: rest.join(' '), id };
}

/** Without what a month was computed from. */
function* listedOf(bodies: ReadonlyArray<() => KeptStatementWire | null>): Generator<string> {
  for (const bodyOf of bodies) {
    const found = bodyOf();
    if (found !== null) {
      const { inputs: _, ...body } = found.body;
      yield JSON.stringify({ ...found, body });
    }
  }
}

/** One for each row. */
async function bodiesOf(deps: ApiDeps, request: FastifyRequest, rows: readonly StatementTable[]) {
  const now = await deps.clock.now();
  const directory = deps.directory();
  const { noting } = deps.copies;
  const found = await findStatements({ db: deps.store.read, directory, noting }, rows, now);
  const viewer = { caller: callerOf(request), directory, now, noting };
  return found.map((find) => () => {
    const shown = find();
    return shown && statementBody(viewer, shown);
  });
}

/** An entry in the audit log for what is about others. */
async function noteOthers(
  statements: LabourActions['statements'],
  request: FastifyRequest,
  action: StatementReading['action'],
  subjects: readonly string[],
): Promise<void> {
  if (subjects.length > 0) {
    await statements.noteReading({ actor: callerOf(request).name, action, subjects });
  }
}

/** Nobody is left out of what is paid. */
function readable({ copies }: ApiDeps, row: StatementTable): Statement {
  const statement = storedStatement(row, copies.noting);
  if (statement === null) {
    throw brokenObject({ kind: 'statements', id: row.id, field: 'body', reason: 'not-understood', message: '' });
  }
  return statement;
}

async function foundOr404(deps: ApiDeps, id: string): Promise<StatementTable> {
  const row = await findStatement(deps.store.read, id);
  if (row === null) {
    throw noSuch('statement', id);
  }
  return row;
}

async function answerFor(deps: ApiDeps, request: FastifyRequest, row: StatementTable) {
  const body = (await bodiesOf(deps, request, [row]))[0]?.() ?? null;
  if (body === null) {
    throw noSuch('statement', row.id);
  }
  return { ...body, indicative: true as const };
}

function readRoutes(app: ApiServer, deps: ApiDeps, { statements }: StatementActions): void {
  const read = { tags, summary: 'One person’s month', params, response: { 200: statementAnswer } };
  app.get('/statements/:id', { schema: read }, async (request) => {
    const row = await foundOr404(deps, request.params.id);
    await noteOthers(statements, request, 'read', isPerson(callerOf(request), row.user) ? [] : [row.id]);
    return answerFor(deps, request, row);
  });
  const file = {
    ...{ tags, summary: 'The document of a month, for printing (HTML)', params },
    response: { 200: z.string() },
  };
  app.get('/statements/:id/file', { schema: file }, async (request, reply) => {
    const row = await foundOr404(deps, request.params.id);
    await noteOthers(statements, request, 'document', isPerson(callerOf(request), row.user) ? [] : [row.id]);
    return sendDocument(
      reply,
      'text/html',
      await documentText(deps, row),
      `${row.month}-${row.user.replace(/[^\w.-]/g, '_')}.html`,
    );
  });
}

/** Of an open month as it is computed now; what was handed over first is kept beside it. */
async function documentText(deps: ApiDeps, row: StatementTable): Promise<string> {
  const directory = deps.directory();
  const unit = directory.units.get(row.unit);
  if (row.state === 'closed' || unit === undefined) {
    return row.file;
  }
  const now = await deps.clock.now();
  const sources = { db: deps.store.read, directory, noting: deps.copies.noting };
  const [find] = await findStatements(sources, [row], now);
  const shown = find?.() ?? null;
  return shown === null ? row.file : documentFor(directory, unit, shown.statement, now);
}

function answerRoutes(app: ApiServer, deps: ApiDeps, { statements }: StatementActions): void {
  const answer = { tags, params, response: { 200: statementAnswer } };
  const accept = { ...answer, summary: 'The month is right', body: acceptedStatement };
  app.post('/statements/:id/accept', { schema: accept }, async (request) => {
    const asked = { id: request.params.id, actor: callerOf(request).name };
    return answerFor(deps, request, acceptedOrThrow(await statements.accept(asked)).row);
  });
  const contest = { ...answer, summary: 'Something is wrong with the month', body: contestedStatement };
  app.post('/statements/:id/contest', { schema: contest }, async (request) => {
    const asked = { id: request.params.id, actor: callerOf(request).name, text: request.body.text };
    return answerFor(deps, request, acceptedOrThrow(await statements.contest(asked)).row);
  });
  const close = { ...answer, summary: 'Close the month: it does not change any more', body: closedStatement };
  app.post('/statements/:id/close', { schema: close }, async (request) => {
    const { reason, handedOver } = request.body;
    const result = await statements.close({
      id: request.params.id,
      caller: callerOf(request),
      reason: reason ?? null,
      handedOver: handedOver ? { at: Date.parse(handedOver.at), how: handedOver.how } : null,
    });
    return answerFor(deps, request, acceptedOrThrow(result).row);
  });
}

function payrollRoute(app: ApiServer, deps: ApiDeps, { statements }: StatementActions): void {
  const schema = {
    ...{ tags, summary: 'The lines of a month’s closed statements, for payroll (CSV)' },
    querystring: payrollQuery,
    response: { 200: z.string() },
  };
  app.get('/payroll', { schema }, async (request, reply) => {
    const { unit: id, month } = request.query;
    const unit = deps.directory().units.get(id);
    if (unit === undefined) {
      throw noSuch('unit', id);
    }
    const rows = await readClosedOfMonth(deps.store.read, id, month);
    const format = { language: unit.language, currency: unit.currency };
    const written = await deps.portions.run(askerOf(request), (breathe) => payrollOf(deps, rows, format, breathe));
    const text = acceptedAnswer(written).answer;
    await noteOthers(statements, request, 'payroll', [`${id}/${month}`]);
    return sendCsv(reply, text, `payroll-${id}-${month}.csv`);
  });
}

/** @param rows of one month */
async function payrollOf(
  deps: ApiDeps,
  rows: readonly StatementTable[],
  format: PayrollFormat,
  breathe: Breathe,
): Promise<string> {
  const head = payrollCsv([], format);
  const parts = [head];
  for (const row of rows.toSorted((a, b) => (a.user < b.user ? -1 : 1))) {
    parts.push(payrollCsv([readable(deps, row)], format).slice(head.length));
    await breathe();
  }
  return parts.join('');
}
