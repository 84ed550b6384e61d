/**
 * Answers questions about rotas at once where sizes say that they take a few milliseconds at most, and in a thread beside
 * paging otherwise. Both use the same functions.
 */
import { LOOK_BACK } from '#domain/calendar/event-shifts';
import { effortOfHealth, effortToResolve } from '#domain/rota/effort';
import type { HealthSubject } from '#domain/rota/health/model';
import type { AnyRota } from '#domain/rota/model';
import { NEXT_WITHIN } from '#domain/rota/on-call';
import type { Answered, FeedQuestion, OnCallNow, RotaAnswers, RotaEdit } from '../ports/heavy/rotas.ts';
import type { Refused, Threads } from '../ports/heavy/work.ts';
import { takeApart } from './hand-over.ts';
import type { HandedFacts, Needs, Subject } from './hand-over.ts';
import { SHOWN_AHEAD, writeFeed } from './jobs/feed.ts';
import { dutySpans, healthBody, nowBody, previewBody, timelineBody } from './jobs/rotas.ts';
import type { JobName, Jobs } from './questions.ts';

/** µs. The measure of `effort.ts` is an upper bound: most of what is below takes a tenth of it. */
const AT_ONCE = 20_000;

const TOO_LARGE: Refused = { ok: false, reason: 'too-much', by: 'size' };
const NOBODY: Subject['people'] = new Map();

/** @param most µs that are computed at once */
export function createRotaAnswers(threads: Pick<Threads, 'run'>, most = AT_ONCE): RotaAnswers {
  async function ask<Name extends JobName>(
    who: string,
    job: Name,
    [subject, needs]: [Subject, Partial<Needs> & { from: number; to: number }],
    question: Omit<Jobs[Name], 'facts'>,
  ): Promise<{ ok: true; answer: unknown } | Refused> {
    const apart = takeApart(subject, { zones: [], regions: [], ...needs });
    if (apart === null) {
      return TOO_LARGE;
    }
    const whole: Omit<Jobs[Name], 'facts'> & { facts: HandedFacts } = { ...question, facts: apart.facts };
    return threads.run(who, { job, question: whole, lists: apart.lists });
  }

  return {
    timeline: async (who, asked) => {
      const { rota, facts, from, to } = asked;
      return effortToResolve(rota, facts, from, to) <= most
        ? { ok: true, body: timelineBody(asked) }
        : bytesOf(
            await ask(
              who,
              'timeline',
              [
                { rotas: [rota], facts, people: NOBODY },
                { from, to },
              ],
              { from, to },
            ),
          );
    },
    now: async (who, { rota, facts, at }) => {
      const range = { from: at, to: at + NEXT_WITHIN };
      if (3 * effortToResolve(rota, facts, range.from, range.to) <= most) {
        return { ok: true, answer: nowBody({ rota, facts, at }) };
      }
      const answered = await ask(who, 'now', [{ rotas: [rota], facts, people: NOBODY }, range], { at });
      return answered.ok ? { ok: true, answer: answered.answer as OnCallNow } : answered;
    },
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
      const range = rangeOfFeed(question);
      const subject = { rotas: rotas.map(({ rota }) => rota), facts, people: NOBODY };
      return bytesOf(await ask(who, 'feed', [subject, range], { ...rest, rotas: heads }));
    },
    duties: async (who, asked, users) => {
      const { rota, facts, from, to } = asked;
      if (effortToResolve(rota, facts, from, to) <= most) {
        return { ok: true, spans: dutySpans(asked, users) };
      }
      const answered = await ask(
        who,
        'duties',
        [
          { rotas: [rota], facts, people: NOBODY },
          { from, to },
        ],
        { from, to, users },
      );
      return answered.ok ? { ok: true, spans: answered.answer as ReturnType<typeof dutySpans> } : answered;
    },
  };
}

function bytesOf<Body>(answered: { ok: true; answer: unknown } | Refused): Answered<Body> {
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
