/**
 * Reads from an SMSC no faster than paging has time for. What it sends is taken in whole turns by the library, so that
 * one which never stops would let nothing else run.
 */
import type { Session } from 'smpp';
import type { Clock } from '../../../ports/clock.ts';

/** PDUs that are taken in one turn of the event loop. */
const PER_TURN = 20;
/** A storm of 200 messages a second has an answer and a receipt for each. */
const PER_SECOND = 1_000;
/** Bytes of answers that the SMSC has not read; one that reads none of them is not heard any longer. */
const MOST_UNREAD = 256 * 1024;

export function limitFlow(session: Session, clock: Pick<Clock, 'sleep'>): void {
  let [inTurn, inSecond] = [0, 0];
  let [waitsForTurn, waitsForSecond] = [false, false];
  const gone = new AbortController();
  session.once('close', () => gone.abort());
  const goOn = () => {
    if (!waitsForTurn && !waitsForSecond && !gone.signal.aborted) {
      session.resume();
    }
  };
  const nextTurn = () => {
    [inTurn, waitsForTurn] = [0, false];
    goOn();
  };
  const nextSecond = () => {
    [inSecond, waitsForSecond] = [0, false];
    goOn();
  };
  session.on('pdu', () => {
    if (session.socket.writableLength > MOST_UNREAD) {
      session.destroy();
      return;
    }
    inTurn += 1;
    inSecond += 1;
    if (inSecond === 1) {
      void clock.sleep(1_000, gone.signal).then(nextSecond);
    }
    if (inTurn === PER_TURN) {
      waitsForTurn = true;
      setImmediate(nextTurn);
    }
    waitsForSecond = inSecond >= PER_SECOND;
    if (waitsForTurn || waitsForSecond) {
      session.pause();
    }
  });
}
