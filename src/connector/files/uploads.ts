import type { MessageLog, UploadedAttachment } from '../message-log.ts'

/** What is asked of {@link Uploads}. */
export type UploadRequest = {
  /** Puts the file on Meta. */
  upload: () => Promise<UploadedAttachment>
  /** An id that Meta does not know any more: an upload kept under it is none. */
  deadId?: string | undefined
  /** Told why the log did not answer or keep; the file goes out all the same. */
  onLogFailure: (error: unknown) => void
}

/** Where uploads are kept. */
export type UploadStore = Required<Pick<MessageLog, 'attachmentOf' | 'rememberAttachment'>>

/** Files that Meta holds for us. */
export type Uploads = {
  /**
   * The upload that the log keeps under this key, or a new one. Asked at once, it is made once for all.
   * @throws what `upload` throws
   */
  of(key: string, request: UploadRequest): Promise<UploadedAttachment>
}

/** Uploads as a log keeps them. A log that is down costs an upload, and no message. */
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
