import type { Tool } from '@tonearm/tools';

/** Tools speak of each other by name; a person at a terminal knows them as commands. */
export function inCommandWords(text: string, tools: readonly Tool[]): string {
  return tools.reduce((words, { name, command }) => {
    return command ? words.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), `tonearm ${command.path.join(' ')}`) : words;
  }, text);
}
