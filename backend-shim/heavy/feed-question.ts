/** Finds what a feed shows: one rota, or all rotas that may put a person on call. */
import { mayPutOnCall, peopleOf } from '#domain/rota/effort/concerned';
import { versionsOf } from '#domain/rota/model';
import type { AnyRota } from '#domain/rota/model';
import type { Directory } from '../ports/directory.ts';
import type { FeedQuestion, FeedSubject } from '../ports/heavy/rotas.ts';

export interface FeedOptions {
  now: number;
  /** ms before a shift at which the calendar sounds an alarm; null: no alarm. */
  alarm: number | null;
  /** Page of the rota in Grafana, or null. */
  link(rota: string): string | null;
}

export function feedOf(
  directory: Directory,
  { kind, id }: FeedSubject,
  { now, alarm, link }: FeedOptions,
): FeedQuestion {
  const { rotas, responders, facts, revision } = directory;
  const isShown = (rota: string, any: AnyRota) => (kind === 'rota' ? rota === id : mayPutOnCall(any, facts, id));
  const shown = [...rotas].filter(([rota, any]) => isShown(rota, any));
  const people =
    kind === 'rota'
      ? [
          ...peopleOf(
            shown.map(([, rota]) => rota),
            facts,
          ),
        ]
      : [id];
  const nameOf = (any: AnyRota, rota: string) => versionsOf(any).at(-1)?.rota.name ?? rota;
  return {
    rotas: shown.map(([rota, any]) => ({ id: rota, name: nameOf(any, rota), rota: any, link: link(rota) })),
    facts,
    title:
      kind === 'user'
        ? `On call: ${responders.get(id)?.name ?? id}`
        : (shown.map(([, any]) => nameOf(any, id))[0] ?? id),
    user: kind === 'user' ? id : null,
    names: new Map(
      people.flatMap((login) => (responders.has(login) ? [[login, responders.get(login)?.name ?? login]] : [])),
    ),
    now,
    alarm,
    sequence: Math.max(0, revision),
  };
}
