/** What the page is about, as its address keeps it. */
export type PageState = { text: string; assumeLog: boolean }

/** The state as a fragment: compressed, and nothing that a server ever sees. */
export async function fragmentOf(state: PageState): Promise<string> {
  const bytes = await through(
    new TextEncoder().encode(JSON.stringify(state)),
    new CompressionStream('deflate-raw'),
  )
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return `#1.${btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`
}

/** The state that a fragment keeps; undefined for any other. */
export async function stateIn(fragment: string): Promise<PageState | undefined> {
  if (!fragment.startsWith('#1.')) return undefined
  try {
    const binary = atob(fragment.slice(3).replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    const plain = await through(bytes, new DecompressionStream('deflate-raw'))
    const state: unknown = JSON.parse(new TextDecoder().decode(plain))
    return isState(state) ? state : undefined
  } catch {
    // A link that was cut off: the page begins as it does without one.
    return undefined
  }
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: GenericTransformStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const piped = new Blob([bytes]).stream().pipeThrough(stream)
  return new Uint8Array(await new Response(piped).arrayBuffer())
}

function isState(value: unknown): value is PageState {
  return (
    typeof value === 'object' &&
    value !== null &&
    'text' in value &&
    typeof value.text === 'string' &&
    'assumeLog' in value &&
    typeof value.assumeLog === 'boolean'
  )
}
