/**
 * Passes an error to the host's `onError`. Without one, or when it fails itself, prints the error to the console. So
 * the error neither ends the process as an unhandled rejection nor stays unseen. `where` says what failed.
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

/** Prints the name and stack of an error without its message, which may quote what a person wrote. */
function printFailure(where: string, error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error
  const frames = error instanceof Error ? framesOf(error) : []
  console.error([`messenger-cim: ${where} failed with ${name}`, ...frames].join('\n'))
}

/** A stack frame: `at name (file:line:column)`, also within the engine. */
const frame = /^ {4}at .+(?::\d+:\d+\)?|\(<anonymous>\)|\(index \d+\))$/

/** The frames after the message, which may itself have lines that look like frames. */
function framesOf(error: Error): string[] {
  const stack = String(error.stack)
  const message = String(error.message)
  const start = stack.indexOf(message)
  const rest = start === -1 ? stack : stack.slice(start + message.length)
  return rest.split('\n').filter((line) => frame.test(line))
}
