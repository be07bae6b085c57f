/** One HTTP call that a stand-in received. */
export type Call = {
  /** Such as `POST`. */
  readonly method: string
  /** The whole address. */
  readonly url: URL
  /** The headers of the request. */
  readonly headers: Headers
  /**
   * JSON, parsed; of a form (multipart or URL-encoded) its text fields as an object, those that hold JSON
   * parsed; else the text; undefined when empty.
   */
  readonly body: unknown
  /** The file of a multipart body, under whatever field name. */
  readonly file: File | undefined
}

/** Reads a request to its end. */
export async function readCall(request: Request): Promise<Call> {
  const { method, url, headers } = request
  return { method, url: new URL(url), headers, ...(await readBody(request)) }
}

async function readBody(request: Request): Promise<Pick<Call, 'body' | 'file'>> {
  const type = request.headers.get('content-type') ?? ''
  if (type.includes('multipart/form-data')) return readForm(await request.formData())
  const text = await request.text()
  if (type.includes('x-www-form-urlencoded')) return readForm(new URLSearchParams(text))
  return { body: text === '' ? undefined : parsed(text), file: undefined }
}

function readForm(form: FormData | URLSearchParams): Pick<Call, 'body' | 'file'> {
  const fields: [string, unknown][] = []
  const files: File[] = []
  form.forEach((value, name) => {
    if (typeof value === 'string') fields.push([name, /^[[{]/.test(value) ? parsed(value) : value])
    else files.push(value)
  })
  return { body: Object.fromEntries(fields), file: files[0] }
}

/** Parses JSON; returns any other text unchanged, so that the service can refuse it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
