/** A message that was delivered. */
export type LogEntry = {
  /** The CIM id, or a key that the connector derives; {@link MessageLog.seen} looks it up. */
  cimId: string
  /** The mid of the Messenger message that it is, was sent as, or is part of. Several entries may share one. */
  mid?: string | undefined
  /** The customer. */
  psid?: string | undefined
  /** When it was sent to the customer, in ms; only for messages of CX. */
  sentAt?: number | undefined
}

/** The id under which Meta keeps a file that was uploaded to it. */
export type UploadedAttachment = {
  /** Meta's id of the file. */
  attachmentId: string
  /** The real size of the file, in bytes. */
  size: number
  /** The type that its bytes show. */
  mimeType?: string | undefined
  /** When Meta forgets it, in ms. */
  expiresAt: number
}

/**
 * The memory of a connector, which answers the questions of the pure translations. {@link createMemoryLog} creates one
 * in memory. Write your own on a database so that ids survive a restart and several hosts share them.
 *
 * The first entry wins in both directions: a `mid` belongs to the first `cimId` remembered with it, and a `cimId` to
 * its first `mid` and first `sentAt`. Remembering again adds missing values and changes nothing else. Old entries may
 * be dropped. After that, a quote is sent as a plain message, a receipt is skipped, and a repeated webhook counts as
 * new.
 */
export type MessageLog = {
  /** Whether an entry with this `cimId` was remembered. */
  seen(id: string): Promise<boolean>
  /** Keeps an entry. It should be durable once this resolves. */
  remember(entry: LogEntry): Promise<void>
  /** The Messenger id of a CIM message. */
  midOf(cimId: string): Promise<string | undefined>
  /** The CIM id of a Messenger message. */
  cimIdOf(mid: string): Promise<string | undefined>
  /**
   * CIM ids of the messages sent to this customer up to a time (ms, inclusive), oldest first. A PSID belongs to one
   * Page, so it identifies the customer even in a log for several Pages.
   */
  sentUpTo(psid: string, watermark: number): Promise<readonly string[]>
  /** The upload that {@link rememberAttachment} kept under this key. Without it, uploads are kept in memory. */
  attachmentOf?(key: string): Promise<UploadedAttachment | undefined>
  /** Keeps an upload, and replaces an earlier one with that key. */
  rememberAttachment?(key: string, attachment: UploadedAttachment): Promise<void>
  /**
   * When this customer last wrote, in ms, as given to {@link rememberCustomerWrote}. Without this pair of methods the
   * connector keeps it in memory. The log may forget it after 7 days.
   */
  customerWroteAt?(psid: string): Promise<number | undefined>
  /** Keeps the time, in ms, at which a customer wrote, unless it is earlier than the kept one. */
  rememberCustomerWrote?(psid: string, at: number): Promise<void>
}
