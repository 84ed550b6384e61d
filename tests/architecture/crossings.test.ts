/** What is to be deletable is imported by nobody: lines of the core that import a module may only become fewer. */
import { describe, expect, it } from 'vitest';
import { isTest } from './rules.ts';
import { sourceFiles } from './scan.ts';
import { crossings, isLeftOut, moduleOf, MODULES } from './modules.ts';

/** No count rises. Whoever removes such a line lowers the count here. */
const STILL_CROSSING: ReturnType<typeof crossings> = {
  labour: 107,
  importing: 0,
  insight: 13,
  replay: 29,
  review: 0,
  phone: 19,
  compat: 0,
  between: 13,
};

it('the core imports no module, and no module another: give the core a port that the module fills', () => {
  const files = sourceFiles('src', 'backend-shim').filter(({ path }) => !isTest(path));
  expect(crossings(files), 'a count that fell is lowered here; one that rose needs a port').toEqual(STILL_CROSSING);
});

it('each module is somewhere', () => {
  const found = new Set(sourceFiles('src', 'backend-shim').map(({ path }) => moduleOf(path)));
  expect(MODULES.filter((name) => !found.has(name) && !isLeftOut(name))).toEqual([]);
});

describe('the count', () => {
  const of = (path: string, specifier: string) => crossings([{ path, text: `import x from '${specifier}';` }]);
  const none = crossings([]);

  it('takes lines of the core, and of other modules', () => {
    expect(of('src/domain/notify/x.ts', '#domain/labour/x')).toEqual({ ...none, labour: 1 });
    expect(of('backend-shim/replay/x.ts', '../insight/x.ts')).toEqual({ ...none, between: 1 });
  });

  it('leaves out the module itself, what it imports of the core, and who puts all together', () => {
    expect(of('backend-shim/labour/x.ts', '../store/labour/x.ts')).toEqual(none);
    expect(of('backend-shim/labour/x.ts', '../store/timers.ts')).toEqual(none);
    expect(of('backend-shim/wire/engine.ts', '../labour/x.ts')).toEqual(none);
  });
});
