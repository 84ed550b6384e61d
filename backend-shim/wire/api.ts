/** What the API is handed: configuration, identity, and the stages behind its commands. */
import { createGrafanaKeys } from '../adapters/grafana-keys.ts';
import { COUNTRIES_FIELD, countryPrefixes } from '../channels/shared/fields/countries.ts';
import { textSetting } from '../channels/shared/fields/destination.ts';
import { createOverride, deleteOverride, overridesOf, replaceOverride } from '../configuration/overrides.ts';
import { eraseUser } from '../configuration/erase.ts';
import { finishErasing } from './people.ts';
import { createObject, deleteObject, replaceObject } from '../configuration/edit.ts';
import type { EditDeps } from '../configuration/edit.ts';
import { CHANNEL_DEFINITIONS } from '../channels/definitions.ts';
import { checkOwn } from '../configuration/own-checks.ts';
import { changeHolder } from '../configuration/holders.ts';
import { createReach } from '../configuration/reach.ts';
import { replaceToken } from '../configuration/replace-token.ts';
import { createUser, markVerified, replaceUser, welcome } from '../configuration/users.ts';
import type { ApiDeps } from '../http/api-deps.ts';
import { authenticateWith } from '../http/authenticate.ts';
import type { Doors } from '../http/authenticate.ts';
import type { TokenDeps } from '../http/routes/tokens.ts';
import { changeToken, checkToken, createToken, deleteToken, isTaken, tokenBody } from '../identity/api-tokens.ts';
import { believeContext } from '../identity/context.ts';
import { createKeys } from '../identity/keys.ts';
import { createRecognise } from '../identity/people.ts';
import { verifySigned } from '../identity/signed.ts';
import { openByHand } from '../incident/open-by-hand.ts';
import type { ConfigurationEditor } from '../ports/configuration.ts';
import type { ContactTester } from '../ports/reach.ts';
import { isOnCallOn, policiesOfRotas, policiesOnCallFor } from '../routing/policies.ts';
import { sources } from '../sources/registry.ts';
import { writeAudit } from '../store/access/audit.ts';
import { CAPABILITIES } from '../store/capabilities.ts';
import { listTokens } from '../store/access/tokens.ts';
import type { Work } from '../store/work.ts';
import { audited } from './audit.ts';
import type { Core } from './core.ts';

export interface Api {
  deps: ApiDeps;
  authenticate: Doors;
  tokens: TokenDeps;
  reach: ContactTester;
  fresh(): Promise<unknown>;
  /** What was saved counts from now on. */
  saved(): Promise<void>;
}

export function wireApi(core: Core): Api {
  const { transact, reload: changed, log, channels, directory, clock, ids, vault, world } = core;
  const edits: EditDeps = {
    vault,
    world,
    zone: core.zone,
    checkOwn: (kind, body) => checkOwn(CHANNEL_DEFINITIONS, sources, kind, body),
  };

  async function edit<T>(work: (work: Work) => Promise<T>): Promise<T> {
    const result = await transact(work);
    await changed();
    return result;
  }
  const people = createRecognise({
    read: core.store.read,
    transact,
    welcome: (work, newcomer) => welcome(work, edits, newcomer),
    changeHolder: (work, login) => changeHolder(work, vault, login),
    changed,
  });
  const editor: ConfigurationEditor = {
    create: (request) => edit((work) => createObject(work, edits, request)),
    replace: (request) => edit((work) => replaceObject(work, edits, request)),
    remove: (request) => edit((work) => deleteObject(work, edits, request)),
    createUser: (write) => edit((work) => createUser(work, edits, write)),
    replaceUser: (write) => edit((work) => replaceUser(work, edits, write)),
    eraseUser: async (request) => {
      const result = await edit((work) => eraseUser(work, edits, request));
      await finishErasing(transact);
      await changed();
      return result;
    },
    createOverride: (request) => edit((work) => createOverride(work, edits, request)),
    replaceOverride: (request) => edit((work) => replaceOverride(work, edits, request)),
    deleteOverride: (request) => edit((work) => deleteOverride(work, edits, request)),
    replaceToken: (request) => edit((work) => replaceToken(work, edits, request)),
  };
  const reach = createReach({
    countries: (type) => countriesOf(core, type),
    channels,
    directory,
    clock,
    ids,
    log,
    vault,
    transact,
    changed,
    markVerified: (work, login, method, actor) => markVerified(work, edits, login, method, actor),
  });
  return {
    deps: apiDeps(core, editor, (login, uid, actor) => edit((work) => people.rebind(work, login, uid, actor))),
    authenticate: wireAuthentication(core, people.recognise),
    tokens: tokenDeps(core),
    reach,
    fresh: () => changed(),
    saved: changed,
  };
}

