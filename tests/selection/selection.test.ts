import { readFileSync } from 'node:fs';
import { acceptHabits, selectTools, tools } from '@tonearm/tools';
import { describe, expect, test } from 'vitest';
import { withTable } from '../tokens/table.ts';
import requests from './requests.json' with { type: 'json' };
import { missed, shares, shareTable, wordsOf } from './share.ts';

const wantedShare = 0.95;

describe('the requests', () => {
  test('are many, in several languages, each with what it means in English', () => {
    expect(requests.length).toBeGreaterThanOrEqual(120);
    expect(new Set(requests.map(({ language }) => language)).size).toBeGreaterThanOrEqual(5);
    for (const { language, english } of requests) expect(english === undefined).toBe(language === 'en');
    expect(new Set(requests.map(({ request }) => request)).size).toBe(requests.length);
  });

  test('are of every tool that is on by default, at least two of each', () => {
    for (const { name } of selectTools()) {
      expect(requests.filter(({ tool }) => tool === name).length, name).toBeGreaterThanOrEqual(2);
    }
  });

  test.each(requests)('$request: the tool takes the arguments', ({ tool: name, arguments: given }) => {
    const tool = tools.find((each) => each.name === name) ?? expect.unreachable(`there is no ${name}`);
    expect(tool.input.safeParse(acceptHabits(tool.input, given)).error).toBeUndefined();
  });
});

describe('a search for tools', () => {
  test('finds the right one among its first three, for nearly every request', () => {
    const { tried } = shares();
    expect(
      tried,
      missed()
        .map((each) => `${wordsOf(each)} → ${each.tool}`)
        .join('\n'),
    ).toBeGreaterThanOrEqual(wantedShare);
  });

  test('finds it first more often than not', () => {
    expect(shares().first).toBeGreaterThan(0.75);
  });

  test('finds as many as the page beside the requests says; else: pnpm tokens', () => {
    const page = readFileSync(new URL('README.md', import.meta.url), 'utf8');
    expect(page).toBe(withTable(page, shareTable()));
  });
});
