/** Imports from other pagers: what the sidecar says of them, and what Admins ask of them. */
import { useEffect } from 'react';
import type { ComparedPages } from '#modules/importing/contract/pages';
import type { ImportProof } from '#modules/importing/contract/proof';
import type {
  ChosenPeople,
  ChosenRotas,
  ImportDetail,
  ImportList,
  ImportWire,
  PlanReport,
  RotaChoicesWire,
} from '#modules/importing/contract/wizard';
import type { ImportSource } from '#modules/importing/domain/model';
import type { ApiResult } from '../../../api/client/client.ts';
import { segment, send } from '../../../api/client/client.ts';
import type { QueryState } from '../../../api/client/use-api.ts';
import { useApi } from '../../../api/client/use-api.ts';

/** Progress is worth looking at every second. */
const LOOK_EVERY = 1_000;

function useRepeated(isRunning: boolean, reload: () => void): void {
  useEffect(() => {
    if (!isRunning) {
      return;
    }
    const timer = window.setInterval(reload, LOOK_EVERY);
    return () => window.clearInterval(timer);
  }, [isRunning, reload]);
}

export function useImports(): QueryState<ImportList> {
  const asked = useApi<ImportList>({ path: 'imports', query: { limit: 500 } });
  useRepeated(
    (asked.data?.items ?? []).some(({ steps }) => steps.length > 0),
    asked.reload,
  );
  return asked;
}

/** Asks again while a step runs. */
export function useImport(id: string): QueryState<ImportDetail> {
  const asked = useApi<ImportDetail>({ path: `imports/${segment(id)}` });
  useRepeated((asked.data?.steps.length ?? 0) > 0, asked.reload);
  return asked;
}

export function useReport(id: string): QueryState<PlanReport> {
  return useApi<PlanReport>({ path: `imports/${segment(id)}/report` });
}

/** @param again of what Vigie has saved, not of the plan */
export function useProof(id: string, again: boolean): QueryState<ImportProof> {
  return useApi<ImportProof>({ path: `imports/${segment(id)}/proof`, query: { again } });
}

/** What schedules become of which no rota gives the same. */
export function useRotaChoices(id: string): QueryState<RotaChoicesWire> {
  return useApi<RotaChoicesWire>({ path: `imports/${segment(id)}/rotas` });
}

export function chooseRotas(id: string, body: ChosenRotas): Promise<ApiResult<ImportWire>> {
  return send<ImportWire>({ method: 'PUT', path: `imports/${segment(id)}/rotas`, body });
}

/** @param day in UTC; null: the newest that was compared */
export function usePages(id: string, day: string | null): QueryState<ComparedPages> {
  return useApi<ComparedPages>({ path: `imports/${segment(id)}/pages`, query: day === null ? {} : { day } });
}

export interface ImportStart {
  source: ImportSource;
  url?: string;
  key: string;
  localTime: boolean;
}

export function startImport(body: ImportStart): Promise<ApiResult<ImportWire>> {
  return send<ImportWire>({ method: 'POST', path: 'imports', body });
}

export function choosePeople(id: string, body: ChosenPeople): Promise<ApiResult<ImportWire>> {
  return send<ImportWire>({ method: 'PUT', path: `imports/${segment(id)}/people`, body });
}

export type ImportCommandName = 'fetch' | 'plan' | 'prove' | 'apply' | 'cancel' | 'switch';

export function commandImport(id: string, name: ImportCommandName, body: object = {}): Promise<ApiResult<ImportWire>> {
  return send<ImportWire>({ method: 'POST', path: `imports/${segment(id)}/${name}`, body });
}

export function removeImport(id: string): Promise<ApiResult<unknown>> {
  return send<unknown>({ method: 'DELETE', path: `imports/${segment(id)}` });
}

/** One HTML page that needs nothing else. */
export function reportPage(id: string): Promise<ApiResult<string>> {
  return send<string>({ path: `imports/${segment(id)}/report`, query: { format: 'html' } });
}
