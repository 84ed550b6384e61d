/** Reads GoAlert's configuration and its own answers by GraphQL. */
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import { DAY } from '#domain/time/duration';
import type { PagerAccess, PagerAnswer, PagerObject } from '../../pager.ts';
import { answerOfEach } from '../shared/each-schedule.ts';
import { ANSWER, KEY_HINT, LIST, OLDER_LIST } from './documents.ts';
import { goalertAnswer, goalertPage, graphqlAnswer } from './schema.ts';

const PAGE = 150;
/** GoAlert answers for 50 days at once at most. */
const CHUNK = 46 * DAY;
const MARGIN = DAY;
/** Overrides may begin long after the compared range; those of the year after it are read, too. */
const BEYOND = 366 * DAY;
/** More pages than any installation has: a server that never says "last page" must not be asked for ever. */
const MOST_PAGES = 500;
/** What GoAlert says of a document with a field that it does not know. */
const UNKNOWN_FIELD = 'GRAPHQL_VALIDATION_FAILED';

/** So GoAlert's errors begin where rights are missing; they have no code. */
const DENIALS = ['access denied', 'unauthorized'];

/** The lists, the variable of each cursor, and the folder of the snapshot. */
const LISTS = [
  { field: 'users', cursor: 'users', kind: 'users' },
  { field: 'rotations', cursor: 'rotations', kind: 'rotations' },
  { field: 'schedules', cursor: 'schedules', kind: 'schedules' },
  { field: 'escalationPolicies', cursor: 'policies', kind: 'policies' },
  { field: 'services', cursor: 'services', kind: 'services' },
] as const;

export async function readConfig(access: PagerAccess): Promise<ImportResult<PagerObject[]>> {
  const newer = await readLists(access, LIST);
  return newer.ok || newer.code !== 'unexpected-shape' || newer.data['code'] !== UNKNOWN_FIELD
    ? newer
    : readLists(access, OLDER_LIST);
}

async function readLists(access: PagerAccess, document: string): Promise<ImportResult<PagerObject[]>> {
  const objects = new Map<string, PagerObject>();
  const cursors: Record<string, string | null> = {};
  for (let pages = 1; pages <= MOST_PAGES; pages++) {
    const answer = await ask(access, 'the lists', access.keys[0] ?? '', document, { first: PAGE, ...cursors });
    if (!answer.ok) {
      return answer;
    }
    const page = goalertPage.safeParse(answer.value);
    if (!page.success) {
      return importFailure('unexpected-shape', { what: 'the lists of GoAlert', detail: page.error.message });
    }
    let isLast = true;
    for (const { field, cursor, kind } of LISTS) {
      const { nodes, pageInfo } = page.data[field];
      // The last page may come again while other lists have more.
      nodes.forEach((body) => objects.set(`${kind} ${body.id}`, { kind, id: body.id, body }));
      cursors[cursor] = pageInfo.endCursor ?? cursors[cursor] ?? null;
      isLast &&= !pageInfo.hasNextPage;
    }
    access.progress(`GoAlert: ${objects.size} objects`);
    if (isLast) {
      return done([...objects.values()]);
    }
  }
  return importFailure('unexpected-shape', { what: 'the lists of GoAlert', detail: 'the last page never comes' });
}

export function readAnswers(access: PagerAccess, config: readonly PagerObject[]): Promise<ImportResult<PagerAnswer[]>> {
  const schedules = config.filter(({ kind }) => kind === 'schedules');
  const from = new Date(access.from - MARGIN).toISOString();
  const to = new Date(access.to + BEYOND).toISOString();
  return answerOfEach('GoAlert', access, schedules, async ({ id }) => {
    const pages = await readSchedule(access, id);
    return pages.ok ? done({ endpoint: 'schedule.shifts', from, to, pages: pages.value }) : pages;
  });
}

async function readSchedule(access: PagerAccess, schedule: string): Promise<ImportResult<unknown[]>> {
  const pages: unknown[] = [];
  for (let start = access.from - MARGIN; start < access.to + BEYOND; start += CHUNK) {
    const range = {
      schedule,
      start: new Date(start).toISOString(),
      end: new Date(Math.min(start + CHUNK, access.to + BEYOND)).toISOString(),
    };
    let after: string | null = null;
    for (let more = true, count = 0; more && count < MOST_PAGES; count++) {
      const answer = await ask(access, `the schedule ${schedule}`, access.keys[1] ?? access.keys[0] ?? '', ANSWER, {
        ...range,
        after,
      });
      if (!answer.ok) {
        return answer;
      }
      const page = goalertAnswer.safeParse(answer.value);
      if (!page.success || page.data.schedule === null) {
        const detail = page.success ? 'GoAlert does not show it' : page.error.message;
        return importFailure('unexpected-shape', { what: `the schedule ${schedule}`, detail });
      }
      pages.push(answer.value);
      const { pageInfo } = page.data.userOverrides;
      more = pageInfo.hasNextPage && pageInfo.endCursor !== after;
      after = pageInfo.endCursor ?? null;
    }
  }
  return done(pages);
}

export async function ask(
  { reader, url }: PagerAccess,
  what: string,
  key: string,
  query: string,
  variables: object,
): Promise<ImportResult<unknown>> {
  const answer = await reader.json(what, {
    method: 'POST',
    url: `${url}/api/graphql`,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  if (!answer.ok) {
    return answer;
  }
  const read = graphqlAnswer.safeParse(answer.value);
  const error = read.success ? read.data.errors[0] : undefined;
  if (error !== undefined && DENIALS.some((one) => error.message.startsWith(one))) {
    return importFailure('key-too-weak', { what, status: 200, hint: KEY_HINT });
  }
  if (!read.success || error !== undefined) {
    return importFailure('unexpected-shape', {
      what,
      detail: error?.message ?? 'it is no answer of GraphQL',
      code: error?.extensions?.code ?? '',
    });
  }
  return done(read.data.data);
}
