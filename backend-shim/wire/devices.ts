/** What the routes of devices, and of the app on them, are handed. */
import { renderSVG } from 'uqr';
import { wrongEndpoint } from '../channels/web-push/service.ts';
import { addDevice, removeDevice, subscribeDevice } from '../configuration/devices.ts';
import { devicesOf } from '../configuration/objects.ts';
import type { AppDeps, DeviceDeps, DeviceRefused } from '../http/device-deps.ts';
import { checkSession, SESSION_LIFE, startSession } from '../identity/device-sessions.ts';
import { finishEnrolment, isEnrolment, startEnrolment } from '../identity/enrolments.ts';
import { readView } from '../response/view.ts';
import { writeAudit } from '../store/access/audit.ts';
import { CAPABILITIES } from '../store/capabilities.ts';
import { sessionsOf } from '../store/access/devices.ts';
import { teamsOf } from './concerned.ts';
import type { Core } from './core.ts';

export function deviceDeps(core: Core, saved: () => Promise<void>): DeviceDeps {
  const { configuration, store, transact, vault, config } = core;
  return {
    list: async (user) => {
      const devices = devicesOf(configuration.objects()).filter(({ body }) => body.user === user);
      const sessions = await sessionsOf(
        store.read,
        CAPABILITIES[store.dialect],
        devices.map(({ id }) => id),
      );
      return devices.map((device) => ({ ...device, seenAt: sessions.get(device.id)?.seen_at ?? null }));
    },
    startEnrolment: (user) =>
      transact(async (work) => {
        const made = await startEnrolment(work, (text) => vault.fingerprint(text), user);
        if (made) {
          await writeAudit(work, [
            { actor: user, action: 'enrol', kind: 'users', subject: user, before: null, after: null },
          ]);
        }
        return made;
      }),
    remove: async (device) => {
      const result = await transact((work) => removeDevice(work, vault, device));
      await saved();
      return result;
    },
    link: (code) => {
      // Behind the #, so that it is in no log and no program that looks at links uses it up.
      const url = `${config.publicUrl}/app/#enrol=${code}`;
      return { url, qr: renderSVG(url, { ecc: 'M', border: 4 }) };
    },
  };
}

export function appDeps(core: Core, saved: () => Promise<void>): AppDeps {
  const { configuration, directory, store, transact, vault, config, clock, guesses, push, hearing, concerned } = core;
  const fingerprint = (text: string) => vault.fingerprint(text);
  const known = (id: string) => devicesOf(configuration.objects()).find((one) => one.id === id) ?? null;
  const { pathname, protocol } = new URL(config.publicUrl);
  async function then<T>(work: Promise<T>): Promise<T> {
    const result = await work;
    await saved();
    return result;
  }
  return {
    check: (token) =>
      checkSession(
        { read: store.read, cap: CAPABILITIES[store.dialect], fingerprint, now: () => clock.now(), transact },
        token,
      ),
    person: ({ device, user }) => {
      const person = directory().responders.get(user);
      return person && !person.disabled && known(device)?.body.user === user ? person : null;
    },
    teamsOf: (login) => teamsOf(directory(), login),
    enrol: async (code, said, from) => {
      if (
        !(await isEnrolment(
          { read: store.read, cap: CAPABILITIES[store.dialect], now: await clock.now() },
          fingerprint,
          code,
        ))
      ) {
        await guesses.wrong(from);
        return USED_UP;
      }
      return then(transact((work) => enrol(core, work, code, said)));
    },
    wrongEndpoint: (endpoint) => wrongEndpoint(endpoint, push.services),
    subscribe: (device, subscription) => then(transact((work) => subscribeDevice(work, vault, device, subscription))),
    leave: async ({ device, user }) =>
      void (await then(transact((work) => removeDevice(work, vault, { user, id: device, actor: user })))),
    device: (id) => known(id)?.body ?? null,
    view: async (incident, person) =>
      readView({
        db: store.read,
        directory: directory(),
        incident,
        person,
        can: await concerned.can(person.login, incident),
        base: '',
        now: await clock.now(),
        first: null,
        flash: null,
        noting: core.unreadable,
      }),
    shown: (delivery) => hearing.receipt(delivery, { kind: 'delivered' }),
    publicKey: async () => (await push.identity())?.publicKey ?? null,
    isUsed: ({ rules }, device) => {
      const own = rules.urgent.length > 0 ? rules.urgent : rules.default;
      return own.length === 0 || own.some(({ method }) => method === device);
    },
    cookie: { path: `${pathname.replace(/\/+$/, '')}/app`, secure: protocol === 'https:', life: SESSION_LIFE },
  };
}

const USED_UP: DeviceRefused = {
  ok: false,
  code: 'not-found',
  message:
    'This link or code does not work: it was used, it is older than ten minutes, or a newer one was made. Make a new one on your profile page in Grafana.',
  why: { reason: 'enrolment-used' },
};

/** Bound and signed in in one transaction: a code that was used has its device. */
async function enrol(
  { vault, directory }: Core,
  work: Parameters<typeof addDevice>[0],
  code: string,
  said: { name: string; platform: string },
): Promise<Awaited<ReturnType<AppDeps['enrol']>>> {
  const fingerprint = (text: string) => vault.fingerprint(text);
  const user = await finishEnrolment(work, fingerprint, code);
  if (user === null || directory().responders.get(user)?.disabled !== false) {
    return USED_UP;
  }
  const id = `phone-${work.ids.next().slice(-12).toLowerCase()}`;
  const added = await addDevice(work, vault, id, { user, ...said, to: null, secret: null, subscribedAt: null });
  return added.ok ? { ok: true, token: await startSession(work, fingerprint, { device: id, user }) } : added;
}
