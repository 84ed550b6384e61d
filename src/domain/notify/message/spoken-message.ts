/** Renders a message as speech, for previews and for calls without questions. */
import type { Message } from '#domain/notify/message/message';
import { renderMessage } from '#domain/notify/render/render-message';
import { spokenCode, spokenIncident } from '#domain/notify/render/spoken';
import { texts } from '#domain/notify/render/words/texts';

export function spokenMessage(message: Message): string[] {
  const { language, incident, bundled, update, code } = message;
  const { call } = texts(language);
  if (code !== undefined) {
    return spokenCode(language, code);
  }
  if (incident === null) {
    return message.kind === 'test' ? [...call.test] : [`${renderMessage(message).subject}.`, call.goodbye];
  }
  const words = spokenIncident(language, { ...incident, count: bundled });
  if (update === null) {
    return [...words, call.menu];
  }
  const what =
    update.kind === 'confirm'
      ? call.confirm
      : update.kind === 'exhausted'
        ? call.exhausted
        : `${renderMessage(message).content.lead[0]}.`;
  return [what, ...words, call.menu];
}
