/** Builds the dependencies of the API: configuration, identity, rights, and the stages behind its commands. */
import { readJson } from '#contract/foreign/json-shape';
import { createGrafanaKeys } from '../adapters/grafana/keys.ts';
import { COUNTRIES_FIELD, countryPrefixes } from '../channels/shared/fields/countries.ts';
import { textSetting } from '../channels/shared/fields/destination.ts';
import { createChannelActions } from '../actions/channels.ts';
import { createIncidentActions } from '../actions/incidents/incidents.ts';
import { createObjectActions } from '../actions/objects.ts';
import { createContactMethodActions } from '../actions/people/contact-methods.ts';
import { createUserActions } from '../actions/people/users.ts';
import { overridesOf } from '../actions/rotas/overrides.ts';
import { changeHolder } from '../configuration/holders.ts';
import { welcome } from '../configuration/users.ts';
import type { ServerDeps } from '../http/server.ts';
import type { ApiDeps } from '../http/api-deps.ts';
import { createTeamActions } from '../actions/teams/shadow.ts';
import { createTokenActions } from '../actions/tokens.ts';
import { authenticateWith } from '../http/entrance/authenticate.ts';
import type { Authenticators } from '../http/entrance/authenticate.ts';
import { isDisabledHere } from '../configuration/people/disabled.ts';
import { checkToken, isTaken } from '../identity/api-tokens.ts';
import { believeContext } from '../identity/context.ts';
import { createKeys } from '../identity/keys.ts';
import { createRecognise } from '../identity/people.ts';
import { verifySigned } from '../identity/signed.ts';
import { teamsOf } from '../rights/people.ts';
import { policiesOfRotas, policiesOnCallFor } from '../stages/routing/policies.ts';
import type { CoreServices } from './engine.ts';
import { wirePreviews } from './previews.ts';

type WiredApi = Pick<ServerDeps, 'api' | 'authenticate' | 'channels' | 'contactMethods' | 'fresh' | 'teams' | 'tokens'>;

export function wireApi(core: CoreServices): WiredApi {
  const { transact, reload, vault } = core;
  const spared = { ...core, ...core.toSpare };
  // Whoever acknowledges must be recognised first.
  const people = createRecognise({
    read: core.store.read,
    transact,
    welcome: (work, newcomer) => welcome(work, core, newcomer),
    changeHolder: (work, login) => changeHolder(work, vault, login),
    changed: reload,
  });
  const countries = (type: string) => countriesOf(core, type);
  const contactMethods = createContactMethodActions({ ...spared, countries });
  return {
    api: apiDeps(core, spared, people.rebind),
    authenticate: wireAuthentication(core, people.recognise),
    channels: createChannelActions(spared),
    contactMethods,
    fresh: reload,
    teams: createTeamActions(spared, core, contactMethods),
    tokens: createTokenActions(spared),
  };
}

/** Of all services that carry this type of number; null: no service does, it is no number. */
function countriesOf({ channels, directory }: CoreServices, type: string): string[] | null {
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

function apiDeps(
  core: CoreServices,
  spared: CoreServices,
  rebind: ReturnType<typeof createRecognise>['rebind'],
): ApiDeps {
  const { store, configuration, ids, rights } = core;
  return {
    ...rights,
    store,
    clock: core.clock,
    rotaAnswers: core.rotaAnswers,
    searchOf: core.searching.searchOf,
    portions: core.portions,
    objects: core.objects,
    broken: () => configuration.broken(),
    overridesOf,
    configuration: createObjectActions(spared, core, wirePreviews(core)),
    users: createUserActions({ ...spared, rebind }, core),
    newId: () => ids.next(),
    policiesOfRotas,
    policiesOnCallFor: async (login) => policiesOnCallFor(core.directory(), login, await core.clock.now()),
    incidents: createIncidentActions(core, rights),
  };
}

function wireAuthentication(
  core: CoreServices,
  recognise: ReturnType<typeof createRecognise>['recognise'],
): Authenticators {
  const { config, secrets, store, clock, machine, vault, transact, directory, log } = core;
  const { url, orgs } = config.grafana;
  const identify =
    url === null
      ? believeContext(orgs)
      : verifySigned({ keys: createKeys(createGrafanaKeys(url, readJson), machine, log), clock: machine, orgs });
  return authenticateWith({
    apiTokens: [secrets.apiToken, config.apiTokenPrevious].filter((token) => token !== null),
    pluginTokens: [secrets.pluginToken, config.pluginTokenPrevious].filter((token) => token !== null),
    fresh: core.reload,
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
    teamsOf: (login, grafanaTeams) => teamsOf(directory(), login, grafanaTeams),
    isDisabled: (login) => isDisabledHere(core, login),
    isNameTaken: (name) => isTaken(directory(), name),
  });
}
