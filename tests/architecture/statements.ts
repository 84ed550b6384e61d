/** Finds SQL in a file: statements written as text, Kysely's builder, and imports of what runs a text. */
import ts from 'typescript';
import type { SourceFile } from './scan.ts';

/** Texts that are a statement, or what `selectIn` puts after `select`: `* from incidents`. */
const STATEMENTS = [
  /^\s*(?:with\s.*\s)?select\s.*\sfrom\s/is,
  /^\s*insert\s+into\s/i,
  /^\s*update\s.*\sset\s/is,
  /^\s*delete\s+from\s/i,
  /^\s*(?:\*|"?[a-z_]+"?(?:\s*,\s*"?[a-z_]+"?)*)\sfrom\s+[a-z_]+\s*$/s,
];

/** Begin a statement in Kysely's builder. */
const BUILDER = new Set(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'replaceInto', 'mergeInto']);

/** The functions of this file take SQL, or names of tables and columns. */
const QUERY_FILE = /(?:^|\/)store\/query\.ts$/;

/** @returns one line per place that has SQL, e.g. `line 12: select * from incidents` */
export function statementsOf(file: SourceFile): string[] {
  const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const problem = sqlOf(node);
    if (problem !== null) {
      found.push(`line ${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${problem}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function sqlOf(node: ts.Node): string | null {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { text } = node.expression.name;
    return BUILDER.has(text) ? `${text}(…)` : null;
  }
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return QUERY_FILE.test(node.moduleSpecifier.text) ? 'imports store/query.ts' : null;
  }
  const text = textOf(node);
  return text !== null && STATEMENTS.some((pattern) => pattern.test(text))
    ? text.trim().replace(/\s+/g, ' ').slice(0, 60)
    : null;
}

/** @returns the text of a literal, with `?` for what a template interpolates */
function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('?');
}
