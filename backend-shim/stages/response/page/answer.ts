/** Answers of all pages below `/r`. */
import type { Language } from '#domain/notify/responder';
import { renderLinkProblem } from './page.ts';
import type { LinkProblem } from './page.ts';

export interface PageAnswer {
  status: number;
  html: string;
  location: string | null;
}

const STATUS: Record<LinkProblem, number> = { unknown: 404, expired: 410, over: 410, forbidden: 403 };

export function problem(kind: LinkProblem, language: Language): PageAnswer {
  return { status: STATUS[kind], html: renderLinkProblem(kind, language), location: null };
}
