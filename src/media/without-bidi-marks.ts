/**
 * A file name without marks that change the direction of writing, such as U+202A to U+202E and U+2066 to U+2069: they
 * can make a program look like a picture. It also removes NUL, which ends a name for some programs, and which databases
 * refuse.
 *
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
export function withoutBidiMarks(fileName: string): string {
  return fileName.replace(/[\p{Bidi_Control}\0]/gu, '')
}
