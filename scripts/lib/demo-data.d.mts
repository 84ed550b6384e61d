/** Declares the types of `demo-data.mjs`. */

/** @returns a line that says what was added */
export function addDemo(sidecar: { url: string; token: string }): Promise<string>;
