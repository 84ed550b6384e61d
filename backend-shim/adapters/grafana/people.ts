/** Lists the people in the service account's organisation, page by page: `GET /api/org/users/search`. */
import { readBounded } from './bounded-answer.ts';
import type { AnswerBounds, ReadJson } from './bounded-answer.ts';
import type { GrafanaPeople, GrafanaPerson, ListedPeople } from '../../ports/grafana-people.ts';

const TIMEOUT_MS = 10_000;
const PER_PAGE = 1000;
const MOST_PAGES = 100;
/** A person is half a KiB, and has some 15 fields; some have a list of permissions as well. */
const BOUNDS: AnswerBounds = { bytes: 4 * 1024 * 1024, values: 150_000 };

interface OrgUsersPage {
  totalCount?: unknown;
  orgUsers?: unknown;
}

/** @param grafanaUrl set by the operator, so no address guard is needed */
export function createGrafanaPeople(grafanaUrl: string, token: string, readJson: ReadJson): GrafanaPeople {
  const base = `${grafanaUrl.replace(/\/+$/, '')}/api/org/users/search`;
  return { list: () => listAll(base, token, readJson) };
}

async function listAll(base: string, token: string, readJson: ReadJson): Promise<ListedPeople> {
  const people: GrafanaPerson[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const answer = await ask(`${base}?perpage=${PER_PAGE}&page=${page}`, token, readJson);
    if (!answer.ok) {
      return answer;
    }
    const { totalCount, orgUsers } = answer.page;
    if (!Array.isArray(orgUsers) || typeof totalCount !== 'number') {
      return { ok: false, reason: `${base} did not answer with a list of users` };
    }
    people.push(...orgUsers.flatMap(personOf));
    if (orgUsers.length === 0 || page * PER_PAGE >= totalCount) {
      return { ok: true, people };
    }
  }
  return { ok: false, reason: `${base} lists more than ${MOST_PAGES * PER_PAGE} users` };
}

function personOf(found: unknown): GrafanaPerson[] {
  const { uid, login, isDisabled } = (found ?? {}) as Record<string, unknown>;
  return typeof login === 'string' && login !== ''
    ? [{ uid: typeof uid === 'string' ? uid : '', login, isDisabled: isDisabled === true }]
    : [];
}

async function ask(
  url: string,
  token: string,
  readJson: ReadJson,
): Promise<{ ok: true; page: OrgUsersPage } | { ok: false; reason: string }> {
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json', authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) {
      const hint =
        response.status === 401 || response.status === 403
          ? '; VIGIE_GRAFANA_TOKEN must be of a service account that may read users (org.users:read)'
          : '';
      return { ok: false, reason: `${url} answered with status ${response.status}${hint}` };
    }
    const answer = await readBounded(response, BOUNDS, readJson);
    return answer.ok
      ? { ok: true, page: (answer.value ?? {}) as OrgUsersPage }
      : { ok: false, reason: `${url} ${answer.reason}` };
  } catch (error) {
    const { message, cause } = error as Error;
    return { ok: false, reason: `could not reach ${url} (${cause instanceof Error ? cause.message : message})` };
  }
}
