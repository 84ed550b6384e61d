/** Parses one provisioning file into a value, and a table of the lines of its parts. */
import { isAlias, isCollection, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Alias, Document, Scalar } from 'yaml';
import { formatPath } from '#contract/base/problem';
import type { PathPart, Problem } from '#contract/base/problem';
import type { ProblemReason } from '#contract/reasons/problems';
import { interpolate } from './interpolate.ts';
import type { VariableLookup } from './interpolate.ts';
import { lineTable } from './yaml-lines.ts';
import type { LineTable } from './yaml-lines.ts';

/** `line` null: the file as a whole. */
type LocatedProblem = Problem & { line: number | null };

export interface YamlFile {
  value: unknown;
  lines: LineTable;
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

/**
 * Reads YAML 1.2 core: dates and `09:00` stay texts, and `yes` is a text. Never throws, whatever the text. Takes a second of
 * processor time and some 90 MB for each megabyte.
 */
export function readYaml(text: string, variables: VariableLookup): ReadYaml {
  const counter = new LineCounter();
  const lineAt = (offset: number) => counter.linePos(offset).line;
  try {
    const document = parseDocument(text, { schema: 'core', merge: true, uniqueKeys: true, lineCounter: counter });
    if (document.errors.length > 0) {
      return {
        ok: false,
        problems: document.errors.map((error) => wrongYaml(lineAt(error.pos[0]), 'is not valid YAML: ', error.message)),
      };
    }
    const unreplaced = replaceVariables(document, variables, lineAt);
    if (unreplaced.length > 0) {
      return { ok: false, problems: unreplaced };
    }
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    const warnings = document.warnings.map((warning) => wrongYaml(lineAt(warning.pos[0]), '', warning.message));
    return { ok: true, file: { value, lines: lineTable(document, lineAt), warnings } };
  } catch (error) {
    return { ok: false, problems: [problemOf(error)] };
  }
}

function problemOf(error: unknown): LocatedProblem {
  if (error instanceof RangeError) {
    return located(null, `is nested deeper than ${DEEPEST} levels`, { reason: 'too-deep', data: { max: DEEPEST } });
  }
  if (error instanceof ReferenceError) {
    const detail = brief(error.message);
    return located(
      null,
      `uses aliases (*name) of what is not defined above them, or more than ${MOST_ALIASES} of them: ${detail}`,
      { reason: 'wrong-alias', data: { max: MOST_ALIASES, detail } },
    );
  }
  throw error;
}
