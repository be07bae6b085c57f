/** Why a file was not downloaded. */
export type DownloadFailure =
  | 'insecure'
  | 'host_refused'
  | 'address_refused'
  | 'too_many_redirects'
  | 'too_long'
  | 'timed_out'
  | 'bad_answer'
  | 'no_answer'

/** A download that failed. The error stays inside the connector, which goes on without the file. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError'
  readonly reason: DownloadFailure
  /** HTTP status, if there was an answer. */
  readonly status: number | undefined

  constructor(reason: DownloadFailure, status?: number) {
    super(
      `Download failed: ${reason.replaceAll('_', ' ')}${status === undefined ? '' : ` (${status})`}`,
    )
    this.reason = reason
    this.status = status
  }
}
