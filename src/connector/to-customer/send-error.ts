import { isMessengerCimError } from '../../errors.ts'
import { graphErrorRow } from '../../graph/reason.ts'

/**
 * The numbers of refusals that another form of the same file may avoid. They come as `code` or as `error_subcode`.
 * @see https://developers.facebook.com/docs/messenger-platform/error-codes
 */
const refusals = {
  /** "The attachment id is unknown, expired, or of another Page." */
  fileUnknown: 2018074,
  /** Meta could not fetch the media from its URL. */
  urlNotFetched: 2018008,
} as const

/** Whether a send failed for this reason. Compares codes: an error may come from a second copy of this package. */
export function isRefusedFor(reason: keyof typeof refusals, error: unknown): boolean {
  if (!isMessengerCimError(error) || !('graphCode' in error) || !('subcode' in error)) return false
  const { graphCode, subcode } = error
  const number = refusals[reason]
  if (graphCode === number || subcode === number) return true
  return reason === 'urlNotFetched' && isNotFetchedByWords(error)
}

/** Whether Meta said only in words that it could not fetch the media: its code alone would not reject the media. */
function isNotFetchedByWords(error: object): boolean {
  if (!('graphCode' in error) || !('subcode' in error) || !('reason' in error)) return false
  const { graphCode, subcode, reason } = error
  if (graphCode !== 100 || reason !== 'media_rejected') return false
  const row = graphErrorRow(graphCode, typeof subcode === 'number' ? subcode : undefined)
  return row?.reason !== reason
}
