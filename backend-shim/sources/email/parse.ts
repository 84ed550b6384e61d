/** Turns a mail into a signal, by the integration's rules. */
import type { Integration, MailPatterns } from '#domain/routing/integration';
import { compileRegex } from '#domain/routing/regex/regex';
import type { PayloadOrigin, ParseResult, SourcePayload } from '../../ports/source.ts';
import { rejected } from '../shared/define.ts';
import { alertFromFields } from '../shared/free-form.ts';
import { stableHash } from '../shared/values/hash.ts';
import { isRecord, kindOf, own, scalar, type RawFields } from '../shared/values/read.ts';
import { templateRenderer, withNote, type RenderedFields } from '../shared/templates.ts';
import { readSubject } from './subject.ts';

interface Mail {
  from: string | null;
  fromName: string | null;
  to: string | null;
  subject: string | null;
  text: string | null;
}

/** Characters of a reply that the timeline shows. */
const MOST_NOTE = 1_000;
/** Groups with these names set a field of the alert; all others become labels. */
const TELLING = [
  'title',
  'severity',
  'groupKey',
  'fingerprint',
  'status',
  'description',
  'link',
  'actor',
  'note',
] as const;
const NO_PATTERNS: MailPatterns = { subject: null, text: null };

/**
 * Reads a mail as `decode` gives it, or as another program parsed it: `{ from, to, subject, text, messageId, inReplyTo,
 * references, headers, … }`, with addresses as text or as mailparser gives them. Without templates, mails of one sender
 * with the same subject are one problem, a word such as `[RESOLVED]` or `OK:` before the subject ends it, and a reply
 * is a comment. A mail that answers an earlier one by its headers belongs to that one in any case.
 */
export function parse(payload: SourcePayload, integration: Integration): ParseResult {
  const { body } = payload;
  if (!isRecord(body)) {
    return rejected(`body: is ${kindOf(body)}, must be a mail, as its source text or parsed`);
  }
  const mail = mailOf(body);
  if (mail.subject === null && mail.text === null) {
    return rejected('subject: missing, and the mail has no text either');
  }
  const { extract = NO_PATTERNS, resolve = NO_PATTERNS } = integration.mail ?? {};
  const groups = groupsOf(mail, extract);
  const result =
    integration.template === null
      ? null
      : templateRenderer(integration.template)({ ...body, ...groups, match: groups, body });
  if (result?.ok === false) {
    return rejected(`template.${result.field}: ${result.message}`);
  }
  const rendered: RenderedFields = {
    ...named(groups),
    ...(isOver(mail, resolve) ? { status: 'resolved' } : {}),
    ...result?.fields,
  };
  const alert = alertFromFields(
    fieldsOf(mail, groups),
    { ...bySubject(mail), ...ownKey(rendered), ...rendered },
    `Alert from ${integration.name}`,
    body,
    result?.labels ?? null,
  );
  const origin = originOf(body, mail);
  return { ok: true, alerts: [withNote(alert, result?.over ?? null)], ...(origin === null ? {} : { origin }) };
}

function mailOf(body: RawFields): Mail {
  const text = (name: string) => scalar(own(body, name));
  return {
    from: address(body, 'from'),
    fromName: text('fromName'),
    to: address(body, 'to'),
    subject: text('subject'),
    text: text('text'),
  };
}

/** Named groups of the subject's pattern and of the text's; the subject takes precedence, since it is more exact. */
function groupsOf(mail: Mail, patterns: MailPatterns): Record<string, string> {
  return { ...find(mail.text, patterns.text), ...find(mail.subject, patterns.subject) };
}

function isOver(mail: Mail, patterns: MailPatterns): boolean {
  return find(mail.subject, patterns.subject) !== null || find(mail.text, patterns.text) !== null;
}

function find(text: string | null, pattern: string | null): Record<string, string> | null {
  const compiled = pattern === null ? null : compileRegex(pattern);
  return compiled?.ok ? compiled.regex.find(text ?? '') : null;
}

/** Groups named after a field: `(?P<severity>…)` needs no template. */
function named(groups: Record<string, string>): RenderedFields {
  return Object.fromEntries(
    TELLING.flatMap((field) =>
      scalar(own(groups, field)) === null ? [] : [[field, scalar(own(groups, field)) ?? '']],
    ),
  );
}

/** If a template sets the group, a mail of that group can end the alert whatever its subject, as for the webhook. */
function ownKey({ groupKey }: RenderedFields): RenderedFields {
  return groupKey === undefined ? {} : { fingerprint: groupKey };
}

function fieldsOf({ from, fromName, to, text, subject }: Mail, groups: Record<string, string>): RawFields {
  const labels = Object.entries({ ...groups, from, to }).filter(
    ([name, value]) => value !== null && !TELLING.some((field) => field === name),
  );
  const isReply = readSubject(subject ?? '').isReply;
  return {
    labels: Object.fromEntries(labels),
    description: text,
    ...(isReply ? { actor: fromName ?? from, note: answerIn(text) } : {}),
  };
}

/** The text that a person wrote above the quoted mail. */
function answerIn(text: string | null): string | null {
  const lines = (text ?? '').split('\n');
  const quoted = lines.findIndex((line) =>
    /^(?:>|-{3,} ?\w|On .{1,200} wrote:$|Le .{1,200} écrit\s?:$|Am .{1,200} schrieb)/.test(line),
  );
  return (quoted < 0 ? lines : lines.slice(0, quoted)).join('\n').trim().slice(0, MOST_NOTE) || null;
}

function bySubject({ from, subject, text }: Mail): RenderedFields {
  const read = readSubject(subject ?? firstLine(text ?? ''));
  const rendered: RenderedFields = {
    fingerprint: stableHash([from?.toLowerCase() ?? null, read.about.toLowerCase()]),
    status: read.status ?? (read.isReply ? 'comment' : 'firing'),
  };
  if (read.about !== '') {
    rendered.title = read.about;
  }
  if (read.severity !== null) {
    rendered.severity = read.severity;
  }
  return rendered;
}

/**
 * Servers send a mail again if our answer was lost. Some appliances give all their mails the same Message-ID, so the
 * Message-ID alone does not identify a mail.
 */
function originOf(body: RawFields, { subject }: Mail): PayloadOrigin | null {
  const name = scalar(own(body, 'messageId'));
  const references = own(body, 'references');
  const answers = [
    scalar(own(body, 'inReplyTo')),
    ...(Array.isArray(references) ? references.slice(-50).reverse().map(scalar) : []),
  ].filter((one) => one !== null);
  if (name === null && answers.length === 0) {
    return null;
  }
  const once = name === null ? null : stableHash([name, scalar(own(body, 'date')), subject]);
  return {
    once,
    name: name === null ? null : stableHash(name),
    answers: [...new Set(answers)].map((one) => stableHash(one)),
  };
}

function firstLine(text: string): string {
  return text.slice(0, 1_000).split('\n', 1)[0] ?? '';
}

function address(body: RawFields, name: string): string | null {
  const value = own(body, name);
  return scalar(isRecord(value) ? own(value, 'text') : value);
}
