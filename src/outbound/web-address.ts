import { onlyLink } from '../text/links.ts'

/**
 * An absolute http or https address in the form in which Meta fetches or opens it, or undefined where
 * `value` is none. Spaces and letters beyond ASCII, which CX leaves in file names, are percent-encoded.
 */
export function webAddress(value: string | null | undefined): string | undefined {
  const trimmed = value?.trim() ?? ''
  if (!/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) return undefined
  const isPlain = /^https?:[\x21-\x7e]+$/.test(trimmed)
  return isPlain ? trimmed : new URL(trimmed).href
}

/** The same for what a person wrote, where the scheme may be missing: `www.example.com`. */
export function writtenAddress(value: string | null | undefined): string | undefined {
  return webAddress(value) ?? webAddress(onlyLink(value ?? ''))
}
