/**
 * A file name without the marks that turn writing around, among them U+202A to U+202E and U+2066 to U+2069: with
 * them, a program can look like a picture. NUL goes too: it ends a name for some that read it, and databases refuse it.
 *
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
export function withoutBidiMarks(fileName: string): string {
  return fileName.replace(/[\p{Bidi_Control}\0]/gu, '')
}
