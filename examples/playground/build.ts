import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build as bundle } from 'esbuild'
import { playgroundSamples } from './samples.ts'

/** The whole page: one file of HTML with its script, its style and its samples, that asks for nothing else. */
export async function playgroundPage(): Promise<string> {
  const [script, style] = await Promise.all([codeOf('main.ts'), codeOf('style.css')])
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    // CodeMirror writes a style element of its own.
    "style-src 'unsafe-inline'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  // Functions, for `$` has a meaning in texts that replace.
  return readFileSync(join(import.meta.dirname, 'index.html'), 'utf8')
    .replace('%CSP%', () => policy)
    .replace('/* STYLE */', () => style)
    .replace('/* SCRIPT */', () => script)
}

/** Resolves `messenger-cim` as users do, by `exports` in `dist`, so without the paths of tsconfig.json. */
async function codeOf(file: string): Promise<string> {
  const { outputFiles } = await bundle({
    entryPoints: [join(import.meta.dirname, file)],
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    target: ['chrome120', 'firefox121', 'safari17.4'],
    charset: 'utf8',
    define: { SAMPLES: JSON.stringify(playgroundSamples()) },
    legalComments: 'none',
    write: false,
    logLevel: 'warning',
    tsconfigRaw: {},
  })
  const text = outputFiles.map((output) => output.text).join('')
  // HTML ends a script at the first such tag, also within a string.
  return text.replaceAll('</script', '<\\/script')
}

function hashOf(code: string): string {
  return `sha256-${createHash('sha256').update(code).digest('base64')}`
}
