/**
 * What other systems answer never holds up paging: texts are short and looked at before they are parsed, and what is longer is
 * read in another thread, from its bytes.
 */
import { describe, expect, it } from 'vitest';
import ts from 'typescript';
import { MOST_TEXT } from '../../backend-shim/ports/http.ts';
import { isGone, sourceFiles } from './scan.ts';

/** Everything that speaks with somebody else. */
const SPEAKING = [
  'adapters',
  'stages/calendar',
  'channel-health',
  'channels',
  'modules/importing/client',
  'modules/importing/runs',
  'pipeline',
  'sources',
  'stages/sync',
  'wire',
]
  .map((folder) => `backend-shim/${folder}`)
  .filter((folder) => !isGone(`${folder}/`));

/** Where JSON is parsed that nobody else wrote, or in a thread of its own. */
const OWN_JSON: ReadonlySet<string> = new Set([
  'backend-shim/channels/smpp/send.ts',
  'backend-shim/channels/web-push/send.ts',
  'backend-shim/channels/webhook/check.ts',
  'backend-shim/modules/importing/client/snapshot/json.ts',
]);
/** Where Node's own `fetch` is used: of the operator's Grafana, through `readBounded`. */
const BOUNDED = ['backend-shim/adapters/grafana/keys.ts', 'backend-shim/adapters/grafana/people.ts'];

const files = sourceFiles(...SPEAKING).filter(({ path }) => !/\.(test|fake)\.ts$/.test(path));

interface AskedFor {
  path: string;
  largest: string;
  isBytes: boolean;
  value: number | null;
}

/** Each request that asks for more than usual. */
function largeRequests(): AskedFor[] {
  return files.flatMap(({ path, text }) => {
    const found: AskedFor[] = [];
    const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isObjectLiteralExpression(node)) {
        const valueOf = (name: string) =>
          node.properties.find((one): one is ts.PropertyAssignment => one.name?.getText() === name)?.initializer;
        const largest = valueOf('largest')?.getText();
        if (largest !== undefined) {
          const isBytes = valueOf('asBytes')?.getText() === 'true';
          found.push({ path, largest, isBytes, value: constantOf(text, largest) });
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
    return found;
  });
}

/** Of a product of numbers and of constants of the same file. */
function constantOf(text: string, expression: string): number | null {
  const factors = expression.split('*').map((part) => {
    const name = part.trim();
    if (/^[\d_]+$/.test(name)) return Number(name.replaceAll('_', ''));
    const stated = new RegExp(`const ${name} = ([^;]+);`).exec(text)?.[1];
    return stated === undefined ? null : constantOf(text, stated);
  });
  return factors.reduce((all, one) => (all === null || one === null ? null : all * one), 1 as number | null);
}

describe('Answers of other systems', () => {
  const large = largeRequests();

  it('that may be longer than usual are found', () => {
    expect(large.length).toBeGreaterThan(5);
  });

  it.each(large)('$path asks for $largest: as bytes, or for no more than a text may have', ({ isBytes, value }) => {
    expect(isBytes || (value !== null && value <= MOST_TEXT)).toBe(true);
  });

  it('are looked at before they are parsed', () => {
    const parsing = files.filter(({ path, text }) => /JSON\.parse\(|\.json\(\)/.test(text) && !OWN_JSON.has(path));
    expect(
      parsing.map(({ path }) => path),
      'use readJson of src/contract/foreign/json-shape.ts',
    ).toEqual([]);
  });

  it('come through the guarded client, or are bounded by `readBounded`', () => {
    const fetching = files.filter(({ text }) => /(?<![.\w])fetch\(/.test(text));
    expect(fetching.filter(({ text }) => !text.includes('readBounded(')).map(({ path }) => path)).toEqual([]);
    expect(fetching.map(({ path }) => path)).toEqual(BOUNDED);
  });

  it('to questions about open alerts are read in the thread of questions alone', () => {
    const asking = files.filter(({ path, text }) => !/\/sources\//.test(path) && /\bsync\??\.reconcile\b/.test(text));
    expect(asking.map(({ path }) => path)).toEqual([
      // Looks whether it can be asked.
      'backend-shim/pipeline/sync/questions.ts',
      'backend-shim/wire/asking/worker.ts',
    ]);
  });
});
