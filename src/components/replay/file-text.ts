/** Writes objects as the YAML of a file, to copy it there. */

type Value = string | number | boolean | null | undefined | readonly Value[] | { readonly [field: string]: Value };

const PLAIN = /^[A-Za-z_][A-Za-z0-9_ -]*[A-Za-z0-9_]$|^[A-Za-z]$/;
/** Read as something else than text by one reader or another. */
const NOT_TEXT = /^(true|false|null|yes|no|on|off|y|n)$/i;

/** @param objects by kind, as files list them; what is not set is left out */
export function fileText(objects: Readonly<Record<string, readonly object[]>>): string {
  return ['apiVersion: 1', ...linesOf(objects as Value, 0)].join('\n') + '\n';
}

function linesOf(value: Value, depth: number): string[] {
  const indent = '  '.repeat(depth);
  if (Array.isArray(value)) {
    return (value as readonly Value[]).flatMap((item) => listItem(item, depth));
  }
  return Object.entries(value as Record<string, Value>).flatMap(([field, own]) => {
    if (own === null || own === undefined) {
      return [];
    }
    return isNested(own)
      ? [`${indent}${scalar(field)}:`, ...linesOf(own, depth + 1)]
      : [`${indent}${scalar(field)}: ${scalar(own)}`];
  });
}

function listItem(item: Value, depth: number): string[] {
  const dash = `${'  '.repeat(depth)}- `;
  if (!isNested(item)) {
    return [`${dash}${scalar(item)}`];
  }
  const [first = '{}', ...rest] = linesOf(item, depth + 1);
  return [`${dash}${first.trimStart()}`, ...rest];
}

function isNested(value: Value): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

/** Text that might be read as something else is quoted, as JSON does. */
function scalar(value: Value): string {
  return typeof value === 'string' && PLAIN.test(value) && !NOT_TEXT.test(value) ? value : JSON.stringify(value);
}
