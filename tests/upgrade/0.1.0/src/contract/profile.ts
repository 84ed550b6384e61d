/**
 * How a person wants to be reached, where they say so themselves in Vigie instead of a file. Kept
 * beside the user, so that a reload of files does not touch it.
 */
import type { ContactMethodWire, UserWire } from '#contract/user';

export const PROFILE_FIELDS = ['contactMethods', 'notificationRules', 'quietHours', 'handoffAhead', 'mute'] as const;
export type ProfileField = (typeof PROFILE_FIELDS)[number];

/** Names an address that was shown to reach the person: another address is another method. */
export type VerifiedMethod = Pick<ContactMethodWire, 'id' | 'type' | 'to'>;

export interface ProfileWire extends Pick<UserWire, ProfileField> {
  verified: VerifiedMethod[];
  /** An Admin wrote the contact methods: they may lie in private ranges. */
  trusted: boolean;
}

/** Nothing said, by a file or by the person. */
export const UNSAID: Pick<UserWire, ProfileField> = { contactMethods: null, notificationRules: null, quietHours: null, handoffAhead: null, mute: [] };

export const EMPTY_PROFILE: ProfileWire = { ...UNSAID, verified: [], trusted: false };

/** An empty `mute` says nothing: a file that mutes nothing leaves it to the person. */
export function says(user: Pick<UserWire, ProfileField>, field: ProfileField): boolean {
  return field === 'mute' ? user.mute.length > 0 : user[field] !== null;
}

/** What the file or the user's own row leaves open is taken from the profile. */
export function withProfile(user: UserWire, profile: ProfileWire | undefined): UserWire {
  const said = PROFILE_FIELDS.filter((field) => !says(user, field)).map((field) => [field, profile?.[field] ?? UNSAID[field]]);
  return { ...user, ...(Object.fromEntries(said) as Partial<UserWire>) };
}

/** Methods of files count as verified, as does the mail address that Grafana or a file gives. */
export function isVerifiedMethod(user: UserWire, profile: ProfileWire | undefined, method: string): boolean {
  if (user.contactMethods !== null) {
    return true;
  }
  const own = profile?.contactMethods?.find((one) => one.id === method);
  return own !== undefined && (isOwnMail(user, own) || (profile?.verified ?? []).some((one) => sameAddress(one, own)));
}

export function sameAddress(a: VerifiedMethod, b: VerifiedMethod): boolean {
  return a.id === b.id && a.type === b.type && a.to === b.to;
}

function isOwnMail(user: UserWire, method: VerifiedMethod): boolean {
  return method.type === 'email' && user.email !== null && method.to.toLowerCase() === user.email.toLowerCase();
}
