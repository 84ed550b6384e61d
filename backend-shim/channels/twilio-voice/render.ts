/** Renders what Twilio says and asks (twilio.com/docs/voice/twiml/say, …/gather). */
import type { CallbackAnswer } from '../../ports/callback.ts';
import type { CallTurn } from '../../ports/call.ts';
import { twiml, xmlText } from '../shared/twilio/twiml.ts';
import type { CallVoice } from './settings.ts';

/** Seconds to press a key. */
const KEY_WAIT = 6;

function said(sentences: readonly string[], { voice, language }: CallVoice): string {
  return sentences
    .map((sentence) => `<Say voice="${xmlText(voice)}" language="${language}">${xmlText(sentence)}</Say>`)
    .join('<Pause length="1"/>');
}

/** Says sentences and hangs up. */
export function sayAndHangUp(sentences: readonly string[], voice: CallVoice): CallbackAnswer {
  return twiml(`${said(sentences, voice)}<Hangup/>`);
}

/**
 * A key interrupts the speech, for people who know the menu. Silence is reported, too (`actionOnEmptyResult`), and `#`
 * is a key like any other (`finishOnKey`).
 * @param keyUrl receives the key
 */
export function renderTurn({ say, ask }: CallTurn, voice: CallVoice, keyUrl: string): CallbackAnswer {
  if (ask === null) {
    return sayAndHangUp(say, voice);
  }
  const gather = `input="dtmf" numDigits="1" finishOnKey="" timeout="${KEY_WAIT}" actionOnEmptyResult="true" method="POST" action="${xmlText(keyUrl)}"`;
  return twiml(`<Gather ${gather}>${said(say, voice)}</Gather>`);
}
