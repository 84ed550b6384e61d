/** From words to what Twilio reads (twilio.com/docs/voice/twiml/say, …/gather). */
import type { CallbackAnswer } from '../../ports/callback.ts';
import type { CallTurn } from '../../ports/call.ts';
import { twiml, xmlText } from '../shared/twiml.ts';
import type { Voice } from './settings.ts';

/** Seconds to find the key in. */
const KEY_WAIT = 6;

function said(sentences: readonly string[], { voice, language }: Voice): string {
  return sentences
    .map((sentence) => `<Say voice="${xmlText(voice)}" language="${language}">${xmlText(sentence)}</Say>`)
    .join('<Pause length="1"/>');
}

/** Words without a question, then the end of the call. */
export function sayAndHangUp(sentences: readonly string[], voice: Voice): CallbackAnswer {
  return twiml(`${said(sentences, voice)}<Hangup/>`);
}

/**
 * A key ends the speech at once: who knows the menu need not hear it. Silence is told too
 * (`actionOnEmptyResult`), and `#` is a key like any other (`finishOnKey`).
 * @param keyUrl where the key is told
 */
export function renderTurn({ say, ask }: CallTurn, voice: Voice, keyUrl: string): CallbackAnswer {
  if (ask === null) {
    return sayAndHangUp(say, voice);
  }
  const gather = `input="dtmf" numDigits="1" finishOnKey="" timeout="${KEY_WAIT}" actionOnEmptyResult="true" method="POST" action="${xmlText(keyUrl)}"`;
  return twiml(`<Gather ${gather}>${said(say, voice)}</Gather>`);
}
