/** Reads a capture as the HTTP server hands it to a parser: JSON as its value, a form as flat text fields. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourcePayload } from '../../backend-shim/ports/source.ts';

interface Capture {
  receivedAt: string;
  headers: [name: string, value: string][];
  body: unknown;
}

/** @param file `zabbix/014-allmacros-ev39-problem.json` */
export function capture(file: string): SourcePayload {
  const { body, headers, receivedAt } = JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')) as Capture;
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const isForm = type.startsWith('application/x-www-form-urlencoded') && typeof body === 'string';
  return { body: isForm ? Object.fromEntries(new URLSearchParams(body)) : body, receivedAt: Date.parse(receivedAt) };
}

/** All captures of a product, in the order in which they were recorded. */
export function captures(product: string): string[] {
  return readdirSync(join(import.meta.dirname, product))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => `${product}/${name}`);
}
