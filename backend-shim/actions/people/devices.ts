/** The actions on devices with the app: make an enrolment link, sign in, subscribe to push, remove the device. */
import { addDevice, removeDevice, subscribeDevice } from '../../configuration/devices.ts';
import type { DeviceChange } from '../../configuration/devices.ts';
import { startSession } from '../../identity/device-sessions.ts';
import { finishEnrolment, isEnrolment, startEnrolment } from '../../identity/enrolments.ts';
import type { PushSubscriptionWire } from '#contract/people/device';
import type { GuessLimiter } from '../../ports/guesses.ts';
import { writeAudit } from '../../store/access/audit.ts';
import { CAPABILITIES } from '../../store/capabilities.ts';
import type { Work } from '../../store/work.ts';
import { saving } from '../context.ts';
import type { ActionContext } from '../context.ts';

type DeviceRefused = Extract<DeviceChange, { ok: false }>;

interface EnrolmentRequest {
  code: string;
  name: string;
  platform: string;
  /** The address of the caller. After many wrong codes its answers are delayed, but never refused. */
  from: string;
}

export interface DeviceActions {
  /** null: another link was made a moment ago. */
  startEnrolment(user: string): Promise<{ code: string; expiresAt: number } | null>;
  enrol(request: EnrolmentRequest): Promise<{ ok: true; token: string } | DeviceRefused>;
  /** @param subscription null: the device receives no more push messages */
  subscribe(device: string, subscription: PushSubscriptionWire | null): Promise<DeviceChange>;
  remove(device: { user: string; id: string; actor: string }): Promise<DeviceChange>;
}

const USED_UP: DeviceRefused = {
  ok: false,
  code: 'not-found',
  message:
    'This link or code does not work: it was used, it is older than ten minutes, or a newer one was made. Make a new one on your profile page in Grafana.',
  why: { reason: 'enrolment-used' },
};

type DeviceContext = Pick<ActionContext, 'store' | 'clock' | 'vault' | 'transact' | 'reload'> & {
  guesses: Pick<GuessLimiter, 'wrong'>;
};

export function createDeviceActions(context: DeviceContext): DeviceActions {
  const { store, clock, vault, transact, guesses } = context;
  const save = saving(transact, context.reload);
  const fingerprint = (text: string) => vault.fingerprint(text);
  const isKnown = async (code: string) =>
    isEnrolment({ read: store.read, cap: CAPABILITIES[store.dialect], now: await clock.now() }, fingerprint, code);
  return {
    startEnrolment: (user) => transact((work) => start(work, fingerprint, user)),
    enrol: async (request) => {
      if (!(await isKnown(request.code))) {
        await guesses.wrong(request.from);
        return USED_UP;
      }
      return save((work) => enrol(work, vault, request));
    },
    subscribe: (device, subscription) => save((work) => subscribeDevice(work, vault, device, subscription)),
    remove: (device) => save((work) => removeDevice(work, vault, device)),
  };
}

async function start(work: Work, fingerprint: (text: string) => string, user: string) {
  const made = await startEnrolment(work, fingerprint, user);
  if (made) {
    await writeAudit(work, [{ actor: user, action: 'enrol', kind: 'users', subject: user, before: null, after: null }]);
  }
  return made;
}

/** Binds the device and signs it in within one transaction, so that every used code has its device. */
async function enrol(
  work: Work,
  vault: ActionContext['vault'],
  { code, name, platform }: EnrolmentRequest,
): Promise<{ ok: true; token: string } | DeviceRefused> {
  const fingerprint = (text: string) => vault.fingerprint(text);
  const user = await finishEnrolment(work, fingerprint, code);
  if (user === null || work.directory.responders.get(user)?.disabled !== false) {
    return USED_UP;
  }
  const id = `phone-${work.ids.next().slice(-12).toLowerCase()}`;
  const device = { user, name, platform, to: null, secret: null, subscribedAt: null };
  const added = await addDevice(work, vault, id, device);
  return added.ok ? { ok: true, token: await startSession(work, fingerprint, { device: id, user }) } : added;
}
