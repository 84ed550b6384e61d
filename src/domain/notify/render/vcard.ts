/**
 * Writes a contact with the numbers that Vigie calls and writes from, since phones let known numbers through at night.
 */

/** RFC 2426 §5: characters that would end a value. */
function escaped(text: string): string {
  return text.replace(/[\\,;]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

/** Version 3.0, which every phone reads. @param numbers `+33612345678`, or short codes */
export function vcard(name: string, numbers: readonly string[], url: string): string {
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:${escaped(name)};;;;`,
    `FN:${escaped(name)}`,
    ...numbers.map((number) => `TEL;TYPE=CELL:${number}`),
    `URL:${escaped(url)}`,
    'END:VCARD',
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}
