/** A hook for the state of a request that a button sends. */
import { useCallback, useState } from 'react';
import type { ApiResult } from '../../api/client/client.ts';
import type { ApiFailure } from '../../api/client/failure.ts';

export interface SendingState {
  isSending: boolean;
  /** The failure of the last attempt; null if it succeeded, or there was none. */
  failure: ApiFailure | null;
  /** @param onDone called only after success */
  send: <T>(what: () => Promise<ApiResult<T>>, onDone: (value: T) => void) => Promise<void>;
  forget: () => void;
}

/** Tells whether a button's request is running, and why the last one failed. */
export function useSending(): SendingState {
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const send = useCallback(async <T>(what: () => Promise<ApiResult<T>>, onDone: (value: T) => void) => {
    setSending(true);
    const sent = await what();
    setSending(false);
    setFailure(sent.ok ? null : sent.failure);
    if (sent.ok) {
      onDone(sent.value);
    }
  }, []);
  const forget = useCallback(() => setFailure(null), []);
  return { isSending, failure, send, forget };
}
