/** The answers of the set-up, and the unit and the work profiles that they make. */
import type { PayEntryWire } from '#contract/labour/pay/pay';
import type { UnitWire } from '#contract/labour/unit';
import type { WorkProfileWire } from '#contract/labour/work-profile';
import type { UnitLanguage } from '#domain/labour/facts/unit';
import { monthLater } from '#domain/labour/pay/month';
import { formatDate } from '#domain/time/local';
import type { LocalDate } from '#domain/time/calendar';
import type { WeeklyWindow } from '#domain/time/weekly';

/** What most people of a French company have; anything else is a profile of its own. */
export const CONTRACT_CHOICES = ['35h', '39h', 'days'] as const;
export type ContractChoice = (typeof CONTRACT_CHOICES)[number];

export type PayBasis = 'hour' | 'turn';

export interface PayDraft {
  by: PayBasis;
  /** As typed; those left empty are paid like other days. */
  hour: string;
  saturday: string;
  sunday: string;
  holiday: string;
  turn: string;
}

export interface SetUpDraft {
  team: string | null;
  rotas: string[];
  /** Of whoever has no choice of their own. */
  usual: ContractChoice;
  /** By login; `none`: no work profile. */
  own: Readonly<Record<string, ContractChoice | 'none'>>;
  hours: Readonly<Record<ContractChoice, WeeklyWindow[]>>;
  pay: PayDraft;
}

function onWorkdays(...clocks: Array<[string, string]>): WeeklyWindow[] {
  return clocks.map(([from, to]) => ({ days: ['workday'], from, to }));
}

export const EMPTY_SET_UP: SetUpDraft = {
  team: null,
  rotas: [],
  usual: '35h',
  own: {},
  hours: {
    '35h': onWorkdays(['09:00', '12:30'], ['14:30', '18:00']),
    '39h': onWorkdays(['09:00', '12:30'], ['13:30', '17:48']),
    days: onWorkdays(['09:00', '12:30'], ['14:00', '18:00']),
  },
  pay: { by: 'hour', hour: '', saturday: '', sunday: '', holiday: '', turn: '' },
};

/** The first of the next month, from which on a month can be closed as a whole. */
export function firstOfNextMonth(today: LocalDate): string {
  return `${monthLater(formatDate(today).slice(0, 7), 1)}-01`;
}

/** Codes and texts are printed on documents and in the payroll file, in the language of the unit. */
const WORDS: Record<
  UnitLanguage,
  Record<'holiday' | 'sunday' | 'saturday' | 'other' | 'turn' | 'call' | 'lost', string>
> = {
  en: {
    holiday: 'public holiday',
    sunday: 'Sunday',
    saturday: 'Saturday',
    other: 'other days',
    turn: 'turn on call',
    call: 'intervention',
    lost: 'hours covered by rest',
  },
  fr: {
    holiday: 'jour férié',
    sunday: 'dimanche',
    saturday: 'samedi',
    other: 'autres jours',
    turn: 'tour d’astreinte',
    call: 'intervention',
    lost: 'heures couvertes par le repos',
  },
};

/** Accepts the decimal comma; null: empty or not a price. */
export function priceOf(text: string): number | null {
  const value = /^\d+([.,]\d+)?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : null;
  return value === null || Number(value.toFixed(4)) !== value ? null : value;
}

/** Whether something typed is no price. */
export function isWrongPrice(text: string): boolean {
  return text.trim() !== '' && priceOf(text) === null;
}

export function isPayReady(pay: PayDraft): boolean {
  const typed = pay.by === 'turn' ? [pay.turn] : [pay.hour, pay.saturday, pay.sunday, pay.holiday];
  return priceOf(typed[0] ?? '') !== null && !typed.some(isWrongPrice);
}

type HourRuleWire = PayEntryWire['hours'][number];

function hourRules(pay: PayDraft, language: UnitLanguage): HourRuleWire[] {
  const words = WORDS[language];
  const rule = (code: string, text: string, price: string, day: 'holiday' | 'sun' | 'sat' | null): HourRuleWire[] => {
    const rate = priceOf(price);
    const when = day === null ? null : [{ days: [day], from: '00:00', to: '00:00' }];
    return rate === null ? [] : [{ code, text, when, rate }];
  };
  return [
    ...rule('AST-F', words.holiday, pay.holiday, 'holiday'),
    ...rule('AST-D', words.sunday, pay.sunday, 'sun'),
    ...rule('AST-S', words.saturday, pay.saturday, 'sat'),
    ...rule('AST-N', words.other, pay.hour, null),
  ];
}

/**
 * Interventions are working time (L3121-9): true minutes, with the premiums of the law where no agreement says
 * otherwise (L3121-36, L3123-29).
 */
export function payEntryOf(pay: PayDraft, language: UnitLanguage, from: string): PayEntryWire {
  const words = WORDS[language];
  const flat = priceOf(pay.turn);
  return {
    from,
    hours: pay.by === 'hour' ? hourRules(pay, language) : [],
    turns: pay.by === 'turn' && flat !== null ? [{ code: 'AST-T', text: words.turn, amount: flat }] : [],
    interventions: { code: 'INT', text: words.call, minimum: '0s', roundUpTo: '1m', group: '0s' },
    overtime: [
      { above: '35h', percent: 25, code: 'HS25' },
      { above: '43h', percent: 50, code: 'HS50' },
    ],
    partTime: [
      { upTo: 10, percent: 10, code: 'HC10' },
      { percent: 25, code: 'HC25' },
    ],
    lostToRest: { code: 'RPO', text: words.lost, paid: true },
  };
}

export function choiceOf({ own, usual }: Pick<SetUpDraft, 'own' | 'usual'>, login: string): ContractChoice | 'none' {
  return own[login] ?? usual;
}

/** The contracts of these people, each once. */
export function choicesInUse(draft: SetUpDraft, people: readonly string[]): ContractChoice[] {
  const chosen = people.map((login) => choiceOf(draft, login));
  return CONTRACT_CHOICES.filter((choice) => chosen.includes(choice));
}

type ContractFacts = Pick<WorkProfileWire, 'contract' | 'weeklyHours' | 'schedule'>;

export function contractFacts(choice: ContractChoice, hours: SetUpDraft['hours']): ContractFacts {
  const isDays = choice === 'days';
  return { contract: isDays ? 'days' : 'hours', weeklyHours: isDays ? null : choice, schedule: hours[choice] };
}

export type NewProfile = ContractFacts & Pick<WorkProfileWire, 'user' | 'unit' | 'from' | 'onCall'>;

export function profilesOf(draft: SetUpDraft, people: readonly string[], unit: string, from: string): NewProfile[] {
  return people.flatMap((user): NewProfile[] => {
    const choice = choiceOf(draft, user);
    return choice === 'none' ? [] : [{ user, unit, from, onCall: 'yes', ...contractFacts(choice, draft.hours) }];
  });
}

/** The unit with the team, its rotas and what they pay; the rest stays as the Admin made it. */
export function unitWith(unit: UnitWire, draft: SetUpDraft): UnitWire {
  const teams = draft.team === null ? unit.teams : [...new Set([...unit.teams, draft.team])];
  return {
    ...unit,
    teams,
    duties: draft.rotas.map((rota) => ({ rota, kind: 'onCall', level: 'primary' })),
    pay: [payEntryOf(draft.pay, unit.language, unit.since)],
  };
}
