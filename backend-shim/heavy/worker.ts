/** Answers questions about rotas in a thread of its own, one after another. */
import type { HealthSubject } from '#domain/rota/health/model';
import { answerTasks } from '../store/concurrency/answer-tasks.ts';
import type { FeedQuestion } from '../ports/heavy/rotas.ts';
import { putTogether } from './hand-over.ts';
import type { HandedLists } from './hand-over.ts';
import { writeFeed } from './jobs/feed.ts';
import { dutySpans, healthBody, nowBody, previewBody, timelineBody } from './jobs/rotas.ts';
import type { JobName, Jobs } from './questions.ts';

/** Bytes of an answer: more is no page that anybody looks at. */
const MOST_BYTES = 16 * 2 ** 20;

const json = (body: object): Uint8Array => Buffer.from(JSON.stringify(body));

type Lists = Partial<HandedLists>;

/** Rotas come in the order in which `answers.ts` names them. */
const JOBS: { [Name in JobName]: (question: Jobs[Name], lists: Lists) => Uint8Array | object } = {
  timeline: ({ facts, from, to }, lists) => {
    const subject = putTogether(lists, facts, 1);
    return json(timelineBody({ rota: only(subject.rotas), facts: subject.facts, from, to }));
  },
  health: ({ facts, subject, others }, lists) => json(healthBody(healthSubject({ facts, subject, others }, lists))),
  preview: ({ facts, subject, others, isNew, from, to }, lists) => {
    const whole = healthSubject({ facts, subject, others, before: !isNew }, lists);
    return json(previewBody({ before: whole.before, after: whole.rota, facts: whole.facts, from, to, subject: whole }));
  },
  feed: ({ facts, rotas, ...question }, lists) => {
    const subject = putTogether(lists, facts, rotas.length);
    const whole: FeedQuestion = {
      ...question,
      facts: subject.facts,
      rotas: rotas.map((one, i) => ({ ...one, rota: subject.rotas[i] ?? { versions: [] } })),
    };
    return Buffer.from(writeFeed(whole));
  },
  now: ({ facts, at }, lists) => {
    const subject = putTogether(lists, facts, 1);
    return nowBody({ rota: only(subject.rotas), facts: subject.facts, at });
  },
  duties: ({ facts, from, to, users }, lists) => {
    const subject = putTogether(lists, facts, 1);
    return dutySpans({ rota: only(subject.rotas), facts: subject.facts, from, to }, users);
  },
};

function only<One>(all: readonly One[]): One {
  return all[0] as One;
}

/** First the rota, then the one before the edit if there is one, then those that exclude it. */
function healthSubject(
  { facts, subject, others, before = false }: Jobs['health'] & { before?: boolean },
  lists: Lists,
) {
  const whole = putTogether(lists, facts, 1 + Number(before) + others);
  const [rota, ...more] = whole.rotas;
  return {
    ...subject,
    rota: rota as HealthSubject['rota'],
    before: before ? (more[0] as HealthSubject['rota']) : null,
    exclusive: before ? more.slice(1) : more,
    facts: whole.facts,
    people: whole.people,
  };
}

answerTasks(({ job, question, lists }) => {
  const made = JOBS[job as JobName](question as never, lists as Lists);
  if (!(made instanceof Uint8Array)) return { answer: made };
  // A copy has its memory to itself, and can be moved.
  return made.byteLength > MOST_BYTES ? { tooMuch: 'size' } : { answer: new Uint8Array(made) };
});
