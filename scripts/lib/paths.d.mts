/** The Node 24 that comes as a package. */
export const node24: string;
/** How the sidecar is started, by scripts and by tests. */
export const sidecarArguments: readonly string[];
export const sidecarEnvironment: Readonly<Record<string, string>>;
/** @param relative path from the root */
export function inRoot(relative: string): string;
