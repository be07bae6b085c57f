/** Whether it is the URL of a Redis whose user and password can be read. */
export function isRedisUrl(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, username, password } = new URL(value)
  return /^rediss?:$/.test(protocol) && isDecodable(username) && isDecodable(password)
}

/** A `%` that encodes nothing has to be written `%25`. */
function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
