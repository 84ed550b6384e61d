/**
 * A **reason** is a code of a closed list with the values of its sentence. Programs decide by the code, and sentences
 * are made where they are shown (`src/components/words`), in the reader's language. A released code keeps its meaning
 * and its data; new codes may be added.
 */
import { z } from 'zod';

/** Codes, each with the fields of its data; `{}`: none. */
export type ReasonList = Readonly<Record<string, Readonly<Record<string, z.ZodType>>>>;

export type CodeOf<List extends ReasonList> = keyof List & string;

export type DataOf<List extends ReasonList, Code extends CodeOf<List>> = {
  readonly [Field in keyof List[Code]]: z.output<List[Code][Field]>;
};

/** One reason of the list with its data, which may be absent if the code needs none. */
export type ReasonOf<List extends ReasonList> = {
  [Code in CodeOf<List>]: keyof List[Code] extends never
    ? { readonly reason: Code; readonly data?: Readonly<Record<string, never>> }
    : { readonly reason: Code; readonly data: DataOf<List, Code> };
}[CodeOf<List>];

/** Keeps the list's exact type, for `ReasonOf`. */
export function reasonList<const List extends ReasonList>(list: List): List {
  return list;
}

/** The texts of a list in one language: one function per code, so that none is forgotten. */
export type ReasonTexts<List extends ReasonList, Args extends unknown[] = []> = {
  readonly [Code in CodeOf<List>]: (data: DataOf<List, Code>, ...args: Args) => string;
};

/** The text of a reason from elsewhere; null: this version does not know the code, or the data does not fit it. */
export function wordsOf<List extends ReasonList, Args extends unknown[]>(
  list: List,
  words: ReasonTexts<List, Args>,
  { reason, data }: { reason?: string | null | undefined; data?: unknown },
  ...args: Args
): string | null {
  const fields = typeof reason === 'string' && Object.hasOwn(list, reason) ? list[reason] : undefined;
  const checked = fields === undefined ? null : z.object({ ...fields }).safeParse(data ?? {});
  return checked?.success ? words[reason as CodeOf<List>](checked.data as DataOf<List, CodeOf<List>>, ...args) : null;
}
