/** Exports and erases the data held on a person (GDPR, art. 15, 17 and 20). */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import type { DeviceWire } from '#contract/people/device';
import { withProfile } from '#contract/people/profile';
import type { ProfileWire } from '#contract/people/profile';
import type { UserWire } from '#contract/people/user';
import type { WorkProfileWire } from '#contract/labour/work-profile';
import type { Breathe } from '../../../ports/heavy/work.ts';
import type { Caller } from '../../../rights/caller.ts';
import { seesWorkingTime } from '../../../rights/duties.ts';
import { profileShownTo, readerOf } from '../../../rights/labour.ts';
import { readableRows, readEverythingOf } from '../../../store/people/export.ts';
import type { RowsOfPerson } from '../../../store/people/export.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { heavyRefusal, HttpError, noSuch } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import { askerOf } from '../../heavy/answered.ts';
import { longObject, sendJson } from '../../heavy/list.ts';
import { iso } from '../../incident-body.ts';
import { acceptedOrThrow } from '../../refusal.ts';
import type { ApiServer } from '../../schemas.ts';

const byLogin = { params: z.object({ login: z.string() }) };
const tags = ['users'];
/** The login again, so that a slip erases nobody. */
const eraseBody = strict({ confirm: z.string() });
const erased = strict({
  /** Replaces the person's login in the data that is kept. */
  pseudonym: z.string(),
});

/** An Admin's export leaves out what only the person, managers and HR may read, and says so. */
const LEFT_OUT = {
  workProfiles: [],
  interventions: [],
  rests: [],
  decisions: [],
  notices: [],
  statements: [],
  leftOut: ['workProfiles', 'interventions', 'rests', 'decisions', 'notices', 'statements'],
};

export function personRoutes(app: ApiServer, deps: ApiDeps): void {
  app.get(
    '/users/:login/export',
    {
      schema: {
        tags,
        summary: 'Everything that is held on a person',
        ...byLogin,
        response: { 200: z.record(z.string(), z.unknown()) },
      },
    },
    async (request, reply) => {
      const { login } = request.params;
      const [caller, who] = [callerOf(request), askerOf(request)];
      const seesAll = await seesWorkingTime(deps.store.read, caller, deps.directory(), login);
      const exportedAt = iso(await deps.clock.now());
      const text = await longObject(deps.portions, who, async (breathe) => {
        // Few at a time are read, too: of many at once each would wait for the others in the middle.
        const rows = await readEverythingOf({ db: deps.store.read, search: deps.searchOf(who) }, login, seesAll);
        if (charactersOf(rows) > MOST_CHARACTERS) {
          throw heavyRefusal({ ok: false, reason: 'too-much', by: 'size' });
        }
        const { versions, ...kept } = await readableRows(rows, deps.copies.noting, breathe);
        return {
          exportedAt,
          ...(await configuredOf(deps, login, breathe)),
          ...workProfilesOf(deps, caller, login),
          ...kept,
          versions: versionsShown(deps, caller, login, versions),
          ...(!seesAll && LEFT_OUT),
        };
      });
      await deps.users.noteExport(login, caller.name);
      return sendJson(reply.header('content-disposition', 'attachment; filename="vigie-export.json"'), text);
    },
  );
  app.post(
    '/users/:login/erase',
    {
      schema: {
        tags,
        summary: 'Erase a person; what has to be kept is kept under a pseudonym',
        ...byLogin,
        body: eraseBody,
        response: { 200: erased },
      },
    },
    async (request) => {
      const { login } = request.params;
      const { confirm } = request.body;
      if (confirm !== login) {
        throw new HttpError('validation', `confirm must be ${login}, the login of whom you erase.`, [
          { path: 'confirm', message: `must be ${login}`, reason: 'must-be', data: { value: login } },
        ]);
      }
      const { pseudonym } = acceptedOrThrow(await deps.users.erase({ login, actor: callerOf(request).name }));
      return { pseudonym };
    },
  );
}

