/** Reads the sentences of the repository that people read first: names of tests, first sentences of comments, entries of changes. */
import ts from 'typescript';
import type { SourceFile } from './scan.ts';

export interface Sentence {
  /** `file:line` */
  where: string;
  text: string;
}

const lineAt = (source: ts.SourceFile, position: number) => source.getLineAndCharacterOfPosition(position).line + 1;

const parsed = ({ path, text }: SourceFile) =>
  ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, path.endsWith('x') ? ts.ScriptKind.TSX : undefined);

export interface TestName extends Sentence {
  /** Of the group around it, which may be its subject; null: it stands alone. */
  group: string | null;
}

/** @returns names of single tests; those of groups are nouns */
export function testNames(file: SourceFile): TestName[] {
  const source = parsed(file);
  const found: TestName[] = [];
  const visit = (node: ts.Node, group: string | null): void => {
    const [name] = ts.isCallExpression(node) ? node.arguments : [];
    const called = ts.isCallExpression(node) ? calledOf(node.expression) : null;
    let inner = group;
    if (called !== null && name !== undefined && (ts.isStringLiteralLike(name) || ts.isTemplateExpression(name))) {
      const text = spoken(name);
      if (called === 'test') found.push({ where: `${file.path}:${lineAt(source, name.getStart())}`, text, group });
      else inner = text;
    }
    ts.forEachChild(node, (child) => visit(child, inner));
  };
  visit(source, null);
  return found;
}

/** `it`, `test.each(…)`, `it.skipIf(…)` are tests; `describe`, `test.describe`, `onEachDatabase` are groups. */
function calledOf(callee: ts.Expression): 'test' | 'group' | null {
  if (ts.isCallExpression(callee) || ts.isTaggedTemplateExpression(callee)) {
    const made = ts.isCallExpression(callee) ? callee.expression : callee.tag;
    return ts.isPropertyAccessExpression(made) ? calledOf(made.expression) : null;
  }
  if (ts.isPropertyAccessExpression(callee)) {
    const outer = calledOf(callee.expression);
    if (callee.name.text === 'describe') return 'group';
    return /^(?:concurrent|only|sequential|serial)$/.test(callee.name.text) ? outer : null;
  }
  if (!ts.isIdentifier(callee)) return null;
  if (/^(?:describe|onEachDatabase|onEach\w*)$/.test(callee.text)) return 'group';
  return /^(?:it|test)$/.test(callee.text) ? 'test' : null;
}

const spoken = (name: ts.StringLiteralLike | ts.TemplateExpression) =>
  ts.isStringLiteralLike(name)
    ? name.text
    : name.head.text + name.templateSpans.map(({ literal }) => `x${literal.text}`).join('');

