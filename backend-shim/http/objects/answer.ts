/** Shows configured objects without secrets, and without addresses and ingest tokens that the caller may not see. */
import type { AbsenceWire } from '#contract/rotas/absence';
import type { Config } from '#contract/config';
import type { StoredObject } from '../../ports/configuration.ts';
import type { Directory } from '../../ports/directory.ts';
import type { Caller } from '../../rights/caller.ts';
import { withoutReason } from '../../rights/people.ts';
import { editsTeam, isAdmin } from '../../rights/who.ts';

export function objectBody(object: StoredObject, caller: Caller, directory: Pick<Directory, 'teams'>): object {
  const body = forCaller(object, caller, directory);
  return { ...body, provisioned: object.origin === 'file', version: object.version };
}

function forCaller({ kind, body }: StoredObject, caller: Caller, directory: Pick<Directory, 'teams'>): object {
  switch (kind) {
    case 'absences':
      return absence(body as AbsenceWire, caller, directory);
    case 'integrations':
      return integration(
        body as Config['integrations'][number] & { oldTokens?: unknown; oldSecrets?: unknown },
        caller,
      );
    case 'calendars':
      return calendar(body as Config['calendars'][number] & { trusted?: unknown }, caller);
    case 'channels':
      return channel(body as Config['channels'][number], caller);
    default:
      return body as object;
  }
}

function integration(
  {
    oldTokens: _tokens,
    oldSecrets: _secrets,
    ...body
  }: Config['integrations'][number] & { oldTokens?: unknown; oldSecrets?: unknown },
  caller: Caller,
): object {
  const isTheirs = editsTeam(caller, body.team);
  return {
    ...body,
    token: isTheirs ? body.token : null,
    hmac: body.hmac && {
      ...body.hmac,
      secret: null,
      others: body.hmac.others.map((one) => ({ ...one, secret: null })),
    },
    sync: body.sync && { ...body.sync, token: null, password: null },
  };
}

/** The person, Editors of their team and Admins may read the reason of an absence. */
function absence(body: AbsenceWire, caller: Caller, directory: Pick<Directory, 'teams'>): object {
  const shown = withoutReason(caller, directory, body);
  return shown === body ? body : { ...shown, note: null };
}

/** The address is as good as a key: with it anyone can read the calendar. */
function calendar(
  { trusted: _trusted, ...body }: Config['calendars'][number] & { trusted?: unknown },
  caller: Caller,
): object {
  // Everybody may read who is absent, but not why.
  return {
    ...body,
    url: null,
    absences: body.absences !== null && !editsTeam(caller, body.team) ? 'absent' : body.absences,
  };
}

/** Settings hold addresses, which are often secret. The answer lists the names of the secrets that are set. */
function channel(body: Config['channels'][number], caller: Caller): object {
  const names = Object.keys(body.secrets).map((name) => [name, null]);
  return isAdmin(caller) ? { ...body, secrets: Object.fromEntries(names) } : { ...body, settings: {}, secrets: {} };
}
