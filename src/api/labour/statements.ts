/** Statements of months: what is told, accepted, contested, closed; and the payroll file. */
import type {
  ClosedStatementWire,
  KeptStatementWire,
  ListedStatementWire,
  StatementState,
} from '#contract/labour/pay/kept-statement';
import type { ApiResult } from '../client/client.ts';
import { API, segment, send } from '../client/client.ts';
import { useApiPages } from '../client/use-api.ts';
import { orNone } from './older.ts';

interface StatementFilter {
  unit?: string;
  /** `2026-10` */
  month?: string;
  user?: string;
  state?: StatementState;
}

/** @param filter null: not known yet */
export function useStatements(filter: StatementFilter | null) {
  return orNone(
    useApiPages<ListedStatementWire>(filter === null ? null : { path: 'statements', query: { ...filter } }),
  );
}

function act(id: string, what: string, body: object): Promise<ApiResult<KeptStatementWire>> {
  return send<KeptStatementWire>({ method: 'POST', path: `statements/${segment(id)}/${what}`, body });
}

export function acceptStatement(id: string) {
  return act(id, 'accept', {});
}

export function contestStatement(id: string, text: string) {
  return act(id, 'contest', { text });
}

export function closeStatement(id: string, body: Partial<ClosedStatementWire>) {
  return act(id, 'close', body);
}

/** Opened in a tab of its own, to read and print. */
export function documentUrl(id: string): string {
  return `${API}/statements/${segment(id)}/file`;
}

/** @returns the text of the file, without the mark of order that a browser takes away */
export function payrollFile(unit: string, month: string): Promise<ApiResult<string>> {
  return send<string>({ method: 'GET', path: 'payroll', query: { unit, month } });
}
