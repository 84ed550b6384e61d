/** Configured objects as a caller may see them: secrets never, addresses and ingest tokens only where they are theirs to see. */
import type { Config } from '#contract/config';
import type { StoredObject } from '../../ports/configuration.ts';
import type { Caller } from '../caller.ts';
import { editsTeam, isAdmin } from '../rights/who.ts';

export function objectBody(object: StoredObject, caller: Caller): object {
  const body = forCaller(object, caller);
  return { ...body, provisioned: object.origin === 'file', version: object.version };
}

function forCaller({ kind, body }: StoredObject, caller: Caller): object {
  switch (kind) {
    case 'integrations':
      return integration(body as Config['integrations'][number] & { oldTokens?: unknown }, caller);
    case 'calendars':
      return calendar(body as Config['calendars'][number] & { trusted?: unknown });
    case 'channels':
      return channel(body as Config['channels'][number], caller);
    default:
      return body as object;
  }
}

function integration({ oldTokens: _old, ...body }: Config['integrations'][number] & { oldTokens?: unknown }, caller: Caller): object {
  const isTheirs = editsTeam(caller, body.team);
  return { ...body, token: isTheirs ? body.token : null, hmac: body.hmac && { ...body.hmac, secret: null }, sync: body.sync && { ...body.sync, token: null, password: null } };
}

/** Whoever has its address can read the calendar. */
function calendar({ trusted: _trusted, ...body }: Config['calendars'][number] & { trusted?: unknown }): object {
  return { ...body, url: null };
}

/** Settings hold addresses, often secret ones; which secrets are set is told by their names. */
function channel(body: Config['channels'][number], caller: Caller): object {
  const names = Object.keys(body.secrets).map((name) => [name, null]);
  return isAdmin(caller) ? { ...body, secrets: Object.fromEntries(names) } : { ...body, settings: {}, secrets: {} };
}
