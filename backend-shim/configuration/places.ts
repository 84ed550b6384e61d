/** Names the object that contains a problem of the whole configuration, for people who do not see the list. */
import { parsePath } from '#contract/base/problem';
import type { Problem } from '#contract/base/problem';
import type { Config, ConfigKind } from '#contract/config';
import { nameOf } from '#contract/config';
import type { SubjectKind } from '#contract/reasons/data';
import { singleOf, wordOf } from '#contract/resources';

interface ProblemPlace {
  kind: SubjectKind;
  id: string;
  /** Within the object. */
  path: string;
  /** The object, as people say it. */
  words: string;
}

/** For an override that is stored beside its rota. */
export function besidePath(rota: string, id: string): string {
  return `overrides/${rota}/${id}`;
}

function placeOf(config: Config, path: string): ProblemPlace {
  const [first, index] = parsePath(path);
  const [beside, rota = '', id = ''] = String(first).split('/');
  if (beside === 'overrides' && rota !== '') {
    return {
      kind: 'override',
      id,
      path: path.slice(JSON.stringify(first).length + 2).replace(/^\./, ''),
      words: `override ${id} of rota "${rota}"`,
    };
  }
  const [kind, at] = [first as ConfigKind, Number(index)];
  const name = nameOf(kind, config[kind][at] as Config[ConfigKind][number]);
  return {
    kind: singleOf(kind),
    id: name,
    path: path.replace(`${kind}[${at}]`, '').replace(/^\./, ''),
    words: `${wordOf(kind)} "${name}"`,
  };
}

function inWords({ words, path }: ProblemPlace, message: string): string {
  return `${words}${path === '' ? '' : ` (${path})`} ${message}`;
}

/** Gives a problem the same key before and after a change, which may move the problem or alter its suggestions. */
export function identityOf(config: Config, { path, message, dangling, reason }: Problem): string {
  return inWords(placeOf(config, path), dangling ?? reason ?? message);
}

/** `rotas[3].team` → `rota "night" (team)`: people cannot see the index. */
export function problemAtOtherPlace(config: Config, { path, message, reason, data }: Problem): Problem {
  const place = placeOf(config, path);
  const { kind, id, path: where } = place;
  return {
    path: '',
    message: inWords(place, message),
    reason: 'breaks',
    data: { kind, id, path: where, why: { reason: reason ?? null, data: { ...data }, message } },
  };
}

/** The same for references to a deleted object, in a deletion that is only tried. */
export function usedBy(config: Config, problem: Problem): Problem {
  if (problem.dangling === undefined) {
    return problemAtOtherPlace(config, problem);
  }
  const place = placeOf(config, problem.path);
  const { kind, id, path } = place;
  return { path: '', message: inWords(place, problem.dangling), reason: 'used-by', data: { kind, id, path } };
}
