/** What a plugin may say that means harm: its output is written by whatever is monitored. */
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A file that exists once any of it has run. */
export const markerOf = (product: string) => path.join(tmpdir(), `vigie-pwned-${product}-${process.pid}`);

/** [what it tries, output and long output as a plugin gives them to Nagios: `\n` as two characters] */
export function hostileOutputs(marker: string): Array<[what: string, output: string]> {
  return [
    ['a backslash before the closing quote, then a command', `bad \\\\\\n; touch ${marker} ; #`],
    ['a command in the long output', `bad\\n"; touch ${marker}; echo "`],
    ['single quotes', `it's '; touch ${marker}; '`],
    ['command substitution', `$(touch ${marker})`],
    ['backticks', `\`touch ${marker}\``],
    ['a pipe and a background job', `x || touch ${marker} & touch ${marker}`],
    ['redirection', `x > ${marker}`],
    ['a newline, as two characters and as perfdata', `x\\ntouch ${marker}\\n|a=1;touch ${marker}`],
    ['curl: a file', '@/etc/passwd'],
    ['curl: an option', `-o ${marker}`],
    ['curl: a config line', `x" \\n output = "${marker}`],
    ['form fields', 'x&NOTIFICATIONTYPE=RECOVERY&SERVICESTATE=OK'],
    ['macros of Nagios', '$ADMINEMAIL$ $USER1$'],
    ['a parenthesis and a variable', `(touch ${marker}) \${IFS}touch\${IFS}${marker}`],
    ['not UTF-8, and controls', 'caf\u00e9 \u0001\u0002\u001b[31m'],
  ];
}
