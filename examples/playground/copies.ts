import type { Explanation } from 'messenger-cim/explain'

/** Where the example hosts listen. */
const host = 'http://127.0.0.1:8080'

/** What is posted to a host on one's own machine, for a POSIX shell; undefined for what is no input. */
export function curlFor(text: string, explanation: Explanation): string | undefined {
  if (explanation.kind === 'webhook') {
    return [
      `body=${quoted(text)}`,
      `signature=$(printf %s "$body" | openssl dgst -sha256 -hmac "$APP_SECRET" -r | cut -d ' ' -f 1)`,
      `curl -i ${host}/webhook -H 'content-type: application/json' \\`,
      `  -H "x-hub-signature-256: sha256=$signature" --data-binary "$body"`,
    ].join('\n')
  }
  if (explanation.kind !== 'cim-message') return undefined
  return `curl -i ${host}/message/receive -H 'content-type: application/json' \\\n  --data-binary ${quoted(text)}`
}

/** The files of a fixture, for a POSIX shell in a checkout; undefined for what is no input. */
export function fixtureFor(text: string, explanation: Explanation): string | undefined {
  if (explanation.kind === 'webhook') {
    const kind = explanation.events[0]?.kind ?? 'message'
    const messages = explanation.events.flatMap((event) =>
      event.messages.map(({ message }) => message),
    )
    return filesIn(`test/fixtures/inbound/${kind}/new-case`, {
      'webhook.json': text,
      'messages.json': jsonOf(messages),
    })
  }
  if (explanation.kind !== 'cim-message') return undefined
  const requests = explanation.requests.map(({ request }) => request)
  const folder = `test/fixtures/outbound/${explanation.bodyType}/new-case`
  return filesIn(folder, { 'message.json': text, 'requests.json': jsonOf(requests) })
}

function filesIn(folder: string, files: Readonly<Record<string, string>>): string {
  const writes = Object.entries(files).map(
    ([name, content]) => `cat > ${folder}/${name} <<'JSON'\n${content.trimEnd()}\nJSON`,
  )
  return [`mkdir -p ${folder}`, ...writes].join('\n')
}

function jsonOf(value: unknown): string {
  return JSON.stringify(value, null, 2)
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
