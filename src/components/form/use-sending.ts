/** A hook for the state of a request that a button sends. */
import { useCallback, useState } from 'react';
import type { Sent } from '../../api/client/client.ts';
import type { Failure } from '../../api/client/failure.ts';

export interface Sending {
  isSending: boolean;
  /** Of the last try; null: it worked, or there was none. */
  failure: Failure | null;
  /** @param onDone only after success. */
  send: <T>(what: () => Promise<Sent<T>>, onDone: (value: T) => void) => Promise<void>;
  forget: () => void;
}

/** For what a person does with a button: busy while it runs, and why it failed. */
export function useSending(): Sending {
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const send = useCallback(async <T>(what: () => Promise<Sent<T>>, onDone: (value: T) => void) => {
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
