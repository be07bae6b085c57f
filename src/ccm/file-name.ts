/** What a file is called where nothing of its name is acceptable. */
const nameless = 'file'
/** Leaves room for what file systems and proxies add; in UTF-16 units. */
const longestStem = 120

/**
 * Makes a file name acceptable to File Engine, which refuses all characters but letters, digits,
 * underscore, hyphen and space, and the extension's dot. Folders are cut off, accents are taken off
 * letters, invisible characters vanish, everything else becomes an underscore. An acceptable name stays.
 *
 * @param fileName any name, of any origin
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