/** Of all services that carry this type of number; null: no service does, it is no number. */
function countriesOf({ channels, directory }: Core, type: string): string[] | null {
  const carriers = new Set(
    [...channels.values()]
      .filter(({ definition }) => definition.serves?.includes(type))
      .map(({ definition }) => definition.kind),
  );
  const services = [...directory().rooms.values()].filter((room) => carriers.has(room.type));
  return carriers.size === 0
    ? null
    : services.flatMap(({ settings }) => countryPrefixes(textSetting(settings, COUNTRIES_FIELD.name)));
}

function apiDeps(core: Core, editor: ConfigurationEditor, rebind: ApiDeps['rebind']): ApiDeps {
  const { store, copies, clock, directory, configuration, change, ids, transact } = core;
  return {
    store,
    cap: CAPABILITIES[store.dialect],
    copies,
    clock,
    directory,
    objects: () => configuration.objects(),
    broken: () => configuration.broken(),
    overridesOf,
    editor,
    rebind,
    newId: () => ids.next(),
    command: (request) => change((work) => audited(work, request)),
    openByHand: (request) =>
      change(async (work) => {
        const result = await openByHand(work, request);
        if (result.ok) {
          const { actor, ...after } = request;
          await writeAudit(work, [
            { actor: actor.name, action: 'open', kind: 'incidents', subject: result.incident.id, before: null, after },
          ]);
        }
        return result;
      }),
    exported: (login, actor) =>
      transact((work) =>
        writeAudit(work, [{ actor, action: 'export', kind: 'users', subject: login, before: null, after: null }]),
      ),
    policiesOfRotas,
    policiesOnCallFor: async (login) => policiesOnCallFor(directory(), login, await clock.now()),
    now: () => clock.now(),
    isOnCallOn: (policy, person, at) => isOnCallOn(directory(), policy, person, at),
    viewersAcknowledge: core.config.viewersAcknowledge,
  };
}

function wireAuthentication(core: Core, recognise: ReturnType<typeof createRecognise>['recognise']): Doors {
  const { config, secrets, store, clock, machine, vault, transact, directory, log } = core;
  const { url, orgs } = config.grafana;
  const identify =
    url === null
      ? believeContext(orgs)
      : verifySigned({ keys: createKeys(createGrafanaKeys(url), machine, log), clock: machine, orgs });
  return authenticateWith({
    apiTokens: [secrets.apiToken, config.apiTokenPrevious].filter((token) => token !== null),
    pluginTokens: [secrets.pluginToken, config.pluginTokenPrevious].filter((token) => token !== null),
    identify,
    recognise,
    checkToken: (plain) =>
      checkToken(
        {
          read: store.read,
          fingerprint: (text) => vault.fingerprint(text),
          now: () => clock.now(),
          transact,
          noting: core.unreadable,
        },
        plain,
      ),
    teamsOf: (login, grafanaTeams) =>
      [...directory().teams.values()]
        .filter(
          (team) =>
            (login !== null && (team.members.includes(login) || team.managers.includes(login))) ||
            (team.grafanaTeam !== null && grafanaTeams.includes(team.grafanaTeam)),
        )
        .map((team) => team.id),
    isNameTaken: (name) => isTaken(directory(), name),
  });
}

function tokenDeps({ store, vault, transact, unreadable }: Core): TokenDeps {
  return {
    list: async () => (await listTokens(store.read)).map((row) => tokenBody(row, unreadable)),
    create: (body, actor) =>
      transact(async (work) => {
        const made = await createToken(work, (text) => vault.fingerprint(text), body, actor);
        return made.ok ? { ok: true, body: tokenBody(made.row, unreadable), token: made.token } : made;
      }),
    change: (edit, body) =>
      transact(async (work) => {
        const saved = await changeToken(work, edit, body);
        return saved.ok ? { ok: true, body: tokenBody(saved.row, unreadable) } : saved;
      }),
    remove: (edit) => transact((work) => deleteToken(work, edit)),
  };
}
