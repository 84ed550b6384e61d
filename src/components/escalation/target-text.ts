/** Describes in words whom a step pages. */
import type { TargetWire } from '#contract/paging/policy';
import { readerLanguage, t } from '../../language.ts';

/** `useName`, and also the names of rooms. */
export type NameOf = (kind: 'people' | 'rotas' | 'teams' | 'channels', key: string) => string;

export function listText(parts: readonly string[]): string {
  return new Intl.ListFormat(readerLanguage(), { type: 'conjunction' }).format(parts);
}

/** @param rota what people call it */
export function rotaText(rota: string, who: TargetWire['who'] | null): string {
  switch (who ?? 'current') {
    case 'current':
      return t('target.current', 'whoever is on call on {{rota}}', { rota });
    case 'next':
      return t('target.next', 'whoever is next on {{rota}}', { rota });
    case 'everyone':
      return t('target.everyone', 'everyone on {{rota}}', { rota });
  }
}

function targetText(target: TargetWire, name: NameOf): string {
  if (target.rota !== undefined) {
    return rotaText(name('rotas', target.rota), target.who);
  }
  if (target.user !== undefined) {
    return name('people', target.user);
  }
  if (target.team !== undefined) {
    return t('target.team', 'team {{team}}', { team: name('teams', target.team) });
  }
  if (target.roundRobin !== undefined) {
    const people = new Intl.ListFormat(readerLanguage(), { type: 'disjunction' }).format(
      target.roundRobin.map((login) => name('people', login)),
    );
    return t('target.turns', '{{people}} in turn', { people });
  }
  return t('target.channel', 'the room {{room}}', { room: name('channels', target.channel ?? '') });
}

export function targetsText(targets: readonly TargetWire[], name: NameOf): string {
  return listText(targets.map((target) => targetText(target, name)));
}
