/**
 * Gives an error to the host's `onError`. Without one, or where that fails itself, the error goes to the
 * console, so that it neither ends the process as an unhandled rejection nor stays unseen. `where` says what
 * failed.
 */
export async function reportFailure(
  where: 'onWebhook' | 'reading the body',
  error: unknown,
  onError: ((error: unknown) => unknown) | undefined,
): Promise<void> {
  if (onError === undefined) return printFailure(where, error)
  try {
    await onError(error)
  } catch (second) {
    printFailure(where, error)
    printFailure('onError', second)
  }
}

/** What failed and where, without the message, which may quote what a person wrote. */
function printFailure(where: string, error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error
  const frames = error instanceof Error ? framesOf(error) : []
  console.error([`messenger-cim: ${where} failed with ${name}`, ...frames].join('\n'))
}

/** A place in code: `at name (file:line:column)`, also within the engine. */
const frame = /^ {4}at .+(?::\d+:\d+\)?|\(<anonymous>\)|\(index \d+\))$/

/** The message stands in front of the frames, and may have lines that look like one. */
function framesOf(error: Error): string[] {
  const stack = String(error.stack)
  const message = String(error.message)
  const start = stack.indexOf(message)
  const rest = start === -1 ? stack : stack.slice(start + message.length)
  return rest.split('\n').filter((line) => frame.test(line))
}
