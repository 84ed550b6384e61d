/** Finds circles of imports between files: groups in which every file reaches every other one. */
import { importsOf, targetOf, type SourceFile } from './scan.ts';

/** @returns each circle as its files, sorted; imports of types count */
export function circlesOf(files: readonly SourceFile[]): string[][] {
  const graph = graphOf(files);
  const circles: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  // Tarjan's algorithm: a file whose lowest reachable open file is itself closes a group.
  const visit = (file: string): number => {
    const number = order.size;
    order.set(file, number);
    lowest.set(file, number);
    open.push(file);
    for (const next of graph.get(file) ?? []) {
      const reached = order.has(next) ? (open.includes(next) ? (order.get(next) ?? 0) : number) : visit(next);
      lowest.set(file, Math.min(lowest.get(file) ?? number, reached));
    }
    if (lowest.get(file) === number) {
      const group = open.splice(open.indexOf(file));
      if (group.length > 1 || graph.get(file)?.includes(file)) circles.push(group.sort());
    }
    return lowest.get(file) ?? number;
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return circles.sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
}

function graphOf(files: readonly SourceFile[]): Map<string, string[]> {
  const known = new Set(files.map(({ path }) => path));
  const fileOf = (path: string) => [path, `${path}.ts`, `${path}.tsx`, `${path}x`].find((name) => known.has(name));
  return new Map(
    files.map((file) => [
      file.path,
      importsOf(file).flatMap((specifier) => {
        const target = targetOf(file.path, specifier);
        return target.kind === 'file' ? (fileOf(target.path) ?? []) : [];
      }),
    ]),
  );
}
