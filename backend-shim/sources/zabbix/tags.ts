/** Reads event tags as labels, from a list, its JSON text (`{EVENT.TAGSJSON}`), or `scope:performance, flag`. */
import { readJson } from '#contract/foreign/json-shape';
import { addLabel, type AlertLabels } from '../shared/values/labels.ts';
import { isRecord, own, scalar, type RawFields } from '../shared/values/read.ts';
import { isAbsent, type ZabbixMacros } from './macros.ts';

const ONE_TAG = /^\{?event[._]tags[._](.+?)\}?$/i;
const MAX_TAGS = 200;

export function readTags(macros: ZabbixMacros, body: RawFields): AlertLabels {
  const values = new Map<string, Set<string>>();
  for (const [tag, value] of tagList(macros).slice(0, MAX_TAGS)) {
    // Media types write tags of this form for their own use, and these change with every message.
    if (!tag.startsWith('__')) {
      values.set(tag, (values.get(tag) ?? new Set<string>()).add(value));
    }
  }
  const labels: AlertLabels = {};
  for (const [tag, several] of values) {
    addLabel(labels, tag, [...several].join(','));
  }
  addSingleTags(labels, body);
  return labels;
}

function tagList(macros: ZabbixMacros): [tag: string, value: string][] {
  for (const name of ['EVENT_TAGSJSON', 'EVENT_TAGS_JSON', 'EVENT_TAGS']) {
    const sent = macros.value(name);
    const list = typeof sent === 'string' ? (parseList(sent) ?? parseText(sent)) : sent;
    if (Array.isArray(list) && list.length > 0) {
      return list.flatMap(readTag);
    }
  }
  return [];
}

function parseList(text: string): unknown[] | null {
  if (!text.trimStart().startsWith('[')) {
    return null;
  }
  // A tag may begin with `[` without being JSON; then it is read as plain text.
  const read = readJson(text);
  return read.ok && Array.isArray(read.value) ? read.value : null;
}

function parseText(text: string): string[] {
  return text.split(', ').filter((part) => part !== '');
}

function readTag(item: unknown): [string, string][] {
  if (typeof item === 'string') {
    const colon = item.indexOf(':');
    return [colon < 0 ? [item.trim(), ''] : [item.slice(0, colon).trim(), item.slice(colon + 1).trim()]];
  }
  const tag = isRecord(item) ? scalar(own(item, 'tag')) : null;
  return tag === null || !isRecord(item) ? [] : [[tag, scalar(own(item, 'value')) ?? '']];
}

/** `EVENT.TAGS.scope`: single tags that the media type selected. */
function addSingleTags(labels: AlertLabels, body: RawFields): void {
  for (const name of Object.keys(body)) {
    const tag = name.length > 200 ? undefined : ONE_TAG.exec(name)?.[1];
    if (tag !== undefined && tag.toLowerCase() !== 'json' && !tag.startsWith('__') && !isAbsent(body[name])) {
      addLabel(labels, tag, scalar(body[name]));
    }
  }
}
