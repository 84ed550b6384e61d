/** Finds possible mutations of a source: small faults of the kind that people make. */
import ts from 'typescript';
import { isQuiet } from './quiet.mjs';

/**
 * @typedef {object} Mutant
 * @property {string} kind e.g. `boundary`
 * @property {string} file relative to the repository
 * @property {number} line from 1
 * @property {number} start offset of what is replaced
 * @property {number} end
 * @property {boolean} statement whether a whole statement is taken out, else an expression is replaced
 * @property {string} before
 * @property {string} after empty where a statement is taken out
 */

const K = ts.SyntaxKind;

const OPERATORS = new Map([
  [
    K.LessThanToken,
    [
      ['boundary', '<='],
      ['negation', '>='],
    ],
  ],
  [
    K.LessThanEqualsToken,
    [
      ['boundary', '<'],
      ['negation', '>'],
    ],
  ],
  [
    K.GreaterThanToken,
    [
      ['boundary', '>='],
      ['negation', '<='],
    ],
  ],
  [
    K.GreaterThanEqualsToken,
    [
      ['boundary', '>'],
      ['negation', '<'],
    ],
  ],
  [K.EqualsEqualsEqualsToken, [['negation', '!==']]],
  [K.ExclamationEqualsEqualsToken, [['negation', '===']]],
  [K.AmpersandAmpersandToken, [['logic', '||']]],
  [K.BarBarToken, [['logic', '&&']]],
  [K.QuestionQuestionToken, [['logic', '&&']]],
  [K.PlusToken, [['arithmetic', '-']]],
  [K.MinusToken, [['arithmetic', '+']]],
]);

const METHODS = new Map([
  ['some', 'every'],
  ['every', 'some'],
]);
const MATH = new Map([
  ['min', 'max'],
  ['max', 'min'],
]);

/**
 * @param {string} file its path, which also tells whether it is TSX
 * @param {string} text
 * @returns {Mutant[]} in the order of the source
 */
export function mutantsOf(file, text) {
  const source = ts.createSourceFile(
    file,
    text,
    ts.ScriptTarget.Latest,
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  /** @type {Mutant[]} */
  const found = [];
  const visit = (node) => {
    if (isQuiet(node)) return;
    for (const [kind, after] of changes(node, source)) found.push(mutant(kind, node, after));
    if (ts.isIfStatement(node)) conditions(node.expression);
    ts.forEachChild(node, visit);
  };
  const conditions = (condition) => {
    for (const after of ['true', 'false']) found.push(mutant('condition', condition, after));
  };
  const mutant = (kind, node, after) => {
    const start = node.getStart(source);
    const line = source.getLineAndCharacterOfPosition(start).line + 1;
    return {
      kind,
      file,
      line,
      start,
      end: node.end,
      statement: kind === 'removed',
      before: node.getText(source),
      after,
    };
  };
  visit(source);
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** @returns {string[][]} pairs of kind and new text */
function changes(node, source) {
  if (ts.isBinaryExpression(node)) return ofOperator(node, source);
  if (node.kind === K.TrueKeyword) return [['boolean', 'false']];
  if (node.kind === K.FalseKeyword) return [['boolean', 'true']];
  if (ts.isCallExpression(node)) return ofCall(node, source);
  if (ts.isConditionalExpression(node)) {
    const [condition, yes, no] = [node.condition, node.whenTrue, node.whenFalse].map((part) => part.getText(source));
    return [['branches', `${condition} ? (${no}) : (${yes})`]];
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === K.ExclamationToken)
    return [['negation', node.operand.getText(source)]];
  if (ts.isNumericLiteral(node)) return ofNumber(node);
  if (ts.isStringLiteral(node) && isCompared(node)) return [['string', node.text === '' ? '"other"' : '""']];
  if (ts.isExpressionStatement(node) && isRemovable(node)) return [['removed', '']];
  return [];
}

function ofOperator(node, source) {
  const operator = node.operatorToken.kind;
  if (operator === K.PlusToken && [node.left, node.right].some(isText)) return [];
  const left = node.left.getText(source);
  const right = node.right.getText(source);
  return (OPERATORS.get(operator) ?? []).map(([kind, other]) => [kind, `(${left}) ${other} (${right})`]);
}

/** `a + 'text'` is no sum; neither is `a + 'text' + b`. */
function isText(node) {
  if (ts.isParenthesizedExpression(node)) return isText(node.expression);
  if (ts.isBinaryExpression(node))
    return node.operatorToken.kind === K.PlusToken && (isText(node.left) || isText(node.right));
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

function ofCall(node, source) {
  const callee = node.expression;
  // In `a?.some(f).length`, the replacement would no longer be skipped with the rest of the chain.
  if (!ts.isPropertyAccessExpression(callee) || isInsideChain(node)) return [];
  const names = callee.expression.getText(source) === 'Math' ? MATH : METHODS;
  const other = names.get(callee.name.text);
  if (other === undefined) return [];
  const text = node.getText(source);
  const at = callee.name.getStart(source) - node.getStart(source);
  return [['call', text.slice(0, at) + other + text.slice(at + callee.name.text.length)]];
}

function isInsideChain(node) {
  return (
    ts.isOptionalChain(node) &&
    'expression' in node.parent &&
    node.parent.expression === node &&
    ts.isOptionalChain(node.parent)
  );
}

function ofNumber(node) {
  const value = Number(node.text.replaceAll('_', ''));
  const more = ['number', String(value + 1)];
  const isIndex = ts.isElementAccessExpression(node.parent);
  return !Number.isSafeInteger(value + 1) ? [] : isIndex && value === 0 ? [more] : [more, ['number', `(${value - 1})`]];
}

const COMPARISONS = new Set([K.EqualsEqualsEqualsToken, K.ExclamationEqualsEqualsToken]);

function isCompared(node) {
  const parent = node.parent;
  return ts.isCaseClause(parent) || (ts.isBinaryExpression(parent) && COMPARISONS.has(parent.operatorToken.kind));
}

function isRemovable(node) {
  const { expression } = node;
  return (
    !ts.isStringLiteral(expression) &&
    !(ts.isCallExpression(expression) && expression.expression.kind === K.SuperKeyword)
  );
}
