import { isMessengerCimError } from '../../errors.ts'

/**
 * Refusals of Meta that another form of the same file may avoid.
 * @see https://developers.facebook.com/docs/messenger-platform/error-codes
 */
const refusals = {
  /** "The attachment id is unknown, expired, or of another Page." */
  fileUnknown: { graphCode: 100, subcode: 2018074 },
  /** Meta could not fetch the media from its URL. */
  urlNotFetched: { graphCode: 100, subcode: 2018008 },
} as const

/** Whether a send failed for this reason. Compares codes: an error may come from a second copy of this package. */
export function isRefusedFor(reason: keyof typeof refusals, error: unknown): boolean {
  if (!isMessengerCimError(error) || !('graphCode' in error) || !('subcode' in error)) return false
  const { graphCode, subcode } = refusals[reason]
  return error.graphCode === graphCode && error.subcode === subcode
}
