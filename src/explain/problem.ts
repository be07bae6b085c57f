import { isMessengerCimError, LimitError, PayloadError, UnsupportedBodyError } from '../errors.ts'
import type { Problem } from './explanation.ts'
import { existing, type Path, parsePath } from './paths.ts'

/** A problem with its path as keys and indices. */
export type PlacedProblem = Omit<Problem, 'path'> & { at: Path }

/**
 * The problems of an error from a translation, each with its place in the input.
 * @throws the error itself when it comes from elsewhere
 */
export function problemsOf(error: unknown, input: unknown): PlacedProblem[] {
  if (error instanceof PayloadError) {
    return error.issues.map(({ path, message }) => ({
      at: existing(input, path),
      what: `${missing(input, path)}${sentence(message)}`,
      right: '',
    }))
  }
  if (error instanceof UnsupportedBodyError) {
    return [
      {
        at: existing(input, ['body', 'type']),
        what: `Messenger cannot show a body of type ${error.bodyType}: ${error.message.split('): ').at(-1)}.`,
        right: 'Send what it says as PLAIN, URL, IMAGE, AUDIO, VIDEO or FILE.',
      },
    ]
  }
  if (error instanceof LimitError) {
    const [subject = ''] = error.message.split(': ')
    return [
      {
        at: existing(input, parsePath(subject.replace(/\.(\d+)(?=\.|$)/g, '[$1]'))),
        what: `It holds ${error.actual} ${error.unit}, and Messenger takes at most ${error.limit}.`,
        right: `Shorten it to ${error.limit} ${error.unit} or fewer.`,
      },
    ]
  }
  if (isMessengerCimError(error)) return [{ at: [], what: sentence(error.message), right: '' }]
  throw error
}

/** The keys of a path that the input does not have. */
function missing(input: unknown, path: Path): string {
  const absent = path.slice(existing(input, path).length)
  return absent.length === 0 ? '' : `\`${absent.join('.')}\` is missing: `
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}
