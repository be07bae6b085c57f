/**
 * Gives an error to the host's `onError`. Without one, or where that fails itself, the error goes to the
 * console, so that it neither ends the process as an unhandled rejection nor stays unseen.
 */
export async function reportFailure(
  error: unknown,
  onError: ((error: unknown) => unknown) | undefined,
): Promise<void> {
  if (onError === undefined) return printFailure('onWebhook', error)
  try {
    await onError(error)
  } catch (second) {
    printFailure('onWebhook', error)
    printFailure('onError', second)
  }
}

/** What failed and where, without the message, which may quote what a person wrote. */
function printFailure(where: string, error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const frames = stack.split('\n').filter((line) => /^ +at /.test(line))
  console.error([`messenger-cim: ${where} failed with ${name}`, ...frames].join('\n'))
}
