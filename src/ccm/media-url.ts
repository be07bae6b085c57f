const path = 'downloadFileStream'

/** The download link of a file in File Engine. */
export function mediaUrlOf(baseUrl: string, name: string): string {
  return `${baseUrl}/${path}?filename=${encodeURIComponent(name)}`
}

/**
 * The name of the file behind a download link of File Engine; undefined for any other link. The host does not matter,
 * because CX is reached under several names; the Agent Desk ignores it too.
 */
export function storedFileName(mediaUrl: string): string | undefined {
  if (!URL.canParse(mediaUrl)) return undefined
  const { pathname, searchParams } = new URL(mediaUrl)
  if (!pathname.endsWith(`/${path}`)) return undefined
  return searchParams.get('filename') || undefined
}
