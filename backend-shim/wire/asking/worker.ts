/** Asks sources in a thread of its own; what they answer is fetched by the sidecar, and read here. */
import { parentPort } from 'node:worker_threads';
import type { HttpClient, HttpResult } from '../../ports/http.ts';
import type { OpenAlert, ReconcileAnswer, ReconcileRequest } from '../../ports/source-sync.ts';
import { sources } from '../../sources/registry.ts';
import { giveWay } from '../../store/concurrency/give-way.ts';
import type { AskingSaid, AskingTold } from '../../adapters/threads/source-asking-told.ts';

interface Question {
  open: OpenAlert[];
  quiet: OpenAlert[];
  calls: Map<number, (result: HttpResult) => void>;
}

const questions = new Map<number, Question>();
const say = (said: AskingSaid): void => parentPort?.postMessage(said);

function questionOf(ask: number): Question {
  const question = questions.get(ask) ?? { open: [], quiet: [], calls: new Map() };
  questions.set(ask, question);
  return question;
}

/** The sidecar sends the request, and hands over the bytes of the answer. */
function httpOf(ask: number, { calls }: Question): HttpClient {
  let made = 0;
  return {
    send: async ({ signal: _, ...request }) => {
      const call = ++made;
      const result = await new Promise<HttpResult>((resolve) => {
        calls.set(call, resolve);
        say({ ask, call, request });
      });
      return request.asBytes === true || !result.ok ? result : asText(result);
    },
  };
}

function asText({ response }: Extract<HttpResult, { ok: true }>): HttpResult {
  const { bytes, ...rest } = response;
  return { ok: true, response: { ...rest, body: new TextDecoder().decode(bytes) } };
}

async function answer(ask: number, told: Extract<AskingTold, { rest: unknown }>): Promise<void> {
  const question = questionOf(ask);
  const { open, quiet } = question;
  const absences: ReconcileRequest['absences'] = new Map(told.absences);
  const { sync } = sources[told.rest.integration.type];
  const caller = { http: httpOf(ask, question), signal: new AbortController().signal };
  const reconcile = sync?.mode === 'push' ? sync.reconcile : undefined;
  const answered = await Promise.resolve(reconcile?.(caller, { ...told.rest, open, quiet, absences })).catch(misread);
  questions.delete(ask);
  say({ ask, answer: answered ?? { ok: false, detail: 'it cannot be asked' }, absences: [...absences] });
}

/** What is answered is looked at where it is read; whatever slips through has a form that nobody expects. */
function misread(error: unknown): ReconcileAnswer {
  return { ok: false, detail: `the answer cannot be read (${error instanceof Error ? error.message : String(error)})` };
}

giveWay();
parentPort?.on('message', (told: AskingTold) => {
  if ('list' in told) {
    questionOf(told.ask)[told.list].push(...told.rows);
  } else if ('rest' in told) {
    void answer(told.ask, told);
  } else {
    const { calls } = questionOf(told.ask);
    const take = calls.get(told.call);
    calls.delete(told.call);
    take?.(told.result);
  }
});
