/** The name of a file whose own name has no acceptable character. */
const nameless = 'file'
/** The longest stem, in UTF-16 units. It leaves room for what file systems and proxies add. */
const longestStem = 120

/**
 * Makes a file name acceptable to File Engine, which accepts only ASCII letters, digits, underscore, hyphen, space, and
 * the extension's dot. This removes folders, accents and invisible characters, and replaces everything else by
 * underscores. An acceptable name stays the same.
 *
 * @param fileName any name
 * @returns for example `resume 2.pdf` for `../résumé 2.pdf`, and `file.png` for `照片.png`
 */
export function acceptableFileName(fileName: string): string {
  const last = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1)
  const name = last.replace(/\p{C}/gu, '').trim()
  const extension = /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]
  const stem = acceptable(extension === undefined ? name : name.slice(0, -extension.length - 1))
  return extension === undefined ? stem : `${stem}.${extension}`
}

function acceptable(stem: string): string {
  const cleaned = stem
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_\- ]+/g, '_')
    .slice(0, longestStem)
    .trim()
  return /[A-Za-z0-9]/.test(cleaned) ? cleaned : nameless
}
