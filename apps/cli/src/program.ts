import type { Tool } from '@tonearm/tools';
import { Command, Option } from 'commander';
import { addApi } from './commands/api.js';
import { addCache } from './commands/cache.js';
import { addEmulator } from './commands/emulator/start.js';
import { addLogin } from './commands/login.js';
import { addLogout } from './commands/logout.js';
import type { Context } from './context.js';
import { type CommandError, usageError } from './errors.js';
import { addHelp, addHelpTopics, helpStyle, unknownCommand } from './help.js';
import { addNoun } from './noun.js';
import { shortTools } from './short-tools.js';
import { didYouMean } from './suggest.js';
import { addToolCommand } from './tool-command.js';

const groups: Readonly<Record<string, string>> = {
  catalog: 'Find:',
  playback: 'Listen:',
  playlists: 'Playlists:',
  library: 'Library:',
  listening: 'Library:',
  insights: 'Library:',
  account: 'Account:',
  curation: 'Playlists:',
};

/** Nouns that do something when no verb is given. */
const defaultVerbs: Readonly<Record<string, string>> = { queue: 'list' };

const examples = `
Examples:
  $ tonearm search "paper kiln"
  $ tonearm search "paper kiln" --kinds artist,album --json
  $ tonearm play spotify:album:…
  $ tonearm playlist create "Sunday"
  $ tonearm api albums.get id=…

Tonearm is not affiliated with Spotify (https://www.spotify.com).`;

/** The whole tree of commands. */
export function createProgram(context: Context): Command {
  const program = withOutput(new Command('tonearm'), context)
    .description('Spotify in the terminal. Unofficial; works on an emulator until you sign in.')
    .usage('<command> [options]')
    .version(context.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .option('--json', 'print JSON on stdout, and errors as JSON on stderr')
    .option('-q, --quiet', 'print no notices')
    .addOption(new Option('--backend <backend>', 'what to talk to').choices(['emulator', 'spotify']))
    .option('--profile <name>', 'whose sign-in to use')
    .option('--no-color', 'print without colours')
    .configureHelp(helpStyle)
    .addHelpText('after', examples);
  addTools(program, context);
  program.commandsGroup('Account:');
  addLogin(program, context);
  addLogout(program, context);
  program.commandsGroup('For developers:');
  addApi(program, context);
  addCache(program, context);
  addEmulator(program, context);
  program.commandsGroup('Help:');
  addHelp(program);
  addHelpTopics(program);
  return withoutCommand(program);
}

/** What happens when no command is named, or one that does not exist. */
function withoutCommand(program: Command): Command {
  return program
    .allowExcessArguments()
    .allowUnknownOption()
    .action(() => {
      const [word] = program.args;
      if (word === undefined) program.outputHelp();
      else throw word.startsWith('-') ? unknownOption(program, word) : unknownCommand(program, word);
    });
}

function unknownOption(program: Command, word: string): CommandError {
  const flags = program.options.flatMap(({ long }) => long ?? []);
  return usageError(`Unknown option '${word}'.`, didYouMean(word, flags, 'Look at: tonearm --help'));
}

function addTools(program: Command, context: Context): void {
  for (const tool of context.tools.flatMap((tool) => [tool, ...shortTools(tool)])) {
    const [noun, verb] = tool.command?.path ?? [];
    if (noun === undefined) continue;
    program.commandsGroup(groups[tool.toolset] ?? 'For older apps:');
    if (verb === undefined) addToolCommand(program.command(noun), tool, context);
    else addVerb(program, noun, verb, tool, context);
  }
}

function addVerb(program: Command, name: string, verb: string, tool: Tool, context: Context): void {
  const noun = program.commands.find((command) => command.name() === name) ?? addNoun(program, name);
  addToolCommand(noun.command(verb, { isDefault: defaultVerbs[name] === verb }), tool, context);
}

function withOutput(program: Command, { streams: { out } }: Context): Command {
  return program.exitOverride().configureOutput({
    writeOut: (text) => out.write(text),
    // Errors are reported in one place, with their next step.
    writeErr: () => undefined,
    outputError: () => undefined,
    getOutHelpWidth: () => out.width ?? 80,
    getOutHasColors: () => out.color,
  });
}
