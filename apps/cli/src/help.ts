import { type Argument, type Command, Help, type HelpConfiguration } from 'commander';
import { type CommandError, usageError } from './errors.js';
import { exitCodes } from './exit-codes.js';
import { unknownVerb } from './noun.js';
import { didYouMean } from './suggest.js';

const environment: readonly (readonly [string, string])[] = [
  ['SPOTIFY_CLIENT_ID', 'your app on developer.spotify.com/dashboard; when set, commands use Spotify'],
  ['SPOTIFY_CLIENT_SECRET', 'optional: only for apps that have one'],
  ['SPOTIFY_REDIRECT_URI', 'where `tonearm login` waits; default http://127.0.0.1/callback on a free port'],
  ['SPOTIFY_API_URL', 'another Web API, e.g. of a running emulator'],
  ['SPOTIFY_ACCOUNTS_URL', 'another accounts service, e.g. of a running emulator'],
  ['TONEARM_BACKEND', 'emulator or spotify; --backend is stronger'],
  ['TONEARM_PROFILE', 'whose sign-in to use; --profile is stronger'],
  ['TONEARM_LOG_LEVEL', 'what to log to stderr; default silent'],
  ['XDG_CONFIG_HOME', 'where sign-ins are kept; default ~/.config'],
  ['NO_COLOR', 'no colours; FORCE_COLOR=1 for colours in a pipe'],
];

/** Help shows commands first, nouns as the commands they hold, and no word that says nothing. */
export const helpStyle: HelpConfiguration = {
  showGlobalOptions: true,
  formatHelp: (command, helper) => optionsLast(Help.prototype.formatHelp.call(helper, command, helper)),
  visibleCommands: (command) =>
    command.commands.flatMap((child) => (child.commands.length > 0 ? child.commands : [child])),
  subcommandTerm: (command) => [...pathOf(command), ...command.registeredArguments.map(argumentTerm)].join(' '),
  groupItems: (items, visibleItems, getGroup) => {
    const grouped = new Map<string, typeof items>();
    for (const item of visibleItems) grouped.set(getGroup(item), [...(grouped.get(getGroup(item)) ?? []), item]);
    return grouped;
  },
};

/** `tonearm help [command...]`. */
export function addHelp(program: Command): void {
  program
    .helpCommand(false)
    .command('help')
    .argument('[command...]')
    .summary('Show help for a command')
    .action((path: readonly string[]) => {
      let command = program;
      for (const name of path) {
        const next = command.commands.find((candidate) => candidate.name() === name);
        if (!next) throw command === program ? unknownCommand(program, name) : unknownVerb(command, name);
        command = next;
      }
      command.outputHelp();
    });
}

/** Pages that belong to no command: `tonearm help exit-codes`. */
export function addHelpTopics(program: Command): void {
  addTopic(program, 'exit-codes', 'How commands end', [
    'A script can rely on these exit codes; with --json, the error on stderr carries its code too.\n',
    ...exitCodes.map(({ value, meaning, errors }) =>
      `  ${String(value).padEnd(4)} ${meaning.padEnd(34)} ${errors.join(', ')}`.trimEnd(),
    ),
  ]);
  addTopic(program, 'environment', 'Environment variables', [
    'Flags are stronger than the environment.\n',
    ...environment.map(([name, meaning]) => `  ${name.padEnd(22)} ${meaning}`),
  ]);
}

function optionsLast(help: string): string {
  const blocks = help.trimEnd().split('\n\n');
  const isOptions = (block: string): boolean => /^(Global )?Options:/.test(block);
  return `${[...blocks.filter((block) => !isOptions(block)), ...blocks.filter(isOptions)].join('\n\n')}\n`;
}

function addTopic(program: Command, name: string, summary: string, lines: readonly string[]): void {
  const topic = program.command(name).summary(summary);
  topic.helpInformation = () => `${lines.join('\n')}\n`;
  topic.action(() => topic.outputHelp());
}

/** What is said to a command that does not exist. */
export function unknownCommand(program: Command, name: string): CommandError {
  const names = program.commands.map((command) => command.name());
  return usageError(`There is no command "${name}".`, didYouMean(name, names, 'Look at: tonearm --help'));
}

function pathOf(command: Command): readonly string[] {
  return command.parent?.parent ? [...pathOf(command.parent), command.name()] : [command.name()];
}

function argumentTerm(argument: Argument): string {
  const term = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${term}>` : `[${term}]`;
}
