/**
 * Snapshots outlive the version that fetched them, and some pagers. Those in `tests/modules/importing/golden` are kept as they
 * were fetched, and every version plans and compares them alike; `vitest -u` writes what changed, to be read in the diff.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { inRoot } from '../../../../../scripts/lib/paths.mjs';
import { importTry } from '../importing.fake.ts';
import type { ImportTry } from '../importing.fake.ts';
import { PAGERS } from '../registry.ts';

interface PackedSnapshot {
  /** When it was fetched. */
  now: string;
  /** Logins by the pager's ids. */
  people: Readonly<Record<string, string>>;
  /** Texts by their paths. */
  files: Readonly<Record<string, string>>;
}

let one: ImportTry;
afterEach(() => one?.remove());

const golden = (file: string) => inRoot(`tests/modules/importing/golden/${file}`);

test.each(Object.values(PAGERS))('a snapshot of $name that was kept is planned and compared as ever', async (pager) => {
  const text = await readFile(golden(`${pager.name}.snapshot.json`), 'utf8');
  const { now, people, files } = JSON.parse(text) as PackedSnapshot;
  const transport = () => Promise.reject(new Error('it is switched off'));
  one = await importTry({ pager, transport, now });
  for (const [file, content] of Object.entries(files)) {
    await mkdir(path.join(one.folder, 'snapshot', path.dirname(file)), { recursive: true });
    await writeFile(path.join(one.folder, 'snapshot', file), content);
  }
  await one.choose(people);
  // Each has something that only a person can translate.
  expect(await one.run({ step: 'plan' })).toBe(4);
  expect(await one.run({ step: 'prove' })).toBe(0);
  await expect(await one.read('plan.json')).toMatchFileSnapshot(golden(`${pager.name}.plan.json`));
  const printed = one.printed.map((line) => line.replaceAll(one.folder, ''));
  await expect(`${printed.join('\n')}\n`).toMatchFileSnapshot(golden(`${pager.name}.report.txt`));
});
