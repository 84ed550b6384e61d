/** Declares the types of `paths.mjs`. */

/** The packaged Node 24. */
export const node24: string;
/** The arguments with which scripts and tests start the sidecar. */
export const sidecarArguments: readonly string[];
export const sidecarEnvironment: Readonly<Record<string, string>>;
/** @param relative path from the root */
export function inRoot(relative: string): string;
