/** A text without its white space: what is left says whether two texts differ in more than their lines. */
export function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '')
}
