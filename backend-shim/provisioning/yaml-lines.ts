/** Finds the lines of the parts of a YAML document, without the document: plain data, which a thread hands over. */
import { isAlias, isMap, isNode, isScalar, isSeq } from 'yaml';
import type { Document, Node } from 'yaml';
import type { PathPart } from '#contract/base/problem';

/** A part within another one: the line where it begins, and its own place in the table. */
type Within = readonly [line: number | null, place: number];

interface LinesOf {
  list?: readonly Within[];
  map?: Readonly<Record<string, Within>>;
}

/** An alias has the place of the part that it stands for, so that the table does not grow by aliases. */
export interface LineTable {
  first: number | null;
  /** The place of the document's contents. */
  root: number;
  parts: readonly LinesOf[];
}

/** Scalars have no parts; their place is 0. */
const SCALAR: LinesOf = {};

export function lineTable(document: Document, lineAt: (offset: number) => number): LineTable {
  const parts: LinesOf[] = [SCALAR];
  /** The places of what has an anchor: an alias means the last one before it. */
  const anchors = new Map<string, number>();
  const lineOfNode = (node: unknown) => {
    const offset = (node as Node | null)?.range?.[0];
    return offset === undefined ? null : lineAt(offset);
  };

  function placeOf(node: unknown): number {
    if (isAlias(node)) return anchors.get(node.source) ?? 0;
    const isCollection = isMap(node) || isSeq(node);
    const place = isCollection ? parts.push(SCALAR) - 1 : 0;
    if (isNode(node) && 'anchor' in node && node.anchor !== undefined) anchors.set(node.anchor, place);
    if (isSeq(node)) {
      parts[place] = { list: node.items.map((item): Within => [lineOfNode(item), placeOf(item)]) };
    } else if (isMap(node)) {
      parts[place] = { map: mapOf(node.items) };
    }
    return place;
  }

  function mapOf(pairs: ReadonlyArray<{ key: unknown; value: unknown }>): Record<string, Within> {
    return Object.fromEntries(
      pairs.flatMap(({ key, value }) =>
        isScalar(key) ? [[String(key.value), [lineOfNode(key), placeOf(value)] as const] as const] : [],
      ),
    );
  }

  return { first: lineOfNode(document.contents), root: placeOf(document.contents), parts };
}

/** @returns the line of the part, or of the nearest existing part around it */
export function lineIn({ first, root, parts }: LineTable, path: ReadonlyArray<PathPart>): number | null {
  let line = first;
  let place = root;
  for (const part of path) {
    const { list, map } = parts[place] ?? SCALAR;
    const found = typeof part === 'number' ? list?.[part] : undefined;
    const within = found ?? (map !== undefined && Object.hasOwn(map, String(part)) ? map[String(part)] : undefined);
    if (within === undefined) break;
    line = within[0] ?? line;
    place = within[1];
  }
  return line;
}
