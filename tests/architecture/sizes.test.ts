/** What a newcomer reads at once is short: limits of files and functions. What is over them is split by meaning. */
import { describe, expect, it } from 'vitest';
import { isTest } from './rules.ts';
import { sourceFiles } from './scan.ts';
import { quantile, sizeOfFile, sizesOfFunctions, type Size } from './sizes.ts';

const FILE = 350;
const FUNCTION = 60;
const COMPONENT = 100;
const TEST_FILE = 600;

/** Still over the limit. The list only shrinks: what is no longer over it must go here, too. */
const STILL_LONG: readonly string[] = [];

const all = sourceFiles('src', 'backend-shim');
/** Fakes and contract suites of ports count: a newcomer reads them, too. */
const counted = all.filter(({ path }) => !/\.test\.tsx?$/.test(path));
const files = counted.map(sizeOfFile);
const functions = counted.flatMap(sizesOfFunctions);

const describeSize = ({ what, lines }: Size) => `${what} (${lines} lines)`;

describe('sizes', () => {
  it('no file and no function is over its limit', () => {
    const long = [
      ...files.filter(({ lines }) => lines > FILE),
      ...functions.filter(({ lines, component }) => lines > (component ? COMPONENT : FUNCTION)),
    ];
    expect(long.filter(({ what }) => !STILL_LONG.includes(what)).map(describeSize)).toEqual([]);
    expect(STILL_LONG.filter((known) => !isTest(known) && !long.some(({ what }) => what === known))).toEqual([]);
  });

  it('19 of 20 are short', () => {
    expect({ files: quantile(files, 0.95), functions: quantile(functions, 0.95) }).toSatisfy(
      (p95: { files: number; functions: number }) => p95.files <= 220 && p95.functions <= 32,
    );
  });

  it('no file of tests is over its limit', () => {
    const sizes = [...all, ...sourceFiles('tests')]
      .filter(({ path }) => isTest(path) || path.startsWith('tests/'))
      .map(sizeOfFile);
    const long = sizes.filter(({ lines }) => lines > TEST_FILE);
    expect(long.filter(({ what }) => !STILL_LONG.includes(what)).map(describeSize)).toEqual([]);
    expect(STILL_LONG.filter((known) => isTest(known) && !long.some(({ what }) => what === known))).toEqual([]);
  });
});

describe('the measure', () => {
  const of = (file: string, text: string) => sizesOfFunctions({ path: file, text });

  it('counts functions, methods and named lambdas, with what is in them', () => {
    const text =
      'function a() {\n  const b = () => {\n    return 1;\n  };\n}\nclass C {\n  d() {\n\n  }\n}\nx.map(() => {\n});\n';
    expect(of('x.ts', text).map(({ what, lines }) => [what, lines])).toEqual([
      ['x.ts a', 5],
      ['x.ts b', 3],
      ['x.ts d', 3],
    ]);
  });

  it('knows components, wrapped ones included', () => {
    expect(of('x.tsx', 'export const Box = memo(() => {\n});\nfunction useBox() {}')).toMatchObject([
      { what: 'x.tsx Box', lines: 2, component: true },
      { what: 'x.tsx useBox', component: false },
    ]);
  });

  it('takes the size that a share does not exceed', () => {
    const sizes = [1, 2, 3, 4].map((lines) => ({ what: '', lines, component: false }));
    expect([quantile(sizes, 0.5), quantile(sizes, 0.75), quantile(sizes, 1), quantile([], 1)]).toEqual([2, 3, 4, 0]);
  });
});
