/** Shows people, with their addresses only to themselves and to Admins. */
import { PUSH } from '#contract/people/push';
import type { DeviceWire } from '#contract/people/device';
import { isVerifiedMethod, withProfile } from '#contract/people/profile';
import type { ProfileWire } from '#contract/people/profile';
import type { UserWire } from '#contract/people/user';
import type { StoredObject } from '../../ports/configuration.ts';
import type { Caller } from '../../rights/caller.ts';
import { isAdmin, isPerson } from '../../rights/who.ts';

export interface UserParts {
  user: StoredObject;
  profile: StoredObject | null;
  /** `login/method` of each method whose last delivery failed. */
  failing: ReadonlySet<string>;
  isDisabledInGrafana: boolean;
  /** The person's devices. */
  devices: ReadonlyArray<{ id: string; body: DeviceWire }>;
}

export function userBody({ user, profile, failing, isDisabledInGrafana, devices }: UserParts, caller: Caller): object {
  const own = user.body as UserWire;
  const said = profile?.body as ProfileWire | undefined;
  const whole = withProfile(own, said);
  const isTheirs = isAdmin(caller) || isPerson(caller, own.login);
  const contactMethods = whole.contactMethods?.map(({ id, type, to, secret }) => ({
    id,
    type,
    ...(isTheirs ? { to, secret: null, hasSecret: secret !== null } : {}),
    verified: isVerifiedMethod(own, said, id),
    healthy: !failing.has(`${own.login}/${id}`),
  }));
  // The device's name replaces its address, because anyone with the address can push to the device.
  const phones = devices
    .filter(({ body }) => body.to !== null)
    .map(({ id, body }) => ({
      id,
      type: PUSH,
      ...(isTheirs ? { to: body.name, secret: null, hasSecret: true } : {}),
      verified: true,
      healthy: !failing.has(`${own.login}/${id}`),
    }));
  return {
    ...whole,
    email: isTheirs ? whole.email : null,
    contactMethods: phones.length === 0 ? (contactMethods ?? null) : [...(contactMethods ?? []), ...phones],
    disabledInGrafana: isDisabledInGrafana,
    provisioned: user.origin === 'file',
    version: user.version + (profile?.version ?? 0),
  };
}
