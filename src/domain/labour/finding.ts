/**
 * Defines findings: what a rule says of a stretch of a person's time, with its numbers and what may be done about it.
 */
import type { RuleKind } from '#domain/labour/pack';
import type { LocalDate } from '#domain/time/calendar';
import { formatDate } from '#domain/time/local';
import type { Span } from '#domain/time/span';
import { sha256 } from '#domain/sha256';

/** From the least to the worst. */
export const FINDING_SEVERITIES = ['note', 'check', 'outside'] as const;
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

export const REMEDY_KINDS = [
  'startAt',
  'tellBy',
  'giveReason',
  'giveRest',
  'chooseAnother',
  'confirm',
  'addPayRule',
  'handOver',
  'askHr',
] as const;
export type RemedyKind = (typeof REMEDY_KINDS)[number];

/** `at`: when to start, or until when to tell; null for the others. */
export interface Remedy {
  kind: RemedyKind;
  at: number | null;
}

/** Measured and limit in ms, days of notice in days; null: not told, or nothing to measure. */
export interface FindingData {
  measured: number | null;
  limit: number;
  /** How much rest that was not given is owed, ms, and until when. */
  owed: number | null;
  owedBy: number | null;
}

/** What a rule returns; the rest of a finding follows from where it was found. */
export interface RuleFinding extends Span {
  severity: FindingSeverity;
  /** Distinguishes, together with the anchor, this finding from the others of the rule and the person. */
  subject: string;
  /** A local date that does not move when a confirmation moves an end. */
  anchor: LocalDate;
  rota: string | null;
  data: FindingData;
  remedy: Remedy;
  /** Whether an assumed end is among its causes. */
  provisional: boolean;
}

/** What a decision says of a finding. */
export interface DecidedRest {
  id: string;
  owed: number;
  owedBy: number | null;
  /** Rest that was given to settle the decision, ms. */
  settled: number;
}

export interface Finding extends Omit<RuleFinding, 'subject' | 'anchor'> {
  id: string;
  rule: RuleKind;
  user: string;
  unit: string;
  article: string | null;
  pack: string;
  /** Whether it starts in the future. */
  planned: boolean;
  decision: DecidedRest | null;
}

/** 16 hex digits, the same for the same subject, so that a decision finds its finding again. */
export function findingId(rule: RuleKind, user: string, subject: string, anchor: LocalDate): string {
  return sha256(JSON.stringify([rule, user, subject, formatDate(anchor)])).slice(0, 16);
}

/** From 0; higher is worse. */
export function severityRank({ severity }: Pick<Finding, 'severity'>): number {
  return FINDING_SEVERITIES.indexOf(severity);
}

/** Orders findings by start, then the worst first, then by the name of the rule. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    a.start - b.start ||
    severityRank(b) - severityRank(a) ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0) ||
    (a.id < b.id ? -1 : 1)
  );
}

/** Data of a finding that owes no rest. */
export function measuredData(measured: number | null, limit: number): FindingData {
  return { measured, limit, owed: null, owedBy: null };
}

export function remedy(kind: RemedyKind, at: number | null = null): Remedy {
  return { kind, at };
}
