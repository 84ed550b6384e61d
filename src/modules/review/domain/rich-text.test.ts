import fc from 'fast-check';
import { expect, it } from 'vitest';
import { richHtml } from '#modules/review/domain/rich-text';

it.each([
  ['One\ntwo\n\nthree', '<p>One<br>\ntwo</p>\n<p>three</p>'],
  ['# Big *news* ##\ntext', '<h3>Big <em>news</em></h3>\n<p>text</p>'],
  ['###### deep', '<h6>deep</h6>'],
  [
    '- a\n- **b**\n  - c\n- [x] done',
    '<ul>\n<li>a</li>\n<li><strong>b</strong>\n<ul>\n<li>c</li>\n</ul></li>\n<li>☑ done</li>\n</ul>',
  ],
  ['3. c\n4. d', '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>'],
  ['> said\n> twice', '<blockquote>\n<p>said<br>\ntwice</p>\n</blockquote>'],
  ['```sh\nrm <x>\n\n# no heading\n```\nafter', '<pre><code>rm &lt;x&gt;\n\n# no heading</code></pre>\n<p>after</p>'],
  [
    'a | b\n--|--\n1 | `x`\n',
    '<table>\n<thead><tr><th>a</th><th>b</th></tr></thead>\n<tbody>\n<tr><td>1</td><td><code>x</code></td></tr>\n</tbody>\n</table>',
  ],
  ['---', '<hr>'],
  ['~~old~~ __new__ snake_case_name 2 * 3 * 4', '<p><del>old</del> <strong>new</strong> snake_case_name 2 * 3 * 4</p>'],
  ['\\*no\\* `*no*`', '<p>*no* <code>*no*</code></p>'],
  [
    '[Runbook](https://x.example/a?b=1&c) and https://y.example.',
    '<p><a href="https://x.example/a?b=1&amp;c" rel="noreferrer">Runbook</a> and <a href="https://y.example" rel="noreferrer">https://y.example</a>.</p>',
  ],
  ['![shot](https://x.example/a.png)', '<p><a href="https://x.example/a.png" rel="noreferrer">shot</a></p>'],
  ['[x](javascript:alert(1)) <img src=x>', '<p>[x](javascript:alert(1)) &lt;img src=x&gt;</p>'],
])('%j', (markdown, html) => {
  expect(richHtml(markdown)).toBe(html);
});

const PIECES = [
  '*',
  '**',
  '_',
  '`',
  '```',
  '[',
  '](',
  ')',
  '![',
  '<',
  '>',
  '"',
  "'",
  '&',
  '|',
  '\n',
  '\n\n',
  '- ',
  '1. ',
  '> ',
  '# ',
  '  ',
  '\\',
  '~~',
  'a',
  ' ',
  '--',
  'http://',
  'https://x.example',
  'javascript:',
  'onload=',
  '<script>',
  '</p>',
];
const OURS =
  /<\/?(?:p|br|h[3-6]|ul|ol|li|blockquote|pre|code|table|thead|tbody|tr|th|td|hr|strong|em|del)>|<ol start="\d+">|<a href="https?:\/\/[^"<>\s]*" rel="noreferrer">|<\/a>/gi;

it('writes no tag and no attribute but its own, and closes what it opens', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }), (pieces) => {
      const html = richHtml(pieces.join(''));
      expect(html.replace(OURS, '')).not.toMatch(/[<>"']/);
      const open: string[] = [];
      for (const [tag] of html.matchAll(/<\/?[a-z][a-z0-9]*/g)) {
        const name = tag.replace(/^<\/?/, '');
        if (tag.startsWith('</')) {
          expect(open.pop()).toBe(name);
        } else if (name !== 'br' && name !== 'hr') {
          open.push(name);
        }
      }
      expect(open).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

it.each(['*', '**a', '[', '[a](', '`', '_a ', '~~', '> ', '- ', '|-', '# ', 'h', '\\', '  ', '<h', '![', '\n- '])(
  'takes no longer for %j, over and over',
  (piece) => {
    const took = cpuTime(() => richHtml(piece.repeat(100_000)));
    expect(took).toBeLessThan(2000);
  },
);

/** Milliseconds of processor time: generous, since what is quadratic takes minutes. */
function cpuTime(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
