/** Measures files and functions. */
import path from 'node:path';
import ts from 'typescript';
import type { SourceFile } from './scan.ts';

/** How long something is, in lines, blank ones and comments included. */
export interface Size {
  /** `path` of a file, `path name` of a function: it outlives a move within the file. */
  what: string;
  lines: number;
  /** Its name begins with a capital, in a `.tsx` file: what React shows. */
  component: boolean;
}

export const sizeOfFile = ({ path: file, text }: SourceFile): Size => ({
  what: file,
  lines: text.replace(/\n$/, '').split('\n').length,
  component: false,
});

/** @returns functions, methods, and lambdas that a name is given to; what a function contains counts in it, too */
export function sizesOfFunctions({ path: file, text }: SourceFile): Size[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lineAt = (position: number) => source.getLineAndCharacterOfPosition(position).line;
  const found: Size[] = [];
  const visit = (node: ts.Node): void => {
    const name = nameOf(node);
    if (name !== null) {
      const lines = lineAt(node.end) - lineAt(node.getStart()) + 1;
      found.push({
        what: `${file} ${name}`,
        lines,
        component: path.extname(file) === '.tsx' && /^[A-Z]/.test(name),
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function nameOf(node: ts.Node): string | null {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node))
    return node.body === undefined ? null : (node.name?.getText() ?? 'default');
  if (ts.isConstructorDeclaration(node)) return node.body === undefined ? null : 'constructor';
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return null;
  // `const Button = memo(() => …)`
  const { parent } = ts.isCallExpression(node.parent) ? node.parent : node;
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)
    ? parent.name.getText()
    : null;
}

/** @param share between 0 and 1: 0.95 is the size that 19 of 20 do not exceed */
export function quantile(sizes: readonly Size[], share: number): number {
  const sorted = sizes.map(({ lines }) => lines).sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
