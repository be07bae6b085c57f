/** A file in a form. */
export type FormFile = {
  /** The name of its field. */
  field: string
  fileName: string
  blob: Blob
}

/**
 * A multipart form with fields, as text or JSON, followed by a file. It is one Blob, so its length is known, and
 * `fetch` can read it again and only as fast as the server takes it. Node's fetch reads the parts of a `FormData` all
 * at once, and an aborted one fails where nobody can catch the error.
 * @see https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
 */
export function multipartOf(
  fields: Readonly<Record<string, unknown>>,
  { field, fileName, blob }: FormFile,
): Blob {
  const boundary = `----form${crypto.getRandomValues(new Uint32Array(4)).join('')}`
  const texts = Object.entries(fields).map(
    ([name, value]) =>
      `${headOf(boundary, name)}\r\n\r\n${typeof value === 'string' ? value : JSON.stringify(value)}\r\n`,
  )
  const type = blob.type || 'application/octet-stream'
  const file = `; filename="${escapeName(fileName)}"\r\nContent-Type: ${type}\r\n\r\n`
  return new Blob([...texts, headOf(boundary, field), file, blob, `\r\n--${boundary}--\r\n`], {
    type: `multipart/form-data; boundary=${boundary}`,
  })
}

function headOf(boundary: string, name: string): string {
  return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`
}

const escapes: Readonly<Record<string, string>> = { '\n': '%0A', '\r': '%0D', '"': '%22' }

/** Escapes quotes and line breaks in a file name as browsers do, so that they do not end the name. */
function escapeName(name: string): string {
  return name.replace(/[\n\r"]/g, (character) => escapes[character] ?? '')
}
