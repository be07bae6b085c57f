/** Formats that hold sound alone as well; only what a file is said to be tells which. */
const soundContainers = ['video/mp4', 'video/webm', 'video/ogg', 'video/3gpp', 'video/quicktime']

/** What a sound is called of whose bytes only the container shows: `audio/mp4` for `video/mp4`. */
export function soundType(mimeType: string): string {
  return soundContainers.includes(mimeType) ? mimeType.replace('video/', 'audio/') : mimeType
}
