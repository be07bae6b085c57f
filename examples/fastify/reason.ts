import { GraphError, isMessengerCimError, SendAbortedError } from 'messenger-cim'

/** Why a task was not done, fit for a log: nothing that anybody wrote, no token. */
export type Reason = {
  name: string
  code?: string | undefined
  status?: number | undefined
  message?: string | undefined
}

/** What of an error may be kept. Texts of errors that are not messenger-cim's can quote what they choked on. */
export function reasonOf(error: unknown): Reason {
  if (!(error instanceof Error)) return { name: typeof error }
  return {
    name: error.name,
    ...('code' in error && typeof error.code === 'string' && { code: error.code }),
    ...('status' in error && typeof error.status === 'number' && { status: error.status }),
    ...(isMessengerCimError(error) && { message: error.message }),
  }
}

/**
 * Whether the same may work later and does no harm. A send that Meta may have delivered is not repeated:
 * the customer would get it twice. Of errors that are not messenger-cim's (Redis is away, say) nothing
 * tells that they will last.
 */
export function mayRepeat(error: unknown): boolean {
  if (!isMessengerCimError(error)) return true
  if (error instanceof SendAbortedError) return mayRepeat(error.cause)
  if (error instanceof GraphError) return error.retryable && !error.possiblyDelivered
  return 'retryable' in error && error.retryable === true
}

/** For how long the other side asked to be left alone, in ms. */
export function retryAfterOf(error: unknown): number | undefined {
  if (error instanceof SendAbortedError) return retryAfterOf(error.cause)
  return error instanceof GraphError ? error.retryAfterMs : undefined
}
