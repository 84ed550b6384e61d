/** The health, the history and edit previews of a rota. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { instant } from '#contract/base/scalars';
import { listOf } from '#contract/list';
import { deletedRota, rotaHealth, rotaPreview, rotaPreviewRequest, rotaVersion } from '#contract/rotas/preview';
import { absencesOf, peopleOf } from '#domain/rota/effort/concerned';
import type { HealthSubject } from '#domain/rota/health/model';
import type { AnyRota } from '#domain/rota/model';
import { DAY } from '#domain/time/duration';
import type { PreviewPort } from '../../../ports/previews.ts';
import {
  readLastRotaState,
  readRotaDeletions,
  readVersionsOfRota,
} from '../../../store/configuration/rota-versions.ts';
import type { RotaVersionRow } from '../../../store/configuration/rota-versions.ts';
import { healthSubject } from '../../../store/duties/rota-health.ts';
import type { HealthQuestion } from '../../../store/duties/rota-health.ts';
import { headOfRotaState, readRotaState } from '../../../store/duties/stored-rotas.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { checkRange } from '../../query/check-range.ts';
import { HttpError, noSuch } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import { iso, isoOrNull } from '../../incident-body.ts';
import { answerWith, askerOf } from '../../heavy/answered.ts';
import { prepare } from '../../objects/prepare.ts';
import type { Caller } from '../../../rights/caller.ts';
import { factsFor } from '../../../rights/people.ts';
import type { ApiServer } from '../../schemas.ts';
import { rotaOf } from './on-call.ts';

const tags = ['rotas'];
const byId = { params: z.object({ id: z.string() }) };
/** The range defaults to the next 90 days. */
const healthQuery = strict({ from: instant.optional(), to: instant.optional() });
const USUAL_RANGE = 90 * DAY;
/** Bytes of a draft: a rota of a thousand turns, with the names of 10,000 people who are new. */
const LONGEST_DRAFT = 512 * 1024;

export function rotaHealthRoutes(app: ApiServer, deps: ApiDeps, previews: PreviewPort): void {
  app.get(
    '/rotas/:id/health',
    {
      schema: {
        tags,
        summary: 'What is wrong or unkind in it',
        ...byId,
        querystring: healthQuery,
        response: { 200: rotaHealth },
      },
    },
    async (request, reply) => {
      const rota = rotaOf(deps, request.params.id);
      const query = request.query;
      const from = query.from === undefined ? await deps.clock.now() : Date.parse(query.from);
      const to = query.to === undefined ? from + USUAL_RANGE : Date.parse(query.to);
      checkRange(from, to, rota);
      const { facts } = deps.directory();
      const subject = await subjectOf(deps, callerOf(request), { rota, facts, from, to });
      return answerWith(reply, await deps.rotaAnswers.health(askerOf(request), subject)) as z.output<typeof rotaHealth>;
    },
  );
  app.get(
    '/rotas/:id/versions',
    { schema: { tags, summary: 'Its saved states, newest first', ...byId, response: { 200: listOf(rotaVersion) } } },
    async (request) => {
      const { id } = request.params;
      const rows = await readVersionsOfRota(deps.store.read, id);
      if (rows.length === 0) {
        throw noSuch('rota', id);
      }
      return { items: rows.map((row) => versionBody(row, deps.copies.noting)), next: null };
    },
  );
  deletedRoute(app, deps);
  previewRoute(app, deps, previews);
}

/** `rota` is null if it was deleted, or if it cannot be read; `unreadable` then says why. */
function versionBody({ body, ...row }: RotaVersionRow, noting: UnreadableReporter): z.output<typeof rotaVersion> {
  const shown = {
    version: row.version,
    holdsFrom: isoOrNull(row.holds_from),
    savedAt: iso(row.saved_at),
    savedBy: row.actor,
  };
  const read = body === null ? null : readRotaState({ ...row, body });
  if (read === null || read.ok) {
    return { ...shown, rota: read?.value ?? null, unreadable: null };
  }
  noting.note(read.unreadable);
  return { ...shown, rota: null, unreadable: read.unreadable };
}

/** Finds a deleted rota, so that the author of its last state can restore it. */
function deletedRoute(app: ApiServer, deps: ApiDeps): void {
  app.get(
    '/deleted-rotas',
    { schema: { tags, summary: 'Rotas that were deleted, latest first', response: { 200: listOf(deletedRota) } } },
    async () => {
      const gone = await readRotaDeletions(deps.store.read);
      const items: z.output<typeof deletedRota>[] = [];
      for (const row of gone.filter(
        ({ id }, i) => !deps.directory().rotas.has(id) && gone.findIndex((one) => one.id === id) === i,
      )) {
        const last = await readLastRotaState(deps.store.read, row.id);
        const { name, team } = last?.body ? headOfRotaState({ ...last, body: last.body }, deps.copies.noting) : {};
        items.push({
          id: row.id,
          name: name ?? row.id,
          team: team ?? null,
          deletedAt: iso(row.saved_at),
          deletedBy: row.actor,
        });
      }
      return { items, next: null };
    },
  );
}

function previewRoute(app: ApiServer, deps: ApiDeps, previews: PreviewPort): void {
  const preValidation = async (request: { body: unknown }) => {
    const body = request.body as { rota?: unknown } | null;
    if (typeof body === 'object' && body !== null) {
      request.body = {
        ...body,
        rota: prepare(body.rota, { kind: 'rotas', id: null, before: null, isTaken: () => false, newId: deps.newId }),
      };
    }
  };
  app.post(
    '/rotas/preview',
    {
      preValidation,
      bodyLimit: LONGEST_DRAFT,
      schema: { tags, summary: 'What an edit would change', body: rotaPreviewRequest, response: { 200: rotaPreview } },
    },
    async (request, reply) => {
      const { rota, from: fromText, to: toText, holdsFrom, newUsers } = request.body;
      const [from, to] = [Date.parse(fromText), Date.parse(toText)];
      checkRange(from, to);
      const drafted = await previews.draftRota(
        rota,
        await deps.clock.now(),
        holdsFrom === undefined ? null : Date.parse(holdsFrom),
        newUsers,
      );
      if (!drafted.ok) {
        const problems = drafted.problems.map((problem) => ({ ...problem, path: `rota.${problem.path}` }));
        throw new HttpError('validation', `${problems[0]?.path} ${problems[0]?.message}`, problems);
      }
      const { before, after } = drafted.draft;
      checkRange(from, to, after);
      const subject = await subjectOf(deps, callerOf(request), { rota: after, facts: drafted.facts, from, to }, before);
      const edit = { before, after, facts: subject.facts, from, to, subject };
      return answerWith(reply, await deps.rotaAnswers.preview(askerOf(request), edit)) as z.output<typeof rotaPreview>;
    },
  );
}

/** Reasons of absences that the caller may not read are hidden; nothing else of the answer depends on them. */
async function subjectOf(
  { store, directory, clock }: ApiDeps,
  caller: Caller,
  { rota, facts, from, to }: Omit<HealthQuestion, 'now'>,
  before: AnyRota | null = null,
): Promise<HealthSubject> {
  const now = await clock.now();
  const asked = { rota, facts, from, to, now };
  const subject = await healthSubject(store.read, directory(), asked);
  const rotas = [rota, ...subject.exclusive, ...(before === null ? [] : [before])];
  const absences = absencesOf(peopleOf(rotas, facts), facts, { from, to });
  return { ...subject, facts: factsFor(caller, directory(), { ...facts, absences }) };
}
