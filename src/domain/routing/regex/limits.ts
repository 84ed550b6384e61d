/**
 * Bounds of what people write into matchers. A weight is about the number of instructions of a compiled program; names,
 * lists of names, `.` and `.*` weigh little more than one (docs/adr/0027-what-people-write-is-weighed).
 */

/** 200 names of hosts with their domain. */
export const LONGEST_PATTERN = 10_000;
/** The same with a label, quotes and escapes. */
export const LONGEST_MATCHER = 12_000;
/** Of one program: some milliseconds to compile. */
export const MOST_WEIGHT = 2_500;
/** Of an expression that needs no program. */
export const MOST_PLAIN_WEIGHT = 4_000;
/** Of everything in a policy, an integration, a maintenance or a subscription. */
export const MOST_WEIGHT_TOGETHER = 10_000;
/** Of everything that one person subscribed to, and of the conditions of a policy. */
export const MOST_WEIGHT_OF_PERSON = 4_000;
/** Matchers in one request, whatever it states. */
export const MOST_MATCHERS_OF_REQUEST = 5_000;
