import { acceptHabits, selectTools, tools } from '@tonearm/tools';
import { describe, expect, test } from 'vitest';
import { createRanking } from './rank.ts';
import requests from './requests.json' with { type: 'json' };

const rank = createRanking(tools);
const mostTried = 3;
const wantedShare = 0.95;

/** What a search for tools gets to see: BM25 compares words, so of another language its meaning in English. */
const wordsOf = ({ request, english }: (typeof requests)[number]): string => english ?? request;

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
    const missed = requests
      .map((each) => ({ ...each, place: rank(wordsOf(each)).indexOf(each.tool) }))
      .filter(({ place }) => place < 0 || place >= mostTried);
    const share = 1 - missed.length / requests.length;
    expect(share, missed.map((each) => `${wordsOf(each)} → ${each.tool}`).join('\n')).toBeGreaterThanOrEqual(
      wantedShare,
    );
  });

  test('finds it first more often than not', () => {
    const first = requests.filter((each) => rank(wordsOf(each))[0] === each.tool);
    expect(first.length / requests.length).toBeGreaterThan(0.75);
  });
});
