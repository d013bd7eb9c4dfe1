/** Whether a path is the one that is written, with or without /v1; a star stands for anything, slashes too. */
export function meetsStars(written: string, path: string): boolean {
  const parts = written.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^(/v1)?${parts.join('.*')}$`).test(path);
}
