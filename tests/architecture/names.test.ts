/** One meaning per name (docs/style.md): an exported type has a name that no other file declares. */
import ts from 'typescript';
import { expect, it } from 'vitest';
import { sourceFiles } from './scan.ts';
import type { SourceFile } from './scan.ts';

interface DeclaredType {
  name: string;
  isExported: boolean;
}

/** @returns the types that a file declares; those of libraries (`.d.ts`) have the library's names */
function typesOf({ path, text }: SourceFile): DeclaredType[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) =>
    ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)
      ? [
          {
            name: statement.name.text,
            isExported: statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true,
          },
        ]
      : [],
  );
}

/** @returns names of exported types that another file declares, too, each with its files */
function ambiguous(files: readonly SourceFile[]): string[] {
  const places = new Map<string, { files: string[]; isExported: boolean }>();
  for (const file of files) {
    for (const { name, isExported } of typesOf(file)) {
      const known = places.get(name) ?? { files: [], isExported: false };
      places.set(name, { files: [...known.files, file.path], isExported: known.isExported || isExported });
    }
  }
  return [...places]
    .filter(([, place]) => place.isExported && place.files.length > 1)
    .map(([name, place]) => `${name}: ${place.files.join(', ')}`);
}

it('an exported type has its name for itself; rename one of the two, or import it', () => {
  const files = sourceFiles('src', 'backend-shim').filter(({ path }) => !/\.(?:test\.tsx?|d\.ts)$/.test(path));
  expect(ambiguous(files)).toEqual([]);
});

it('the rule sees what it is for', () => {
  const [exported, local] = ['export interface Feed { id: string }', 'type Feed = string;'];
  const found = (...texts: string[]) => ambiguous(texts.map((text, at) => ({ path: `${at}.ts`, text })));
  expect(found(exported, local)).toEqual(['Feed: 0.ts, 1.ts']);
  expect(found(local, local)).toEqual([]);
  expect(found(exported, 'type Other = string;')).toEqual([]);
});
