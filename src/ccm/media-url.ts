const path = 'downloadFileStream'

/** Where a File Engine gives the file of that name. */
export function mediaUrlOf(baseUrl: string, name: string): string {
  return `${baseUrl}/${path}?filename=${encodeURIComponent(name)}`
}

/**
 * The name of the file that a File Engine's download link is for, or undefined for any other link. The host
 * is not looked at: CX is reached under several names, and its Agent Desk ignores it likewise.
 */
export function storedFileName(mediaUrl: string): string | undefined {
  if (!URL.canParse(mediaUrl)) return undefined
  const { pathname, searchParams } = new URL(mediaUrl)
  if (!pathname.endsWith(`/${path}`)) return undefined
  return searchParams.get('filename') || undefined
}
