/** Parses headers written as `Name: value`, one per line. */
export type ParsedHeaders = { ok: true; headers: Record<string, string> } | { ok: false };

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Headers that describe the transfer, which templates must not set. */
const OURS = new Set(['host', 'content-length', 'transfer-encoding', 'connection', 'upgrade', 'expect']);

export function headerLines(text: string): ParsedHeaders {
  const headers: Record<string, string> = {};
  for (const line of text
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '')) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).trim().toLowerCase();
    const value = line.slice(at + 1).trim();
    // Header values are visible ASCII; the client would refuse anything else.
    if (at < 1 || !NAME.test(name) || OURS.has(name) || !/^[\x20-\x7e]*$/.test(value)) {
      return { ok: false };
    }
    headers[name] = value;
  }
  return { ok: true, headers };
}
