/** The longest reason to keep, in characters. */
const longest = 200

/** User and password in an address, such as that of File Engine's own store. */
const credentials = /:\/\/\S{0,200}@/g

/** The shortest name to remove, in characters. Shorter ones are ordinary words. */
const shortestName = 5

/**
 * Why File Engine refused a file: the `message` of its JSON answer, safe for a log and for the agent. Gateways and
 * ingresses answer other JSON (`error_msg` of APISIX), HTML, or nothing.
 *
 * @param body of the answer, parsed
 * @param fileNames names of the file, which are removed because they may name a person
 * @returns one line of at most 200 characters, or undefined without a reason
 */
export function refusalReason(body: unknown, fileNames: readonly string[]): string | undefined {
  const message = messageOf(body)
  if (message === undefined) return undefined
  const anonymous = fileNames
    .filter((name) => name.length >= shortestName)
    .reduce((text, name) => text.replaceAll(name, 'the file'), message.replace(credentials, '://'))
  const characters = [...anonymous.replace(/[\s\p{C}]+/gu, ' ').trim()]
  if (characters.length === 0) return undefined
  if (characters.length <= longest) return characters.join('')
  return `${characters.slice(0, longest - 1).join('')}…`
}

function messageOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('message' in body)) return undefined
  return typeof body.message === 'string' ? body.message : undefined
}
