/** A text without white space, to see whether two texts differ in more than their lines. */
export function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '')
}
