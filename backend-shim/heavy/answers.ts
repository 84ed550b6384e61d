/**
 * Answers questions about rotas at once where sizes say that they take a few milliseconds at most, and in a thread beside
 * paging otherwise. Both use the same functions.
 */
import { LOOK_BACK } from '#domain/calendar/event-shifts';
import { effortOfHealth, effortToResolve } from '#domain/rota/effort/effort';
import type { HealthSubject } from '#domain/rota/health/model';
import type { AnyRota, RotaFacts } from '#domain/rota/model';
import { NEXT_WITHIN } from '#domain/rota/on-call';
import type { HeavyAnswer, FeedQuestion, OnCallNow, RotaAnswering, RotaEdit } from '../ports/heavy/rotas.ts';
import type { HeavyRefusal, Threads } from '../ports/heavy/work.ts';
import { takeApart } from './hand-over.ts';
import type { HandedFacts, Needs, Subject } from './hand-over.ts';
import { SHOWN_AHEAD, writeFeed } from './jobs/feed.ts';
import { dutySpans, healthBody, nowBody, previewBody, timelineBody } from './jobs/rotas.ts';
import type { JobName, Jobs } from './questions.ts';

/** µs. The measure of `effort.ts` is an upper bound: most of what is below takes a tenth of it. */
const AT_ONCE = 20_000;

const TOO_LARGE: HeavyRefusal = { ok: false, reason: 'too-much', by: 'size' };
const NOBODY: Subject['people'] = new Map();

type Ask = <Name extends JobName>(
  who: string,
  job: Name,
  about: [Subject, Partial<Needs> & { from: number; to: number }],
  question: Omit<Jobs[Name], 'facts'>,
) => Promise<{ ok: true; answer: unknown } | HeavyRefusal>;

function asking(threads: Pick<Threads, 'run'>): Ask {
  return async (who, job, [subject, needs], question) => {
    const apart = takeApart(subject, { zones: [], regions: [], ...needs });
    if (apart === null) {
      return TOO_LARGE;
    }
    const whole: typeof question & { facts: HandedFacts } = { ...question, facts: apart.facts };
    return threads.run(who, { job, question: whole, lists: apart.lists });
  };
}

/** @param most µs that are computed at once */
export function createRotaAnswers(threads: Pick<Threads, 'run'>, most = AT_ONCE): RotaAnswering {
  const ask = asking(threads);
  return {
    ...ofOneRota(ask, most),
    health: async (who, subject) =>
      effortOfHealth(subject, subject.facts, subject.from, subject.to) <= most
        ? { ok: true, body: healthBody(subject) }
        : bytesOf(await ask(who, 'health', aboutHealth(subject, []), restOf(subject))),
    preview: async (who, edit) => {
      const { before, from, to, subject } = edit;
      if (effortOfEdit(edit) <= most) {
        return { ok: true, body: previewBody(edit) };
      }
      const about = aboutHealth(subject, before === null ? [] : [before]);
      return bytesOf(await ask(who, 'preview', about, { ...restOf(subject), isNew: before === null, from, to }));
    },
    feed: async (who, question) => {
      if (effortOfFeed(question) <= most) {
        return { ok: true, body: writeFeed(question) };
      }
      const { facts, rotas, ...rest } = question;
      const heads = rotas.map(({ rota: _, ...head }) => head);
      const subject = { rotas: rotas.map(({ rota }) => rota), facts, people: NOBODY };
      return bytesOf(await ask(who, 'feed', [subject, rangeOfFeed(question)], { ...rest, rotas: heads }));
    },
  };
}

function ofOneRota(ask: Ask, most: number): Pick<RotaAnswering, 'timeline' | 'now' | 'duties'> {
  return {
    timeline: async (who, asked) => {
      const { rota, facts, from, to } = asked;
      return effortToResolve(rota, facts, from, to) <= most
        ? { ok: true, body: timelineBody(asked) }
        : bytesOf(await ask(who, 'timeline', [alone(rota, facts), { from, to }], { from, to }));
    },
    now: async (who, { rota, facts, at }) => {
      const range = { from: at, to: at + NEXT_WITHIN };
      if (3 * effortToResolve(rota, facts, range.from, range.to) <= most) {
        return { ok: true, answer: nowBody({ rota, facts, at }) };
      }
      const answered = await ask(who, 'now', [alone(rota, facts), range], { at });
      return answered.ok ? { ok: true, answer: answered.answer as OnCallNow } : answered;
    },
    duties: async (who, asked, users) => {
      const { rota, facts, from, to } = asked;
      if (effortToResolve(rota, facts, from, to) <= most) {
        return { ok: true, spans: dutySpans(asked, users) };
      }
      const answered = await ask(who, 'duties', [alone(rota, facts), { from, to }], { from, to, users });
      return answered.ok ? { ok: true, spans: answered.answer as ReturnType<typeof dutySpans> } : answered;
    },
  };
}

function alone(rota: AnyRota, facts: RotaFacts): Subject {
  return { rotas: [rota], facts, people: NOBODY };
}

function bytesOf<Body>(answered: { ok: true; answer: unknown } | HeavyRefusal): HeavyAnswer<Body> {
  return answered.ok ? { ok: true, bytes: answered.answer as Uint8Array } : answered;
}

function effortOfEdit({ before, after, facts, from, to, subject }: RotaEdit): number {
  const resolved = (rota: AnyRota | null) => (rota === null ? 0 : effortToResolve(rota, facts, from, to));
  return 3 * (resolved(before) + resolved(after)) + effortOfHealth(subject, facts, from, to);
}

function rangeOfFeed({ now }: Pick<FeedQuestion, 'now'>): { from: number; to: number } {
  return { from: now - LOOK_BACK, to: now + SHOWN_AHEAD };
}

/** An event takes as long to write as a few pieces of a timeline to find. */
const EVENT = 8;

function effortOfFeed({ rotas, facts, now }: FeedQuestion): number {
  const { from, to } = rangeOfFeed({ now });
  return rotas.reduce((sum, { rota }) => sum + EVENT * effortToResolve(rota, facts, from, to), 0);
}

function aboutHealth(subject: HealthSubject, before: readonly AnyRota[]): [Subject, Needs] {
  const { rota, exclusive, facts, people, expected, from, to } = subject;
  const zones = [...people.values()].flatMap(({ timeZone }) => timeZone ?? []);
  return [
    { rotas: [rota, ...before, ...exclusive], facts, people },
    {
      from,
      to,
      zones: expected === null ? zones : [...zones, expected.timeZone],
      regions: expected?.holidays ? [expected.holidays] : [],
    },
  ];
}

function restOf({ rota: _rota, facts: _facts, people: _people, exclusive, ...subject }: HealthSubject) {
  return { subject, others: exclusive.length };
}
