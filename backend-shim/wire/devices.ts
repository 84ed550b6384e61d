/** Builds the dependencies of the routes for devices and for the app on them. */
import { renderSVG } from 'uqr';
import { createDeviceActions } from '../actions/people/devices.ts';
import { wrongEndpoint } from '../channels/web-push/service.ts';
import { devicesOf } from '../configuration/objects.ts';
import type { AppDeps, DeviceDeps } from '../http/device-deps.ts';
import type { ServerDeps } from '../http/server.ts';
import { checkSession, SESSION_LIFE } from '../identity/device-sessions.ts';
import { readView } from '../stages/response/view.ts';
import { teamsOf } from '../rights/people.ts';
import { sessionsOf } from '../store/access/devices.ts';
import { CAPABILITIES } from '../store/capabilities.ts';
import { wentTo } from '../store/deliveries/receipts.ts';
import type { CoreServices } from './engine.ts';

export function wireDevices(core: CoreServices): Pick<ServerDeps, 'app' | 'deviceActions' | 'devices'> {
  return {
    app: appDeps(core),
    deviceActions: createDeviceActions({ ...core, ...core.toSpare }),
    devices: deviceDeps(core),
  };
}

function deviceDeps({ objects, store, config }: CoreServices): DeviceDeps {
  return {
    list: async (user) => {
      const devices = devicesOf(objects()).filter(({ body }) => body.user === user);
      const ids = devices.map(({ id }) => id);
      const sessions = await sessionsOf(store.read, CAPABILITIES[store.dialect], ids);
      return devices.map((device) => ({ ...device, seenAt: sessions.get(device.id)?.seen_at ?? null }));
    },
    link: (code) => {
      // The secret follows the #, so that no log contains it and no program that previews links can use it up.
      const url = `${config.publicUrl}/app/#enrol=${code}`;
      return { url, qr: renderSVG(url, { ecc: 'M', border: 4 }) };
    },
  };
}

function appDeps(core: CoreServices): AppDeps {
  const { config, push, hearing, store } = core;
  const { pathname, protocol } = new URL(config.publicUrl);
  return {
    ...sessionDeps(core),
    wrongEndpoint: (endpoint) => wrongEndpoint(endpoint, push.services),
    view: appView(core),
    shown: async ({ user, device }, delivery) => {
      const isIts = await wentTo(store.read, CAPABILITIES[store.dialect], delivery, { user, method: device });
      if (isIts) {
        await hearing.receipt(delivery, { kind: 'delivered' });
      }
      return isIts;
    },
    publicKey: async () => (await push.identity())?.publicKey ?? null,
    isUsed: ({ rules }, device) => {
      const own = rules.urgent.length > 0 ? rules.urgent : rules.default;
      return own.length === 0 || own.some(({ method }) => method === device);
    },
    cookie: { path: `${pathname.replace(/\/+$/, '')}/app`, secure: protocol === 'https:', life: SESSION_LIFE },
  };
}

function sessionDeps(core: CoreServices): Pick<AppDeps, 'check' | 'device' | 'person' | 'teamsOf'> {
  const { objects, directory, store, transact, vault, clock } = core;
  const known = (id: string) => devicesOf(objects()).find((one) => one.id === id) ?? null;
  const sessions = {
    read: store.read,
    cap: CAPABILITIES[store.dialect],
    fingerprint: (text: string) => vault.fingerprint(text),
    now: () => clock.now(),
    transact,
  };
  return {
    check: (token) => checkSession(sessions, token),
    device: (id) => known(id)?.body ?? null,
    person: ({ device, user }) => {
      const person = directory().responders.get(user);
      return person && !person.disabled && known(device)?.body.user === user ? person : null;
    },
    teamsOf: (login) => teamsOf(directory(), login),
  };
}

function appView({
  store,
  directory,
  rests,
  responderCommands,
  clock,
  unreadable,
  links,
}: CoreServices): AppDeps['view'] {
  return async (incident, person) =>
    readView({
      db: store.read,
      directory: directory(),
      rests: rests.current(),
      incident,
      person,
      can: await responderCommands.can(person.login, incident),
      base: '',
      grafana: links.incident(incident.id),
      now: await clock.now(),
      first: null,
      flash: null,
      noting: unreadable,
    });
}
