/** Defines the answers to who is on call: at an instant, and over a range. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id, instant, login } from '#contract/base/scalars';

export const onCallSource = z.union([strict({ layer: id }), strict({ override: id })]);

const onCallPerson = strict({ user: login, source: onCallSource });

/** `GET rotas/:id/on-call`. */
export const onCallAnswer = strict({
  at: instant,
  onCall: z.array(onCallPerson),
  next: z.array(strict({ user: login, from: instant })),
});

/** One rota in `GET on-call`. */
export const rotaOnCall = strict({
  rota: id,
  name: z.string(),
  team: id.nullable(),
  onCall: z.array(onCallPerson),
  next: z.array(strict({ user: login, from: instant })),
  /**
   * When the first of them goes off call; if nobody is on call, when somebody will be. null: not within 90 days. Missing
   * before 0.2.
   */
  until: instant.nullish(),
});

/** Half-open; adjacent segments differ. */
export const segment = strict({ start: instant, end: instant, onCall: z.array(onCallPerson) });

export const rotaTimeline = strict({ segments: z.array(segment) });

/** One rota in `GET on-call/timeline`. */
export const rotaOnTimeline = strict({
  rota: id,
  name: z.string(),
  team: id.nullable(),
  segments: z.array(segment),
});

/** `?at=`; default: now. */
export const atQuery = strict({ at: instant.optional() });
export const rangeQuery = strict({ from: instant, to: instant });

export type OnCallAnswer = z.output<typeof onCallAnswer>;
export type RotaOnCall = z.output<typeof rotaOnCall>;
export type RotaOnTimeline = z.output<typeof rotaOnTimeline>;
export type SegmentWire = z.output<typeof segment>;
