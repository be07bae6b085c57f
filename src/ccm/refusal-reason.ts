/** The longest reason that is kept, in characters. */
const longest = 200

/** User and password in an address, such as that of File Engine's own store. */
const credentials = /:\/\/\S{0,200}@/g

/** Shorter names are words of their own, and nobody's. */
const shortestName = 5

/**
 * Why File Engine did not take a file: `message` of its JSON answer, fit for a log and for the agent. Gateways
 * and ingresses answer other JSON (`error_msg` of APISIX), HTML, or nothing.
 *
 * @param body of the answer, as text or parsed
 * @param fileNames names of the file, which are taken out: they may be a person's
 * @returns one line of at most 200 characters, or undefined where no reason is given
 */
export function refusalReason(body: unknown, fileNames: readonly string[]): string | undefined {
  const message = messageOf(typeof body === 'string' ? parsed(body) : body)
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
