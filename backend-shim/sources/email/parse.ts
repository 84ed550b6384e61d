import type { Integration } from '#domain/routing/integration';
import type { ParseResult, Payload } from '../../ports/source.ts';
import { rejected } from '../shared/define.ts';
import { alertFromFields } from '../shared/free-form.ts';
import { stableHash } from '../shared/values/hash.ts';
import { isRecord, kindOf, own, scalar, type Fields } from '../shared/values/read.ts';
import { templateRenderer, type Rendered } from '../shared/templates.ts';
import { readSubject } from './subject.ts';

/**
 * A mail that was parsed already: `{ from, to, subject, text, messageId, inReplyTo, … }`, addresses
 * as text or as mailparser gives them. Without templates, mails of one sender with the same subject
 * are one problem, a word such as `[RESOLVED]` or `OK:` before the subject ends it, and a reply is a
 * comment.
 */
export function parse(payload: Payload, integration: Integration): ParseResult {
  const { body } = payload;
  if (!isRecord(body)) {
    return rejected(`body: is ${kindOf(body)}, must be a parsed mail`);
  }
  const subject = scalar(own(body, 'subject'));
  const text = scalar(own(body, 'text'));
  if (subject === null && text === null) {
    return rejected('subject: missing, and the mail has no text either');
  }
  const result = integration.template === null ? null : templateRenderer(integration.template)({ ...body, body });
  if (result?.ok === false) {
    return rejected(`template.${result.field}: ${result.message}`);
  }
  const rendered = result?.fields ?? {};
  const mail = { from: address(body, 'from'), to: address(body, 'to'), subject, text };
  return { ok: true, alerts: [alertFromFields(fieldsOf(mail), { ...bySubject(mail), ...ownKey(rendered), ...rendered }, `Alert from ${integration.name}`, body)] };
}

/** As for the webhook: a group by template is ended by a mail of that group, whatever its subject. */
function ownKey({ groupKey }: Rendered): Rendered {
  return groupKey === undefined ? {} : { fingerprint: groupKey };
}

interface Mail {
  from: string | null;
  to: string | null;
  subject: string | null;
  text: string | null;
}

function fieldsOf({ from, to, text }: Mail): Fields {
  return { labels: Object.fromEntries(Object.entries({ from, to }).filter(([, value]) => value !== null)), description: text };
}

function bySubject({ from, subject, text }: Mail): Rendered {
  const read = readSubject(subject ?? firstLine(text ?? ''));
  const rendered: Rendered = {
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

function firstLine(text: string): string {
  return text.slice(0, 1_000).split('\n', 1)[0] ?? '';
}

function address(body: Fields, name: string): string | null {
  const value = own(body, name);
  return scalar(isRecord(value) ? own(value, 'text') : value);
}
