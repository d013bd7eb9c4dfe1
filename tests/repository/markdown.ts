/** The targets of the links in a Markdown text, code excepted. */
export function readLinks(markdown: string): readonly string[] {
  const prose = withoutFences(markdown).replaceAll(/`[^`\n]*`/g, '``');
  const inline = [...prose.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)].map(([, target = '']) => target);
  const references = [...prose.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)].map(([, target = '']) => target);
  return [...inline, ...references];
}

/** The anchors that GitHub gives to the headings of a Markdown text. */
export function readAnchors(markdown: string): readonly string[] {
  const headings = [...withoutFences(markdown).matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map(([, heading = '']) => heading);
  const seen = new Map<string, number>();
  return headings.map((heading) => {
    const slug = slugOf(heading);
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}

/** The paths of this repository that a Markdown text names as code; those with a placeholder name no one file. */
export function readPaths(markdown: string): readonly string[] {
  const code = [...withoutFences(markdown).matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);
  const path = /^(\.github|\.changeset|apps|benchmarks|deploy|docs|packages|scripts|tests|tooling)\/[\w./-]+$/;
  return code.filter((text) => path.test(text));
}

function slugOf(heading: string): string {
  const text = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}

function withoutFences(markdown: string): string {
  return markdown.replaceAll(/^(\s*)(`{3,}|~{3,})[\s\S]*?^\s*\2\s*$/gm, '');
}
