/** What the sidecar and the thread that reads answers of sources tell each other. */
import type { HttpRequest, HttpResult } from '../../ports/http.ts';
import type { AlertAbsence, OpenAlert, ReconcileAnswer, ReconcileRequest } from '../../ports/source-sync.ts';

/** Alerts come in portions, so that copying them never takes long. */
type AskedRest = Omit<ReconcileRequest, 'open' | 'quiet' | 'absences'>;
export type Absences = ReadonlyArray<[key: string, absence: AlertAbsence]>;

/** What a request of a source's own has, without what only the sidecar knows. */
export type AskedRequest = Omit<HttpRequest, 'signal'>;

/** Told to the thread. */
export type AskingTold =
  | { ask: number; list: 'open' | 'quiet'; rows: readonly OpenAlert[] }
  | { ask: number; rest: AskedRest; absences: Absences }
  /** `result` has bytes in place of a text. */
  | { ask: number; call: number; result: HttpResult };

/** What the thread says. */
export type AskingSaid =
  { ask: number; call: number; request: AskedRequest } | { ask: number; answer: ReconcileAnswer; absences: Absences };
