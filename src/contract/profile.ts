/**
 * How a person wants to be reached, where they say so themselves in Vigie instead of a file. Kept
 * beside the user, so that a reload of files does not touch it.
 */
import type { ContactMethodWire, UserWire } from '#contract/user';

export const PROFILE_FIELDS = ['contactMethods', 'notificationRules', 'quietHours'] as const;
export type ProfileField = (typeof PROFILE_FIELDS)[number];

/** Names an address that was shown to reach the person: another address is another method. */
export type VerifiedMethod = Pick<ContactMethodWire, 'id' | 'type' | 'to'>;

export interface ProfileWire extends Pick<UserWire, ProfileField> {
  verified: VerifiedMethod[];
  /** An Admin wrote the contact methods: they may lie in private ranges. */
  trusted: boolean;
}

export const EMPTY_PROFILE: ProfileWire = { contactMethods: null, notificationRules: null, quietHours: null, verified: [], trusted: false };

/** What the file or the user's own row leaves open is taken from the profile. */
export function withProfile(user: UserWire, profile: ProfileWire | undefined): UserWire {
  return profile === undefined
    ? user
    : {
        ...user,
        contactMethods: user.contactMethods ?? profile.contactMethods,
        notificationRules: user.notificationRules ?? profile.notificationRules,
        quietHours: user.quietHours ?? profile.quietHours,
      };
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
