/** Finds code that no test need notice: types, logs, texts for people, and what only the compiler needs. */
import ts from 'typescript';

const LOG = /(^|\.)(log|logger|console)(\??\.\w+)*\??\.(trace|debug|info|warn|error|fatal|log)$/;
/** Descriptions in schemas, which become the API's documentation. */
const WORDS = /\.(describe|meta|openapi)$/;

/** @param {ts.Node} node nothing below it is mutated either */
export function isQuiet(node) {
  return isTypeOnly(node) || isFixedName(node) || isWords(node) || isExhausted(node);
}

function isTypeOnly(node) {
  return (
    ts.isTypeNode(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isTypeParameterDeclaration(node) ||
    (ts.canHaveModifiers(node) &&
      (ts.getModifiers(node) ?? []).some((one) => one.kind === ts.SyntaxKind.DeclareKeyword))
  );
}

/** Numbers and strings that are names, which an expression cannot replace. */
function isFixedName(node) {
  return (
    ts.isEnumDeclaration(node) ||
    (node.parent !== undefined &&
      'name' in node.parent &&
      node.parent.name === node &&
      (ts.isNumericLiteral(node) || ts.isStringLiteral(node)))
  );
}

function isWords(node) {
  // A template builds a text for people.
  if (ts.isTemplateExpression(node) || ts.isThrowStatement(node)) return true;
  if (ts.isExpressionStatement(node))
    return ts.isCallExpression(node.expression) && LOG.test(node.expression.expression.getText());
  const { parent } = node;
  if (parent === undefined || !ts.isCallExpression(parent) || parent.expression === node) return false;
  const callee = parent.expression.getText();
  return LOG.test(callee) || WORDS.test(callee);
}

/** A branch that the types rule out: `default: return value satisfies never`. */
function isExhausted(node) {
  return ts.isDefaultClause(node) && /\bnever\b|\bunreachable\b/i.test(node.getText());
}
