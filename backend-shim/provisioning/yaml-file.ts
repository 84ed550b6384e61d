/** Parses one provisioning file into a value whose every part knows its line. */
import {
  Composer,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  Parser,
  YAMLParseError,
} from 'yaml';
import type { Alias, CST, Document, Node, Scalar } from 'yaml';
import { formatPath } from '#contract/base/problem';
import type { PathPart, Problem } from '#contract/base/problem';
import type { ProblemReason } from '#contract/reasons/problems';
import type { InStretches } from '#domain/stretches';
import { interpolate } from './interpolate.ts';
import type { VariableLookup } from './interpolate.ts';

/** `line` null: the file as a whole. */
type LocatedProblem = Problem & { line: number | null };

export interface YamlFile {
  value: unknown;
  /** The line of the part, or of the nearest existing part around it. */
  lineOf(path: ReadonlyArray<PathPart>): number | null;
  /** Oddities that do no harm. */
  warnings: LocatedProblem[];
}

export type ReadYaml = { ok: true; file: YamlFile } | { ok: false; problems: LocatedProblem[] };

/** Enough for one anchor that everything uses; far too few for documents that grow by aliases of aliases. */
const MOST_ALIASES = 1_000;
const DEEPEST = 100;

function located(
  line: number | null,
  message: string,
  why: ProblemReason,
  path: ReadonlyArray<PathPart> = [],
): LocatedProblem {
  return { line, path: formatPath(path), message, ...why };
}

/** The first line of the library's message, without the position that it repeats and the text it draws. */
function brief(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
}

type VisitValue = (node: Scalar | Alias, path: ReadonlyArray<PathPart>, within: ReadonlyArray<string>) => void;

/** Visits every value once, where it is written, in the order of the text; keys are no values. */
function walk(node: unknown, path: ReadonlyArray<PathPart>, within: ReadonlyArray<string>, visit: VisitValue): void {
  if (path.length > DEEPEST) {
    throw new RangeError('too deep');
  }
  const anchors = isCollection(node) && node.anchor !== undefined ? [...within, node.anchor] : within;
  if (isMap(node)) {
    node.items.forEach((pair) =>
      walk(pair.value, [...path, isScalar(pair.key) ? String(pair.key.value) : '?'], anchors, visit),
    );
  } else if (isSeq(node)) {
    node.items.forEach((item, i) => walk(item, [...path, i], anchors, visit));
  } else if (isScalar(node) || isAlias(node)) {
    visit(node, path, anchors);
  }
}

function unset(line: number | null, variable: string, path: ReadonlyArray<PathPart>): LocatedProblem {
  return located(
    line,
    `uses $${variable}, which is not set in the environment. Set ${variable}, or write $$ for a dollar sign`,
    { reason: 'unset-variable', data: { variable } },
    path,
  );
}

/** @param before text before the library's words */
function wrongYaml(line: number | null, before: string, message: string): LocatedProblem {
  const detail = brief(message);
  return located(line, before + detail, { reason: 'wrong-yaml', data: { detail } });
}

/**
 * Replaces variables in the document's texts.
 * @returns variables that could not be replaced, and aliases that lead nowhere
 */
function replaceVariables(
  document: Document,
  variables: VariableLookup,
  lineAt: (offset: number) => number,
): LocatedProblem[] {
  const problems: LocatedProblem[] = [];
  walk(document.contents, [], [], (node, path, within) => {
    const line = node.range ? lineAt(node.range[0]) : null;
    if (isAlias(node)) {
      // An anchor around its own alias would make a value without an end.
      if (within.includes(node.source)) {
        problems.push(
          located(
            line,
            `uses *${node.source} inside &${node.source} itself`,
            { reason: 'alias-in-itself', data: { anchor: node.source } },
            path,
          ),
        );
      }
      return;
    }
    if (typeof node.value !== 'string' || !node.value.includes('$')) {
      return;
    }
    const result = interpolate(node.value, variables);
    if (result.ok) {
      node.value = result.text;
      return;
    }
    problems.push(...[...new Set(result.unset)].map((name) => unset(line, name, path)));
  });
  return problems;
}

interface FoundValue {
  node: unknown;
  offset: number | undefined;
}

function child(document: Document, parent: unknown, part: PathPart): FoundValue | null {
  const node = isAlias(parent) ? parent.resolve(document) : parent;
  if (isSeq(node) && typeof part === 'number') {
    const item = node.items[part] as Node | undefined;
    return item ? { node: item, offset: item.range?.[0] } : null;
  }
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
    return pair ? { node: pair.value, offset: (pair.key as Node).range?.[0] } : null;
  }
  return null;
}

function offsetOf(document: Document, path: ReadonlyArray<PathPart>): number | undefined {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0];
  for (const part of path) {
    const found = child(document, node, part);
    if (!found) {
      break;
    }
    node = found.node;
    offset = found.offset ?? offset;
  }
  return offset;
}

/** Lexemes that are read without a pause: a few milliseconds. */
const PIECE = 2_000;

/** As the library's `parseDocument` reads it, with pauses. */
function* documentOf(text: string, counter: LineCounter): InStretches<Document> {
  const parser = new Parser(counter.addNewLine);
  counter.addNewLine(0);
  const tokens: CST.Token[] = [];
  let read = 0;
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (++read % PIECE === 0) {
      yield;
    }
  }
  tokens.push(...parser.end());
  yield;
  const composer = new Composer({ schema: 'core', merge: true, uniqueKeys: true });
  const [first, second] = composer.compose(tokens, true, text.length);
  const document = first as Document;
  if (second !== undefined) {
    const [from, to] = second.range;
    document.errors.push(new YAMLParseError([from, to], 'MULTIPLE_DOCS', 'Source contains multiple documents'));
  }
  return document;
}

/** Reads YAML 1.2 core: dates and `09:00` stay texts, and `yes` is a text. Never throws, whatever the text. */
export function* readYaml(text: string, variables: VariableLookup): InStretches<ReadYaml> {
  const counter = new LineCounter();
  const lineAt = (offset: number) => counter.linePos(offset).line;
  try {
    const document = yield* documentOf(text, counter);
    yield;
    if (document.errors.length > 0) {
      return {
        ok: false,
        problems: document.errors.map((error) => wrongYaml(lineAt(error.pos[0]), 'is not valid YAML: ', error.message)),
      };
    }
    const unreplaced = replaceVariables(document, variables, lineAt);
    yield;
    if (unreplaced.length > 0) {
      return { ok: false, problems: unreplaced };
    }
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    const lineOf = (path: ReadonlyArray<PathPart>) => {
      const offset = offsetOf(document, path);
      return offset === undefined ? null : lineAt(offset);
    };
    const warnings = document.warnings.map((warning) => wrongYaml(lineAt(warning.pos[0]), '', warning.message));
    return { ok: true, file: { value, lineOf, warnings } };
  } catch (error) {
    if (error instanceof RangeError) {
      return {
        ok: false,
        problems: [
          located(null, `is nested deeper than ${DEEPEST} levels`, { reason: 'too-deep', data: { max: DEEPEST } }),
        ],
      };
    }
    if (error instanceof ReferenceError) {
      const detail = brief(error.message);
      return {
        ok: false,
        problems: [
          located(
            null,
            `uses aliases (*name) of what is not defined above them, or more than ${MOST_ALIASES} of them: ${detail}`,
            { reason: 'wrong-alias', data: { max: MOST_ALIASES, detail } },
          ),
        ],
      };
    }
    throw error;
  }
}
