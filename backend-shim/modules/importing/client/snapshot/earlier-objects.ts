/** Takes what may not be read this time as an earlier snapshot has it, so that nothing of it counts as removed. */
import type { PagerObject, ReadProblem } from '../pager.ts';
import { readSnapshot } from './snapshot.ts';
import type { ImportContext } from '../steps/context.ts';

interface ReadConfig {
  config: readonly PagerObject[];
  problems: readonly ReadProblem[];
}

/** @param url of the pager: the snapshot of another account has nothing to say */
export async function withEarlier(
  { folder, pager, settings }: ImportContext,
  url: string,
  { config, problems }: ReadConfig,
): Promise<ReadConfig> {
  const refused = problems.filter(({ why }) => why === 'key-too-weak');
  const before = refused.length === 0 || settings.redact ? null : await readSnapshot(folder, pager.name);
  if (before === null || !before.ok || before.value.manifest.redacted || before.value.manifest.url !== url) {
    return { config, problems };
  }
  const { manifest, config: earlier } = before.value;
  const known = new Set(config.map(keyOf));
  const taken = new Map<string, PagerObject>();
  const said = problems.map((problem): ReadProblem => {
    const some = refused.includes(problem)
      ? earlier.filter(
          (one) => one.kind === problem.kind && (problem.id === '*' ? !known.has(keyOf(one)) : one.id === problem.id),
        )
      : [];
    some.forEach((one) => taken.set(keyOf(one), one));
    return some.length === 0 ? problem : { ...problem, why: `${problem.why}; taken as it was on ${manifest.takenAt}` };
  });
  return { config: [...config.filter((one) => !taken.has(keyOf(one))), ...taken.values()], problems: said };
}

function keyOf({ kind, id }: PagerObject): string {
  return `${kind} ${id}`;
}
