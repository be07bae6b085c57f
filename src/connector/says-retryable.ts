/** Whether an error says that a retry may help. Any error can, also one of the host's own. */
export function saysRetryable(error: unknown): boolean {
  return error instanceof Error && 'retryable' in error && error.retryable === true
}
