import type { Tool } from '@tonearm/tools';

type Mask = Parameters<Tool['input']['pick']>[0];

/** The parts of a tool that have a command of their own: with that one field, and no others but the rehearsal. */
export function shortTools(tool: Tool): readonly Tool[] {
  return (tool.command?.short ?? []).map(({ path, title, field }) => {
    const kept = Object.keys(tool.input.shape).filter((name) => name === field || name === 'dry_run');
    return {
      ...tool,
      title,
      description: `${title}.`,
      input: tool.input.pick(maskOf(kept)).required(maskOf([field])),
      command: { path, positionals: [field] },
    };
  });
}

function maskOf(names: readonly string[]): Mask {
  return Object.fromEntries(names.map((name) => [name, true])) as Mask;
}
