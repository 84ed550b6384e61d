/** The process: reads the command line, and loads only what the command needs. */
import { allowOptimizing, tuneForLoading } from './adapters/v8/tuning.ts';
import { readArguments, usageOf } from './commands/arguments.ts';

// Files of this process contain addresses, alerts or secrets, so only its own user may read them.
process.umask(0o077);

tuneForLoading();
const { MODULES } = await import('./modules/index.ts');
const more = MODULES.flatMap(({ commands = [] }) => commands);
const usage = more.map((one) => one.usage);
const command = readArguments(process.argv.slice(2), { names: more.map(({ name }) => name), usage });
switch (command.name) {
  case 'unknown':
    refuse([command.problem]);
    break;
  case 'help':
    console.log(usageOf(usage));
    break;
  case 'run': {
    const { serve } = await import('./serve.ts');
    refuse(await serve());
    break;
  }
  default: {
    const { runCommand } = await import('./commands/run-command.ts');
    allowOptimizing();
    process.exit(
      await runCommand(command, { print: (line) => console.log(line), printError: (line) => console.error(line) }),
    );
  }
}

function refuse(problems: readonly string[]): void {
  problems.forEach((problem) => console.error(`vigie: ${problem}`));
  if (problems.length > 0) {
    process.exit(1);
  }
}