/** Of all that is stored: read as objects it takes several times as much memory. */
const MOST_CHARACTERS = 16 * 1024 * 1024;

function charactersOf(rows: RowsOfPerson): number {
  let sum = 0;
  for (const list of Object.values(rows) as (object[] | object | null)[]) {
    for (const row of Array.isArray(list) ? (list as object[]) : []) {
      for (const value of Object.values(row)) {
        sum += typeof value === 'string' ? value.length : 0;
      }
    }
  }
  return sum;
}

/** Kinds of objects that may name a person. */
const NAMING: ReadonlySet<string> = new Set(['swaps', 'overrides', 'teams', 'rotas', 'escalationPolicies']);

/** The person's own configuration, and the ids of other objects that name the person. */
async function configuredOf(deps: ApiDeps, login: string, breathe: Breathe): Promise<object> {
  const objects = deps.objects();
  const of = (kind: string) => objects.filter((object) => object.kind === kind);
  const user = of('users').find((object) => object.id === login);
  if (!user) {
    throw noSuch('user', login);
  }
  const profile = of('profiles').find((object) => object.id === login)?.body as ProfileWire | undefined;
  const whole = withProfile(user.body as UserWire, profile);
  const quoted = JSON.stringify(login);
  const naming = new Set<unknown>();
  for (const object of objects) {
    if (NAMING.has(object.kind) && JSON.stringify(object.body).includes(quoted)) {
      naming.add(object);
    }
    await breathe();
  }
  const names = (kind: string) => of(kind).filter((object) => naming.has(object));
  return {
    person: {
      ...whole,
      contactMethods:
        whole.contactMethods?.map(({ secret, ...method }) => ({ ...method, hasSecret: secret !== null })) ?? null,
      verified: profile?.verified ?? [],
    },
    absences: [...of('absences'), ...of('pastAbsences')]
      .filter(({ body }) => (body as { user?: string }).user === login)
      .map(({ body }) => body),
    // The push address is left out: it tells the person nothing, and anyone with it can push to the device.
    devices: of('devices')
      .filter(({ body }) => (body as DeviceWire).user === login)
      .map(({ id, body, createdAt }) => ({
        id,
        name: (body as DeviceWire).name,
        platform: (body as DeviceWire).platform,
        push: (body as DeviceWire).to !== null,
        addedAt: iso(createdAt),
      })),
    swaps: names('swaps').map(({ body }) => body),
    overrides: names('overrides').map(({ body }) => body),
    teams: names('teams').map(({ id }) => id),
    rotas: names('rotas').map(({ id }) => id),
    escalationPolicies: names('escalationPolicies').map(({ id }) => id),
  };
}

/** As the caller reads them one by one, and whether some are left out. */
function workProfilesOf(deps: ApiDeps, caller: Caller, login: string): object {
  const directory = deps.directory();
  const own = deps
    .objects()
    .flatMap(({ kind, body }) => (kind === 'workProfiles' ? [body as WorkProfileWire] : []))
    .filter(({ user }) => user === login);
  const shown = own.filter(({ unit }) => readerOf(caller, directory, unit, login) !== null);
  return {
    workProfiles: shown.map((profile) => profileShownTo(caller, directory, profile)),
    ...(shown.length < own.length && { leftOut: ['workProfiles'] }),
  };
}

/** Earlier states of work profiles, to whom the present ones are shown. */
function versionsShown(deps: ApiDeps, caller: Caller, login: string, versions: readonly object[]): object[] {
  const directory = deps.directory();
  return versions.flatMap((version) => {
    const { kind, body } = version as { kind: string; body: WorkProfileWire | string | null };
    if (kind !== 'workProfiles') {
      return [version];
    }
    // One that cannot be read names no unit.
    const of = typeof body === 'object' ? body : null;
    return readerOf(caller, directory, of?.unit ?? '', login) === null
      ? []
      : [{ ...version, body: of && profileShownTo(caller, directory, of) }];
  });
}
