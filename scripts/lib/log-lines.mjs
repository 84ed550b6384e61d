/** Formats the sidecar's log for people. */

const levels = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'WARN', 50: 'ERROR', 60: 'FATAL' };
const hidden = new Set(['level', 'time', 'msg', 'pid', 'hostname', 'v', 'name']);

/** Formats a line of the sidecar's JSON log for a person; other lines stay. @param {string} line */
export function readable(line) {
  const entry = parseLog(line);
  if (entry === null) return line;
  const time = new Date(entry.time ?? Date.now()).toTimeString().slice(0, 8);
  const fields = Object.entries(entry)
    .filter(([key]) => !hidden.has(key))
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return [time, String(levels[entry.level] ?? entry.level ?? '').padEnd(5), entry.msg, ...fields].join(' ');
}

/** @param {string} line @returns {Record<string, any> | null} */
export function parseLog(line) {
  if (!line.startsWith('{')) return null;
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