/** @returns the first sentence of each comment; `@param` and directives of tools are none */
export function firstSentences(file: SourceFile): Sentence[] {
  const source = parsed(file);
  const found = new Map<number, string>();
  const visit = (node: ts.Node): void => {
    for (const { pos, end } of ts.getLeadingCommentRanges(file.text, node.getFullStart()) ?? [])
      found.set(pos, file.text.slice(pos, end));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return joined([...found], file.text).flatMap(([position, text]) => {
    const sentence = firstOf(text);
    return sentence === '' ? [] : [{ where: `${file.path}:${lineAt(source, position)}`, text: sentence }];
  });
}

/** Lines that follow each other, each with its own `//`, are one comment. */
function joined(comments: ReadonlyArray<[position: number, text: string]>, text: string): Array<[number, string]> {
  const found: Array<[number, string]> = [];
  let end = -1;
  for (const [position, comment] of [...comments].sort(([a], [b]) => a - b)) {
    const last = found.at(-1);
    const isNextLine = comment.startsWith('//') && /^[ \t]*\r?\n[ \t]*$/.test(text.slice(end, position));
    if (last !== undefined && last[1].startsWith('//') && end >= 0 && isNextLine) last[1] += `\n${comment}`;
    else found.push([position, comment]);
    end = position + comment.length;
  }
  return found;
}

/** Directives are for tools. */
const NO_SENTENCE = /^(?:@|eslint|prettier-ignore|istanbul|v8 |c8 |#|<reference|webpack)/;

function firstOf(comment: string): string {
  const plain = comment
    .replace(/^\/\*+|\*+\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*(?:\*|\/\/)?\s?/, '').trim());
  const ends = plain.findIndex((line, at) => at > 0 && (line === '' || line.startsWith('@')) && plain[at - 1] !== '');
  const text = plain
    .slice(0, ends === -1 ? undefined : ends)
    .join(' ')
    .trim();
  return NO_SENTENCE.test(text) ? '' : (/^.*?[.!?](?= [A-Z`*]|$)/.exec(text)?.[0] ?? text);
}

/** Openings that put the subject, or a pronoun in its place, where the reader cannot know it yet. */
const INVERTED = /^[*_"“]*(?:What|Who|Whose|Whoever|Of|Where|That|Those)\b/i;
const MOST_WORDS = 30;

const wordsOf = (text: string) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));

/** @returns why a sentence is not in the form of docs/style.md; null: it is */
export function complaintAbout(text: string): string | null {
  if (INVERTED.test(text)) return 'begins with a pronoun or an inverted clause: name the subject first';
  if (/\(usual\)/.test(text)) return 'says (usual) for (default)';
  return wordsOf(text).length > MOST_WORDS ? `has more than ${MOST_WORDS} words` : null;
}

/** Finite forms that are no nouns, and those of verbs that tests are about. */
const AUXILIARIES =
  'is are was were isn has have had does do did can cannot could may might must will would shall should need needs';
const VERBS =
  'accept|acknowledge|act|add|agree|allow|answer|appear|apply|arrive|ask|become|begin|belong|block|break|bring|build|call|cancel|carry|catch|change|check|choose|claim|clear|close|come|compare|contain|continue|copy|cost|count|cover|create|cut|date|decide|decline|delay|delete|deliver|depend|describe|differ|disappear|drop|empty|end|enter|equal|erase|escalate|exist|expire|explain|fail|fall|fill|find|finish|fire|fit|fold|follow|forget|free|get|give|go|grow|guess|hand|happen|hear|help|hide|hold|ignore|import|include|interrupt|join|keep|know|lack|land|last|lead|leave|let|lie|limit|list|live|lock|look|lose|make|mark|match|mean|measure|meet|merge|miss|move|mute|name|note|notice|notify|offer|omit|open|order|outlive|overlap|own|page|pass|pause|pay|pick|place|plan|play|point|post|prefer|print|produce|prove|put|raise|reach|read|rebuild|receive|recognize|record|refer|refuse|reject|remain|remember|remove|rename|render|reopen|repair|repeat|replace|report|request|require|resolve|rest|restart|restore|return|reveal|ring|rise|round|run|save|say|seal|search|see|seem|send|separate|serve|set|share|shift|show|sign|silence|skip|sleep|snooze|sort|speak|split|stand|start|state|stay|stop|store|suffice|suit|survive|swallow|switch|take|tell|test|throw|tie|touch|translate|try|turn|understand|undo|update|use|verify|wait|wake|warn|wear|win|work|write|yield';
const PAST =
  'became began broke brought came chose fell found gave got held kept knew led left lost made met paid ran rang said sat saw sent shown spoke stood stopped took told went woke won wrote';

const thirdPerson = (verb: string) =>
  /[^aeou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : /(?:s|sh|ch|x|z|o)$/.test(verb) ? `${verb}es` : `${verb}s`;
const AUXILIARY: ReadonlySet<string> = new Set(AUXILIARIES.split(' '));
const FINITE: ReadonlySet<string> = new Set([
  ...AUXILIARIES.split(' '),
  ...VERBS.split('|').flatMap((verb) => [verb, thirdPerson(verb), `${verb.replace(/e$/, '')}ed`]),
  ...PAST.split(' '),
]);
const THIRD_PERSON: ReadonlySet<string> = new Set([...AUXILIARY, ...VERBS.split('|').map(thirdPerson)]);
const PREPOSITION = /^(?:above|after|at|before|below|beside|between|by|for|from|in|on|to|until|with|without)\b/i;

/** Words come from a table: whether they are a sentence is seen there. */
const FROM_A_TABLE = /%[sidjofc%]|\$[\w{]/;

/** @returns why the name of a test is no sentence of docs/style.md; null: it is one */
export function complaintAboutName({ text, group }: Pick<TestName, 'text' | 'group'>): string | null {
  const own = complaintAbout(text);
  if (own !== null || FROM_A_TABLE.test(text)) return own;
  const [first = '', ...rest] = wordsOf(group === null ? text : `${group} ${text}`).map((word) =>
    word.toLowerCase().replace(/[^\p{L}]/gu, ''),
  );
  if (!rest.some((word) => FINITE.has(word))) return 'has no subject or no verb';
  if (group !== null) return null;
  // `pages are sent` begins with a noun, `is sent again` and `says why` do not.
  const isVerb = AUXILIARY.has(first) || (THIRD_PERSON.has(first) && !THIRD_PERSON.has(rest[0] ?? ''));
  return isVerb || (PREPOSITION.test(text) && !text.includes(',')) ? 'has no subject' : null;
}
