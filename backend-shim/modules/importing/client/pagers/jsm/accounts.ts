/** Reads the Atlassian accounts that a site's configuration names. */
import { done } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import type { PagerAccess, PagerObject } from '../../pager.ts';
import { isNoted } from '../../reading/noted.ts';

/** Everybody whom a schedule, an escalation or a forwarding names: names and mail addresses come from Jira. */
export async function readAccounts(
  access: PagerAccess,
  objects: readonly PagerObject[],
): Promise<ImportResult<PagerObject[]>> {
  const found: PagerObject[] = [];
  for (const id of accountsIn(objects.map(({ body }) => body))) {
    const url = `${access.url}/rest/api/3/user?accountId=${encodeURIComponent(id)}`;
    const answer = await access.reader.json(`the account ${id}`, { method: 'GET', url, headers: headersOf(access) });
    // Deleted accounts keep their turns.
    if (!answer.ok && !isNoted(access, 'users', id, answer)) {
      return answer;
    }
    found.push({ kind: 'users', id, body: answer.ok ? answer.value : { accountId: id } });
  }
  return done(found);
}

/** Sorted, so that reading twice gives the same. */
function accountsIn(bodies: readonly unknown[]): string[] {
  const ids = new Set<string>();
  const look = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(look);
    } else if (typeof value === 'object' && value !== null) {
      const { type, id, fromUserId, toUserId } = value as Record<string, unknown>;
      [type === 'user' ? id : null, fromUserId, toUserId].forEach((one) => typeof one === 'string' && ids.add(one));
      Object.values(value).forEach(look);
    }
  };
  bodies.forEach(look);
  return [...ids].sort();
}

export function headersOf({ keys }: PagerAccess): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(keys[0] ?? '').toString('base64')}`, accept: 'application/json' };
}
