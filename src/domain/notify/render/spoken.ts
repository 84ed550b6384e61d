/** Makes texts that are read aloud: the most important words first, one sentence at a time. */
import type { Severity } from '#domain/incident/signal/alert';
import { oneLine } from '#domain/notify/render/clean';
import { texts } from '#domain/notify/render/words/texts';
import type { Language } from '#domain/notify/responder';

/** Longer titles are cut, since nobody listens to more. */
const TITLE = 200;
const SOURCE = 80;

export interface SpokenIncident {
  number: number;
  title: string;
  severity: Severity;
  /** Name of the integration; null if the incident was opened by hand. */
  source: string | null;
  /** Incidents the call is about. */
  count: number;
}

export function spokenTitle({ title, number }: Pick<SpokenIncident, 'title' | 'number'>): string {
  return oneLine(title, TITLE) || `#${number}`;
}

export function spokenIncident(language: Language, incident: SpokenIncident): string[] {
  const { call, byHand } = texts(language);
  const source = incident.source === null ? byHand : oneLine(incident.source, SOURCE);
  return [
    call.alert(call.severity[incident.severity], spokenTitle(incident)),
    ...(incident.count > 1 ? [call.more(incident.count - 1)] : []),
    call.from(source, incident.number),
  ];
}

/** `123456` → `1, 2, 3, 4, 5, 6`: read digit by digit, with a breath after each. */
function spokenDigits(code: string): string {
  return [...code].join(', ');
}

/** Says the code twice, since people look for a pen during the first time. */
export function spokenCode(language: Language, code: string): string[] {
  const { call } = texts(language);
  const digits = `${spokenDigits(code)}.`;
  return [call.code, digits, call.again, digits, call.again, digits, call.goodbye];
}
