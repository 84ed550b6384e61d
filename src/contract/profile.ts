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
  /** All addresses of the contact methods come from an Admin; what 0.1 looked at. */
  trusted: boolean;
  /** Those that an Admin wrote: they may lie in private ranges. Left out by 0.1, which trusted all or none. */
  trustedMethods?: VerifiedMethod[];
}

/** Nothing said, by a file or by the person. */
export const UNSAID: Pick<UserWire, ProfileField> = {
  contactMethods: null,
  notificationRules: null,
  quietHours: null,
  handoffAhead: null,
  mute: [],
};

export const EMPTY_PROFILE: ProfileWire = { ...UNSAID, verified: [], trusted: false };

/** An empty `mute` says nothing: a file that mutes nothing leaves it to the person. */
export function says(user: Pick<UserWire, ProfileField>, field: ProfileField): boolean {
  return field === 'mute' ? user.mute.length > 0 : user[field] !== null;
}

/** What the file or the user's own row leaves open is taken from the profile. */
export function withProfile(user: UserWire, profile: ProfileWire | undefined): UserWire {
  const said = PROFILE_FIELDS.filter((field) => !says(user, field)).map((field) => [
    field,
    profile?.[field] ?? UNSAID[field],
  ]);
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

/** Whoever moves an address to another id has not written it. */
function sameTarget(a: Pick<VerifiedMethod, 'type' | 'to'>, b: Pick<VerifiedMethod, 'type' | 'to'>): boolean {
  return a.type === b.type && a.to === b.to;
}

/** An Admin wrote this address of the person's own profile. */
export function isTrustedMethod(
  profile: ProfileWire | undefined,
  method: Pick<VerifiedMethod, 'type' | 'to'>,
): boolean {
  return profile?.trustedMethods?.some((one) => sameTarget(one, method)) ?? profile?.trusted ?? false;
}

/** Trust belongs to an address: an Admin gives it to those that they write, and leaves that of all others as it is. */
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
