/** Turns what a unit pays, as HR writes it, into the pay rules of the domain. */
import type { PayEntryWire } from '#contract/labour/pay/pay';
import { toMilliseconds } from '#contract/time/duration';
import { toDate } from '#contract/time/local-date';
import type { PayRules } from '#domain/labour/pay/rules';

function maybeMs(text: string | null | undefined): number | null {
  return text ? toMilliseconds(text) : null;
}

export function toPayRules(wire: PayEntryWire): PayRules {
  const { from, hours, turns, interventions: calls, overtime, partTime, lostToRest: lost } = wire;
  return {
    from: toDate(from),
    hours: hours.map(({ code, when, level, rotas, rate, rest }) => ({
      code,
      when: when ?? null,
      level: level ?? null,
      rotas: rotas ?? null,
      rate: rate ?? null,
      rest: maybeMs(rest),
    })),
    turns: turns.map(({ code, level, rotas, amount, rest }) => ({
      code,
      level: level ?? null,
      rotas: rotas ?? null,
      amount: amount ?? null,
      rest: maybeMs(rest),
    })),
    interventions: calls
      ? {
          code: calls.code,
          minimum: toMilliseconds(calls.minimum),
          roundUpTo: toMilliseconds(calls.roundUpTo),
          group: toMilliseconds(calls.group),
        }
      : null,
    overtime: overtime.map(({ above, percent, code }) => ({ above: toMilliseconds(above), percent, code })),
    partTime: partTime.map(({ upTo, percent, code }) => ({ upTo: upTo ?? null, percent, code })),
    lostToRest: lost ? { code: lost.code, paid: lost.paid } : null,
  };
}
