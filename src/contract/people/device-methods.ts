/** Adds devices to the contact methods of the person that they belong to. */
import type { DeviceWire } from '#contract/people/device';
import { PUSH } from '#contract/people/push';
import type { ContactMethodWire, UserWire } from '#contract/people/user';

/** Devices that accept push, as contact methods of their person. */
export function deviceMethods(
  devices: ReadonlyArray<{ id: string; body: DeviceWire }>,
): Array<ContactMethodWire & { name: string }> {
  return devices.flatMap(({ id, body: { to, secret, name } }) =>
    to === null || secret === null ? [] : [{ id, type: PUSH, to, secret, name }],
  );
}

/** Adds devices to the methods that a file or the person states. */
export function withDevices(user: UserWire, methods: readonly ContactMethodWire[]): UserWire {
  return methods.length === 0 ? user : { ...user, contactMethods: [...(user.contactMethods ?? []), ...methods] };
}
