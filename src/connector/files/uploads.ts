import type { MessageLog, UploadedAttachment } from '../message-log.ts'

/** A request for an upload. */
export type UploadRequest = {
  /** Uploads the file to Meta. */
  upload: () => Promise<UploadedAttachment>
  /** An id that Meta no longer knows. An upload with this id is not used. */
  deadId?: string | undefined
  /** Gets an error of the log. The file is sent anyway. */
  onLogFailure: (error: unknown) => void
}

/** Where uploads are kept. */
export type UploadStore = Required<Pick<MessageLog, 'attachmentOf' | 'rememberAttachment'>>

/** Files that Meta holds for us. */
export type Uploads = {
  /**
   * The upload that the log keeps under this key, or a new one. Simultaneous calls share one upload.
   * @throws what `upload` throws
   */
  of(key: string, request: UploadRequest): Promise<UploadedAttachment>
}

/** Keeps uploads in the log. When the log is down, the file is uploaded again. */
export function createUploads(log: UploadStore, now: () => number): Uploads {
  const underWay = new Map<string, Promise<UploadedAttachment>>()

  async function keptUnder(key: string, { deadId, onLogFailure }: UploadRequest) {
    try {
      const kept = await log.attachmentOf(key)
      return kept && kept.expiresAt > now() && kept.attachmentId !== deadId ? kept : undefined
    } catch (error) {
      onLogFailure(error)
      return undefined
    }
  }

  async function keep(
    key: string,
    made: UploadedAttachment,
    onLogFailure: UploadRequest['onLogFailure'],
  ) {
    try {
      await log.rememberAttachment(key, made)
    } catch (error) {
      onLogFailure(error)
    }
  }

  async function make(key: string, { upload, onLogFailure }: UploadRequest) {
    try {
      const made = await upload()
      await keep(key, made, onLogFailure)
      return made
    } finally {
      underWay.delete(key)
    }
  }

  return {
    async of(key, request) {
      const kept = await keptUnder(key, request)
      if (kept !== undefined) return kept
      const making = underWay.get(key) ?? make(key, request)
      underWay.set(key, making)
      return making
    },
  }
}
