import type { Command } from 'commander';
import { type CommandError, usageError } from './errors.js';
import { didYouMean } from './suggest.js';

/** A command that only holds others: `playlist` holds `list`, `show` … */
export function addNoun(program: Command, name: string): Command {
  const noun = program.command(name).usage('<command> [options]').helpCommand(false).allowExcessArguments();
  return noun.commandsGroup(noun.helpGroup()).action(() => {
    const [verb] = noun.args;
    if (verb !== undefined) throw unknownVerb(noun, verb);
    throw usageError(`${name} needs a command: ${verbsOf(noun).join(', ')}.`, `Look at: tonearm help ${name}`);
  });
}

/** What is said to a verb that a noun does not have. */
export function unknownVerb(noun: Command, verb: string): CommandError {
  const otherwise = `Commands: ${verbsOf(noun).join(', ')}.`;
  return usageError(`There is no command "${noun.name()} ${verb}".`, didYouMean(verb, verbsOf(noun), otherwise));
}

function verbsOf(noun: Command): readonly string[] {
  return noun.commands.map((command) => command.name());
}
