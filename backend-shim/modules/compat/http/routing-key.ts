/**
 * Finds what may be the routing key in the bytes of an event, before they are parsed: everybody may send a MiB, and only
 * a right key pays for building values of it. The search is native, and as cheap as receiving the bytes.
 */

/** An event has one. More stand in texts that it quotes; the key is then among the first or the last. */
const MOST_EACH_WAY = 16;
/** Tokens are shorter. */
const LONGEST = 512;

const NAME = Buffer.from('routing_key');
/** After the name: of a JSON object, or of a form. */
const JSON_VALUE = /^"\s*:\s*("(?:[^"\\]|\\.)*")/s;
const FORM_VALUE = /^=([^&\s]+)/;

/** @returns different ones, in their order; whether one is at the top level is for the parser to say */
export function possibleKeys(bytes: Buffer): string[] {
  const keys = [...places(bytes)].flatMap((at) => valueAt(bytes, at) ?? []);
  return [...new Set(keys)];
}

function places(bytes: Buffer): Set<number> {
  const found: number[] = [];
  for (let at = bytes.indexOf(NAME); at >= 0 && found.length < MOST_EACH_WAY; at = bytes.indexOf(NAME, at + 1)) {
    found.push(at);
  }
  if (found.length === MOST_EACH_WAY) {
    let at = bytes.lastIndexOf(NAME);
    for (let left = MOST_EACH_WAY; left > 0 && at > 0; left--) {
      found.push(at);
      at = bytes.lastIndexOf(NAME, at - 1);
    }
  }
  return new Set(found);
}

function valueAt(bytes: Buffer, at: number): string | null {
  const from = at + NAME.length;
  const after = bytes.toString('utf8', from, from + LONGEST);
  const json = JSON_VALUE.exec(after)?.[1];
  if (json !== undefined) {
    return textOf(json);
  }
  const form = FORM_VALUE.exec(after)?.[1];
  return form === undefined ? null : (new URLSearchParams(`key=${form}`).get('key') ?? null);
}

function textOf(json: string): string | null {
  try {
    return JSON.parse(json) as string;
  } catch {
    // No JSON, so no key either.
    return null;
  }
}
