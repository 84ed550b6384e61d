/** A hook for one replay: begins it, follows its progress, and cancels it when it is left. */
import { useCallback, useEffect, useState } from 'react';
import { timer } from 'rxjs';
import type { ReplayWire } from '#contract/replay';
import { DAY } from '#domain/time/duration';
import { segment, send } from '../../api/client/client.ts';
import type { ApiFailure } from '../../api/client/failure.ts';
import { useApi } from '../../api/client/use-api.ts';
import { useSending } from '../form/use-sending.ts';
import { inEditor } from './draft-problems.ts';

/** Objects as the API takes them, by kind. */
export type ReplayObjects = Readonly<Record<string, readonly object[]>>;

interface FollowedReplay {
  /** null: none was begun, or it has ended and cannot be read. */
  replay: ReplayWire | null;
  isRunning: boolean;
  failure: ApiFailure | null;
  begin: (now: number) => void;
  cancel: () => void;
}

/** ms */
const LOOK_EVERY = 1000;
const PERIOD = 30 * DAY;

export function useReplay(objects: ReplayObjects): FollowedReplay {
  const key = JSON.stringify(objects);
  /** `key` is the draft that it goes through. */
  const [begun, setBegun] = useState<{ id: string; key: string } | null>(null);
  const id = begun?.key === key ? begun.id : null;
  const sending = useSending();
  const asked = useApi<ReplayWire>(id === null ? null : { path: `replays/${segment(id)}` }, { keep: true });
  const replay = asked.data?.id === id ? asked.data : null;
  const isGoingOn = id !== null && asked.failure === null && (replay === null || replay.state === 'running');
  const { reload } = asked;

  useEffect(() => {
    if (replay?.state !== 'running') {
      return;
    }
    const next = timer(LOOK_EVERY).subscribe(reload);
    return () => next.unsubscribe();
  }, [replay, reload]);

  // One that is left is cancelled, and its result is of no use any more.
  useEffect(
    () => (begun === null ? undefined : () => void send({ method: 'DELETE', path: `replays/${segment(begun.id)}` })),
    [begun],
  );
  // The draft may have changed before the sidecar said that it has begun, too.
  useEffect(() => setBegun((old) => (old?.key === key ? old : null)), [begun, key]);

  const cancel = useCallback(() => setBegun(null), []);
  const begin = (now: number) => {
    const [from, to] = [now - PERIOD, now].map((at) => new Date(at).toISOString());
    const body = { from, to, draft: objects };
    void sending.send(
      () => send<ReplayWire>({ method: 'POST', path: 'replays', body }),
      (made) => setBegun({ id: made.id, key }),
    );
  };
  return {
    replay,
    isRunning: sending.isSending || isGoingOn,
    failure: inEditor(sending.failure) ?? (id === null ? null : asked.failure),
    begin,
    cancel,
  };
}
