import { type GraphErrorReason, isMessengerCimError, PayloadError } from '../../errors.ts'
import { isRefusal } from '../files/refused-file.ts'

/** `reasonCode` of a FAILED notification: a fault of the message, an unknown channel, or any other fault. */
export type ReasonCode = '400' | '404' | '500'

/** No Page of this host has the message's service identifier. */
export class UnknownPageError extends PayloadError {
  constructor() {
    const path = ['header', 'channelData', 'serviceIdentifier']
    super('cim_message', [{ path, message: 'no Page of this connector' }])
  }
}

const graphReasonCodes = {
  window_closed: '400',
  recipient_unavailable: '400',
  thread_not_owned: '400',
  media_rejected: '400',
  request_invalid: '400',
  rate_limited: '500',
  token_invalid: '500',
  permission_missing: '500',
  page_restricted: '500',
  temporary: '500',
  no_response: '500',
  timed_out: '500',
  unknown: '500',
} as const satisfies Record<GraphErrorReason, ReasonCode>

const byReason = new Map<unknown, ReasonCode>(Object.entries(graphReasonCodes))

/** The reason code for CX. Compares codes: an error may come from a second copy of this package. */
export function reasonCodeOf(error: unknown): ReasonCode {
  if (error instanceof UnknownPageError) return '404'
  if (!isMessengerCimError(error)) return '500'
  switch (error.code) {
    case 'payload_invalid':
    case 'body_unsupported':
    case 'limit_exceeded':
      return '400'
    case 'send_aborted':
      return reasonCodeOf(error.cause)
    case 'graph_error':
      return ('reason' in error && byReason.get(error.reason)) || '500'
    case 'ccm_error':
      return isRefusal(error) ? '400' : '500'
    default:
      return '500'
  }
}
