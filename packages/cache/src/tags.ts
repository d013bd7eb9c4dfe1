/** The name under which a tag is invalidated; tags of one scope never meet those of another. */
export function tagName(scope: string, tag: string): string {
  return `${scope}tag:${tag}`;
}

/** The name that every invalidation in a scope marks, for loads whose tags are known only afterwards. */
export function anyTagName(scope: string): string {
  return `${scope}any`;
}
