/** Replaces `$NAME` and `${NAME}` in provisioning files; `$$` is a `$`, and a `$` without a name stays. */
const REFERENCE = /\$(?:\$|\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

/** @returns undefined if the variable is not set */
export type VariableLookup = (name: string) => string | undefined;

export type InterpolatedText = { ok: true; text: string } | { ok: false; unset: string[] };

export function interpolate(text: string, variables: VariableLookup): InterpolatedText {
  const unset: string[] = [];
  const result = text.replace(REFERENCE, (whole, braced?: string, bare?: string) => {
    if (whole === '$$') {
      return '$';
    }
    const name = braced ?? bare ?? '';
    const value = variables(name);
    if (value === undefined) {
      unset.push(name);
    }
    return value ?? '';
  });
  return unset.length > 0 ? { ok: false, unset } : { ok: true, text: result };
}

/** Names of variables that a text mentions, even in comments: such a variable is not a mistake. */
export function variablesIn(text: string): string[] {
  return [...text.matchAll(REFERENCE)].map(([, braced, bare]) => braced ?? bare).filter((name) => name !== undefined);
}
