import { expect, it } from 'vitest';
import { readable } from './log-lines.mjs';
import { listPage, mailPage } from './mail-pages.mjs';
import { nextSteps } from './next-steps.mjs';

const mail = {
  number: 1,
  at: '2026-01-05T09:00:00.000Z',
  from: 'vigie@example.com',
  to: 'ann@example.com',
  subject: '<Disk> & more',
  text: 'Answer: http://localhost:8723/r/a?b=1&c=2\n<script>x</script>',
  html: '<p title="x">Hi</p>',
};

it('a mail is shown, not run', () => {
  const page = mailPage(mail);
  expect(page).not.toContain('<script>');
  expect(page).toContain('&lt;Disk&gt; &amp; more');
  expect(page).toContain('<a href="http://localhost:8723/r/a?b=1&amp;c=2"');
  expect(page).toContain('srcdoc="&lt;base target=&quot;_blank&quot;&gt;&lt;p title=&quot;x&quot;&gt;Hi');
});

it('the list says what to do while it is empty', () => {
  expect(listPage([])).toContain('curl');
  expect(listPage([mail])).toContain('href="/mails/1"');
});

it('log lines are made readable, other lines stay', () => {
  expect(readable('{"level":30,"time":1767603600000,"msg":"opened","incident":"i1","pid":4}')).toMatch(
    /^\d\d:\d\d:\d\d info {2}opened incident=i1$/,
  );
  expect(readable('Segmentation fault')).toBe('Segmentation fault');
});

it('the next steps can be pasted', () => {
  const text = nextSteps({
    url: 'http://127.0.0.1:8723',
    mailPage: 'http://127.0.0.1:1',
    token: 'demo-t',
    apiToken: '$(cat data/api-token)',
    pid: 7,
    provisioning: 'provisioning/vigie',
  });
  expect(text).toContain('curl -sS http://127.0.0.1:8723/in/demo-t');
  expect(text).toContain('-H "Authorization: Bearer $(cat data/api-token)"');
});
