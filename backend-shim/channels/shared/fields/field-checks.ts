/** Checks the values of channel fields and describes what is wrong with them. */
import type { TextFormat } from '#contract/reasons/data';
import type { ChannelFieldProblem } from '../../../ports/channel.ts';
import { wrongUrl } from './destination.ts';

/** @param message the end of a sentence about the field */
export function badFormat(format: TextFormat, message: string): ChannelFieldProblem {
  return { message, reason: 'wrong-format', data: { format } };
}

export function formatCheck(
  format: TextFormat,
  validate: (text: string) => string | null,
): (text: string) => ChannelFieldProblem | null {
  return (text) => {
    const message = validate(text);
    return message === null ? null : badFormat(format, message);
  };
}

export const urlCheck = formatCheck('web-address', wrongUrl);

/** @param unit added to the message only, such as ` of minutes` */
export function wholeNumberCheck(min: number, max: number, unit = ''): (text: string) => ChannelFieldProblem | null {
  return (text) => {
    const value = Number(text);
    return Number.isInteger(value) && value >= min && value <= max
      ? null
      : {
          message: `must be a whole number${unit} from ${min} to ${max}`,
          reason: 'not-whole-number',
          data: { min, max },
        };
  };
}

export function choiceCheck(choices: readonly string[]): (text: string) => ChannelFieldProblem | null {
  const all = choices.length > 1 ? `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}` : choices.join('');
  return (text) =>
    choices.includes(text)
      ? null
      : { message: `must be ${all}`, reason: 'not-a-choice', data: { choices, meant: null } };
}

/** A problem of settings that need each other, or of which one is enough. */
export function missing(message: string, of: readonly string[]): ChannelFieldProblem {
  return { message: `is missing; ${message}`, reason: 'at-least-one', data: { of } };
}
