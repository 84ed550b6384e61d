/** Records of decisions (docs/adr): each says whether it still holds, all are listed, and whoever cites one names it. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, sourceFiles } from './scan.ts';
import type { SourceFile } from './scan.ts';

const FOLDER = path.join(root, 'docs/adr');
/** E.g. `0010-leased-work`. */
const SLUGS = readdirSync(FOLDER)
  .filter((file) => /^\d{4}-.*\.md$/.test(file))
  .map((file) => file.replace(/\.md$/, ''));

interface Decision {
  slug: string;
  number: number;
  title: string;
  status: string;
}

const HEAD = /^# (\d+)\. (.+)\n\nStatus: ((?:accepted|superseded)\b.*)\n/;

function decisionOf(slug: string): Decision | null {
  const head = HEAD.exec(readFileSync(path.join(FOLDER, `${slug}.md`), 'utf8'));
  if (head === null || Number(head[1]) !== Number(slug.slice(0, 4))) return null;
  return { slug, number: Number(head[1]), title: head[2] ?? '', status: head[3] ?? '' };
}

it('each record begins with its number and title, and a status: accepted or superseded, and by which', () => {
  expect(SLUGS.length).toBeGreaterThan(20);
  expect(SLUGS.filter((slug) => decisionOf(slug) === null)).toEqual([]);
});

it('the index lists every record; `npm test -- tests/architecture/adr.test.ts -u` writes it', async () => {
  const rows = SLUGS.map(decisionOf).flatMap((one) => (one === null ? [] : [one]));
  const lines = rows.map(({ number, title, status, slug }) => `| ${number} | [${title}](${slug}.md) | ${status} |`);
  const text = `# Decisions\n\nWhy things are as they are. A record that no longer holds says which one replaces it.\n\n| | decision | status |\n|---|---|---|\n${lines.join('\n')}\n`;
  await expect(text).toMatchFileSnapshot(path.join(FOLDER, 'README.md'));
});

/** What is printed may break its lines anywhere, and begins comments with stars. */
const oneLine = (text: string) => text.replace(/\n[ \t]*(?:\*|\/\/)?[ \t]*/g, ' ');

/** @returns citations that name no record, or leave the reader to guess which one is meant */
function wrongCitations({ path: file, text }: SourceFile): string[] {
  const known = (slug: string) => SLUGS.includes(slug);
  const found = [
    ...oneLine(text).matchAll(/(\[?)\bADRs? (\d+)(-[a-z0-9-]+)?(?:\]\(([^)]*)\))?|\badr\/(\d{4}[a-z0-9-]*)/g),
  ];
  return found.flatMap(([cited, bracket, number, slug, link, address]) => {
    const names =
      address ?? (bracket === '[' ? /(\d{4}-[a-z0-9-]+)\.md/.exec(link ?? '')?.[1] : `${number}${slug ?? ''}`) ?? '';
    const isRight = known(names) && (number === undefined || Number(number) === Number(names.slice(0, 4)));
    return isRight ? [] : [`${file}: ${cited}`];
  });
}

function pages(folder: string): SourceFile[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.posix.join(folder, file))
    .map((file) => ({ path: file, text: readFileSync(path.join(root, file), 'utf8') }));
}

it('a citation names number and slug (`ADR 0010-leased-work`), or links to the record', () => {
  const own = 'tests/architecture/adr.test.ts';
  const files = [...sourceFiles('src', 'backend-shim', 'tests'), ...pages('docs')].filter(
    ({ path: file }) => file !== own,
  );
  expect(files.flatMap(wrongCitations)).toEqual([]);
});

describe('the rule about citations', () => {
  const of = (text: string) => wrongCitations({ path: 'x', text });

  it('takes a slug or a link', () => {
    expect(of('(ADR 0010-leased-work), see docs/adr/0010-leased-work.md')).toEqual([]);
    expect(of('([ADR\n * 10](adr/0010-leased-work.md))')).toEqual([]);
  });

  it('refuses a number alone, a wrong one, and a record that is none', () => {
    expect(of('(ADR 10)')).toEqual(['x: ADR 10']);
    expect(of('[ADR 9](adr/0010-leased-work.md)')).toEqual(['x: [ADR 9](adr/0010-leased-work.md)']);
    expect(of('docs/adr/0010-leased')).toEqual(['x: adr/0010-leased']);
  });
});
