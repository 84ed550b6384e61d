/** Serves the page of a signed link to a swap, on which one person takes or declines it. GET never acts. */
import type { Swap } from '#domain/rota/model';
import { versionsOf } from '#domain/rota/model';
import { oneLine } from '#domain/notify/render/clean';
import { formatInstant } from '#domain/time/words/instant-words';
import { texts } from '#domain/notify/render/words/texts';
import type { Responder } from '#domain/notify/responder';
import type { Directory } from '../../../ports/directory.ts';
import { renderSwapPage, SWAP_REPLIES } from './swap-page.ts';
import type { SwapReply } from './swap-page.ts';

export interface SwapPageDeps {
  directory(): Directory;
  /** @returns whether it was done */
  answerSwap(id: string, answer: SwapReply, login: string): Promise<boolean>;
}

export interface OpenedSwap {
  swap: Swap;
  person: Responder;
  /** Address of the page. */
  base: string;
  now: number;
}

export function isSwapReply(text: string | null): text is SwapReply {
  return (SWAP_REPLIES as readonly (string | null)[]).includes(text);
}

/** null: there is no such swap, or its shift is over. */
export function findSwap(directory: Directory, id: string, now: number): Swap | null {
  const swap = directory.facts.swaps.find((one) => one.id === id);
  return swap !== undefined && swap.window.end > now ? swap : null;
}

/** Whoever was asked takes or declines it; asked of anybody, it can only be taken. */
export function answersOf({ state, asked, askedOf }: Swap, login: string): SwapReply[] {
  if (state !== 'open' || asked.by === login || (askedOf !== null && askedOf !== login)) {
    return [];
  }
  return askedOf === login ? ['take', 'decline'] : ['take'];
}

/** @param first the button to put first */
export function showSwap(
  directory: Directory,
  { swap, person, base, now }: OpenedSwap,
  first: SwapReply | null,
  isRefused = false,
): string {
  const answers = answersOf(swap, person.login);
  const ordered =
    first !== null && answers.includes(first) ? [first, ...answers.filter((one) => one !== first)] : answers;
  const inReturn = swap.inReturn && sentenceOf(directory, { ...swap, window: swap.inReturn }, person, now).span;
  return renderSwapPage({
    language: person.language,
    ...sentenceOf(directory, swap, person, now),
    note: oneLine(swap.note, 500),
    inReturn,
    answers: ordered,
    base,
    isRefused,
  });
}

function sentenceOf(
  directory: Directory,
  swap: Swap,
  { login, language, timeZone }: Pick<Responder, 'login' | 'language' | 'timeZone'>,
  now: number,
) {
  const name = (login: string) => directory.responders.get(login)?.name ?? login;
  const rota = directory.rotas.get(swap.rota);
  const title = rota ? (versionsOf(rota).at(-1)?.rota.name ?? swap.rota) : swap.rota;
  const at = (instant: number) => formatInstant(instant, now, language, timeZone);
  const [start, end] = [at(swap.window.start), at(swap.window.end)];
  const by = swap.taken?.by ?? (swap.closed?.by || swap.asked.by);
  const what = swap.state === 'open' ? 'asked' : swap.state;
  const words = texts(language).onCall;
  const sentence =
    swap.state === 'open' && swap.askedOf === login
      ? words.swapAskedOfYou(name(swap.asked.by), title, start, end)
      : words.swap[what](name(swap.asked.by), name(by), title, start, end);
  return { title, sentence: `${sentence}.`, span: `${start} – ${end}` };
}
