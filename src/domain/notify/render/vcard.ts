/** A contact with the numbers that Vigie calls and writes from: phones let through at night whom they know. */

/** RFC 2426 §5: what would end a value. */
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
