import { withoutBidiMarks } from '../../media/without-bidi-marks.ts'

/** The longest name that file systems and screens show well, in characters. */
const longestName = 150

/**
 * A file name to show: without folders, control characters and marks that change the direction of writing, and with its
 * end if it is long. May be empty.
 */
export function cleanName(name: string): string {
  const characters = [...name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)]
  return withoutBidiMarks(characters.slice(-longestName).join(''))
    .replace(/[\p{Cc}\p{Cs}\uFEFF]/gu, '')
    .replace(/^[.\s]+/, '')
    .trim()
}
