import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readAnchors, readLinks, readPaths } from './markdown.ts';
import { listFiles, readText, root } from './tree.ts';

const papers = listFiles().filter((file) => file.endsWith('.md') && !/(^|\/)CHANGELOG\.md$/.test(file));

/** Says why a link leads nowhere, or nothing when it leads somewhere; other sites are taken at their word. */
function brokenLink(file: string, link: string): string | undefined {
  if (/^[a-z][a-z+.-]*:/i.test(link)) return undefined;
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? file : join(dirname(file), decodeURIComponent(path));
  if (!existsSync(join(root, target))) return `${file}: ${link} leads to no file`;
  if (anchor === undefined || !target.endsWith('.md')) return undefined;
  return readAnchors(readText(target)).includes(anchor) ? undefined : `${file}: ${link} leads to no heading`;
}

test('every relative link leads somewhere', () => {
  const broken = papers.flatMap((file) => readLinks(readText(file)).map((link) => brokenLink(file, link)));
  expect(broken.filter((line) => line !== undefined)).toEqual([]);
});

test('every path that a paper names exists', () => {
  const missing = papers.flatMap((file) =>
    readPaths(readText(file))
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => `${file}: ${path}`),
  );
  expect(missing).toEqual([]);
});

test('every decision has a number of its own, and a line in the list of decisions in that order', () => {
  const folder = 'docs/decisions/';
  const decisions = papers
    .filter((file) => file.startsWith(folder) && !file.endsWith('README.md'))
    .map((file) => file.slice(folder.length))
    .sort();
  expect(readLinks(readText(`${folder}README.md`)).filter((link) => /^\d{4}-/.test(link))).toEqual(decisions);
  expect(decisions.map((name) => Number(name.slice(0, 4)))).toEqual(decisions.map((_, index) => index + 1));
});

describe('the reader of papers', () => {
  test('sees a link that leads nowhere, and one to a heading that is not there', () => {
    expect(brokenLink('README.md', 'no/such/file.md')).toBe('README.md: no/such/file.md leads to no file');
    expect(brokenLink('README.md', '#no-such-heading')).toBe('README.md: #no-such-heading leads to no heading');
    expect(brokenLink('README.md', 'https://example.org/nothing')).toBeUndefined();
  });

  test('reads links in prose and not in code', () => {
    const text =
      'See [one](a.md), ![two](b.png "B") and `[three](c.md)`.\n\n```md\n[four](d.md)\n```\n\n[five]: e.md\n';
    expect(readLinks(text)).toEqual(['a.md', 'b.png', 'e.md']);
  });

  test('names headings as GitHub does', () => {
    expect(readAnchors('# A `tool`, once\n## Once\n## Once\n')).toEqual(['a-tool-once', 'once', 'once-1']);
  });

  test('takes code for a path only when it starts in a folder of ours and names one file', () => {
    const text = 'Edit `packages/cache/src/index.ts`, `packages/<name>/src`, `npm test` and `src/index.ts`.';
    expect(readPaths(text)).toEqual(['packages/cache/src/index.ts']);
  });
});
