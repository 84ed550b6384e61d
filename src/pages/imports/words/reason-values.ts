/** Prepares the values in the sentences of an import. */
export type ReasonValues = Readonly<Record<string, string | number | boolean>>;

type Data = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** Lists become one text. */
export function reasonValues(data: Data): ReasonValues {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, typeof value === 'object' ? value.join(', ') : value]),
  );
}
