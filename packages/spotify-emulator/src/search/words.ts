const withoutSpaces = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

/** Whether a word of a query is in a script without spaces, where it may stand anywhere in a name. */
export function standsAnywhere(word: string): boolean {
  return withoutSpaces.test(word);
}

/** Words are met from their beginning; scripts without spaces anywhere. The text is folded and begins with a space. */
export function meets(text: string, word: string): boolean {
  return text.includes(standsAnywhere(word) ? word : ` ${word}`);
}
