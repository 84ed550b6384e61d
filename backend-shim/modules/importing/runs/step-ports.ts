/** What a step of an import, which runs in a thread of its own, asks of the sidecar; everything else it has with it. */
import { ForbiddenAddressError } from '../client/reading/reader.ts';
import type { PagerRequest, PagerResponse } from '../client/reading/reader.ts';
import type { SnapshotFolder } from '../client/snapshot/files.ts';
import type { VigieTransport } from '../client/vigie/client.ts';
import type { ImportSource } from '#modules/importing/domain/model';
import type { ImportResult } from '#modules/importing/contract/failures';
import type { RunStep } from '#modules/importing/contract/wizard';
import type { StoredImportOutcome, StoredImportSettings } from '../store/stored-import.ts';

/** What of the outcome is another one after the step. */
export type OutcomeChange = Partial<StoredImportOutcome>;

/** What a pager answers, which the thread decodes. */
export type PagerBytes = Omit<PagerResponse, 'body'> & { bytes: Uint8Array };

export interface StepPorts extends Omit<SnapshotFolder, 'path'> {
  pager(request: PagerRequest): Promise<PagerBytes>;
  vigie: VigieTransport;
  sleep(ms: number): Promise<void>;
}

export interface StepTask {
  step: RunStep;
  source: ImportSource;
  url: string;
  settings: StoredImportSettings;
  outcome: StoredImportOutcome;
  /** Of the snapshot, for people. */
  path: string;
  /** The pager's, a line each. */
  keys: string;
  /** Epoch ms at which the step began. */
  now: number;
}

export interface StepCall {
  call: number;
  port: keyof StepPorts;
  given: readonly unknown[];
}

/** What the thread says. */
export type StepSaid = StepCall | { progress: string } | { result: ImportResult<OutcomeChange> } | { failed: string };

/** What it is told: the answer of a call. */
export type StepTold = { call: number; value: unknown } | { call: number; error: string; isForbidden: boolean };

type AnyPort = (...given: readonly unknown[]) => Promise<unknown>;

/** In the sidecar: never rejects. */
export async function answerCall(ports: StepPorts, { call, port, given }: StepCall): Promise<StepTold> {
  try {
    return { call, value: await (ports[port] as AnyPort)(...given) };
  } catch (error) {
    return { call, error: (error as Error).message, isForbidden: error instanceof ForbiddenAddressError };
  }
}

/** In the thread: the ports, which ask the sidecar. */
export function askingPorts(say: (call: StepCall) => void): { ports: StepPorts; told(answer: StepTold): void } {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let calls = 0;
  const port = <Name extends keyof StepPorts>(name: Name): StepPorts[Name] =>
    ((...given: readonly unknown[]) => {
      const call = ++calls;
      const answer = Promise.withResolvers<unknown>();
      waiting.set(call, answer);
      say({ call, port: name, given });
      return answer.promise;
    }) as unknown as StepPorts[Name];
  return {
    ports: {
      pager: port('pager'),
      vigie: port('vigie'),
      sleep: port('sleep'),
      read: port('read'),
      write: port('write'),
      list: port('list'),
      remove: port('remove'),
      move: port('move'),
    },
    told(answer) {
      const one = waiting.get(answer.call);
      waiting.delete(answer.call);
      if ('value' in answer) {
        one?.resolve(answer.value);
      } else {
        one?.reject(answer.isForbidden ? new ForbiddenAddressError(answer.error) : new Error(answer.error));
      }
    },
  };
}
