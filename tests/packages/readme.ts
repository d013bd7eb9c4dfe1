/** The first fenced block in a language, and the block of expected output that follows it. */
export interface Example {
  readonly code: string;
  readonly output: string | undefined;
}

interface Block {
  readonly language: string;
  readonly text: string;
}

/** Finds the example that a README promises to run. */
export function readExample(markdown: string, language: string): Example | undefined {
  const blocks = readBlocks(markdown);
  const index = blocks.findIndex((block) => block.language === language);
  const block = blocks[index];
  if (!block) return undefined;
  const next = blocks[index + 1];
  return { code: block.text, output: next?.language === 'text' ? next.text : undefined };
}

/** All fenced blocks in a language. */
export function readCode(markdown: string, language: string): readonly string[] {
  return readBlocks(markdown)
    .filter((block) => block.language === language)
    .map(({ text }) => text);
}

/** Splits a command line into words, as a shell does for quotes and nothing more. */
export function splitWords(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
}

function readBlocks(markdown: string): readonly Block[] {
  const fences = markdown.matchAll(/^```(\w*)[^\n]*\n([\s\S]*?)^```\s*$/gm);
  return [...fences].map(([, language = '', text = '']) => ({ language, text }));
}
