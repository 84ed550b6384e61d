/**
 * Defines **profiles**: how a person wants to be reached, as they set it in Vigie instead of a file. A profile is
 * stored beside the user, so that a reload of files does not change it.
 */
import type { ContactMethodWire, UserWire } from '#contract/people/user';

export const PROFILE_FIELDS = ['contactMethods', 'notificationRules', 'quietHours', 'handoffAhead', 'mute'] as const;
export type ProfileField = (typeof PROFILE_FIELDS)[number];

/** Identifies an address that was verified: another address is another method. */
export type VerifiedMethod = Pick<ContactMethodWire, 'id' | 'type' | 'to'>;

export interface ProfileWire extends Pick<UserWire, ProfileField> {
  verified: VerifiedMethod[];
  /** All addresses of the contact methods come from an Admin; read by 0.1. */
  trusted: boolean;
  /** Addresses that an Admin wrote, which may lie in private ranges. Absent from 0.1, which trusted all or none. */
  trustedMethods?: VerifiedMethod[];
}

/** A profile without any choice. */
export const UNSAID: Pick<UserWire, ProfileField> = {
  contactMethods: null,
  notificationRules: null,
  quietHours: null,
  handoffAhead: null,
  mute: [],
};

export const EMPTY_PROFILE: ProfileWire = { ...UNSAID, verified: [], trusted: false };

/** An empty `mute` does not count as a choice: a file that mutes nothing leaves it to the person. */
export function says(user: Pick<UserWire, ProfileField>, field: ProfileField): boolean {
  return field === 'mute' ? user.mute.length > 0 : user[field] !== null;
}

/** Fills what the file or the user's own row leaves open from the profile. */
export function withProfile(user: UserWire, profile: ProfileWire | undefined): UserWire {
  const said = PROFILE_FIELDS.filter((field) => !says(user, field)).map((field) => [
    field,
    profile?.[field] ?? UNSAID[field],
  ]);
  return { ...user, ...(Object.fromEntries(said) as Partial<UserWire>) };
}

/**
 * Methods of files count as verified unless the file says otherwise, as does the mail address that Grafana or a file
 * gives. Any other method counts once its person has confirmed it.
 */
export function isVerifiedMethod(user: UserWire, profile: ProfileWire | undefined, method: string): boolean {
  const own = (user.contactMethods ?? profile?.contactMethods)?.find((one) => one.id === method);
  if (own === undefined || (user.contactMethods !== null && own.verified !== false)) {
    return user.contactMethods !== null;
  }
  return isOwnMail(user, own) || (profile?.verified ?? []).some((one) => sameAddress(one, own));
}

/** Compares without the id: moving an address to another id does not make somebody its author. */
function sameTarget(a: Pick<VerifiedMethod, 'type' | 'to'>, b: Pick<VerifiedMethod, 'type' | 'to'>): boolean {
  return a.type === b.type && a.to === b.to;
}

/** Whether an Admin wrote this address of the person's own profile. */
export function isTrustedMethod(
  profile: ProfileWire | undefined,
  method: Pick<VerifiedMethod, 'type' | 'to'>,
): boolean {
  return profile?.trustedMethods?.some((one) => sameTarget(one, method)) ?? profile?.trusted ?? false;
}

/**
 * Trust belongs to an address: an Admin's edit trusts the addresses that it changes and leaves all others as they are.
 */
export function trustAfter(
  before: ProfileWire | undefined,
  methods: readonly VerifiedMethod[],
  isAdmin: boolean,
): Pick<ProfileWire, 'trusted' | 'trustedMethods'> {
  const wasThere = (method: VerifiedMethod) => (before?.contactMethods ?? []).some((one) => sameTarget(one, method));
  const trustedMethods = methods
    .filter((method) => (wasThere(method) ? isTrustedMethod(before, method) : isAdmin))
    .map(({ id, type, to }) => ({ id, type, to }));
  return { trusted: methods.length > 0 && trustedMethods.length === methods.length, trustedMethods };
}

export function sameAddress(a: VerifiedMethod, b: VerifiedMethod): boolean {
  return a.id === b.id && a.type === b.type && a.to === b.to;
}

function isOwnMail(user: UserWire, method: VerifiedMethod): boolean {
  return method.type === 'email' && user.email !== null && method.to.toLowerCase() === user.email.toLowerCase();
}
