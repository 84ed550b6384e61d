/** Reads what senders of other pagers add to an alert: a text, or names with values of any kind. */
import { labelsOf } from './labels.ts';
import { isRecord, scalar } from './read.ts';
import { LIMITS } from './text.ts';

/** Writes details as lines for the description; null: there are none. */
export function detailLines(details: unknown): string | null {
  if (!isRecord(details)) {
    return scalar(details);
  }
  const lines: string[] = [];
  let room: number = LIMITS.description;
  for (const [name, value] of Object.entries(details)) {
    const text = scalar(value) ?? (value === null || value === '' ? null : JSON.stringify(value));
    if (text !== null && room > 0) {
      lines.push(text.includes('\n') ? `${name}:\n${text}` : `${name}: ${text}`);
      room -= name.length + text.length;
    }
  }
  return lines.join('\n') || null;
}

/** The details of one line, which routes may match on. */
export function shortDetails(details: unknown): Array<[name: string, value: string]> {
  return Object.entries(labelsOf(details)).filter(([, value]) => value !== '' && !value.includes('\n'));
}
