import { mimeTypeOf, plainMimeTypeOf } from '../../media/kind.ts'

/**
 * Whether an answer is the JSON of an error, as File Engine may send it with status 200 in place of a file: the answer
 * says that it is JSON, and neither the file's name nor its given type does.
 *
 * @param file `mimeType` may be as wide as `image/*`
 */
export function isJsonError(
  { headers }: Response,
  { fileName, mimeType = '' }: { fileName: string; mimeType: string | undefined },
): boolean {
  if (!/^application\/(problem\+)?json\b/i.test(headers.get('content-type') ?? '')) return false
  const types = [plainMimeTypeOf(mimeType), mimeTypeOf(fileName) ?? ''].filter(isKnown)
  // A name such as `data.geojson` does not say that the file is no JSON.
  return types.length > 0 && !types.some((type) => /[/+]json$/.test(type))
}

function isKnown(type: string): boolean {
  return type !== '' && type !== 'application/octet-stream'
}
