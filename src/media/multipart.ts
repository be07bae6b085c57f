/** A file in a form. */
export type FormFile = {
  /** The name of its field. */
  field: string
  fileName: string
  blob: Blob
}

/**
 * The form in which a file goes out: fields, as text or as JSON, then the file. It is one Blob, which `fetch` reads as fast as the
 * server takes it and can read again, and whose length is known: the parts of a `FormData` are all read at once by
 * Node's fetch, whether the server takes them or not, and one that is not read to its end fails where nobody can
 * catch it.
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

/** As browsers write the name of a file, so that it ends where it ends. */
function escapeName(name: string): string {
  return name.replace(/[\n\r"]/g, (character) => escapes[character] ?? '')
}
