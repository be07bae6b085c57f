/** A message that passed through. */
export type LogEntry = {
  /** The CIM id, or a key that the connector made up; {@link MessageLog.seen} asks for it. */
  cimId: string
  /** The Messenger message that it is, was sent as, or is part of. Several entries may share one. */
  mid?: string | undefined
  /** The customer. */
  psid?: string | undefined
  /** When it was sent to the customer, in ms; only what CX sent has one. */
  sentAt?: number | undefined
}

/** The id under which Meta keeps a file that was uploaded to it. */
export type UploadedAttachment = {
  attachmentId: string
  /** In bytes, as found. */
  size: number
  mimeType?: string | undefined
  /** When Meta forgets it, in ms. */
  expiresAt: number
}

/**
 * What a connector remembers: it answers what the pure translations ask. {@link createMemoryLog} is one;
 * write your own on a database so that ids survive a restart and several hosts share them.
 *
 * The first entry wins in both directions: a `mid` belongs to the first `cimId` remembered with it, and a
 * `cimId` to its first `mid` and first `sentAt`. Remembering again adds what is new and changes nothing
 * else. Entries may be dropped when old: a quote is then sent without its mark, a receipt is skipped, and
 * a webhook that comes again after that time would be taken for new.
 */
export type MessageLog = {
  /** Whether an entry with this `cimId` was remembered. */
  seen(id: string): Promise<boolean>
  /** Keeps an entry. Once this resolves, the entry should survive. */
  remember(entry: LogEntry): Promise<void>
  /** The Messenger id of a CIM message. */
  midOf(cimId: string): Promise<string | undefined>
  /** The CIM id of a Messenger message. */
  cimIdOf(mid: string): Promise<string | undefined>
  /**
   * CIM ids of what was sent to this customer up to a time (ms, inclusive), oldest first. A PSID is of one
   * Page, so it alone names the customer also where a log serves several Pages.
   */
  sentUpTo(psid: string, watermark: number): Promise<readonly string[]>
  /** The upload that {@link rememberAttachment} kept under this key. Without it, uploads are kept in memory. */
  attachmentOf?(key: string): Promise<UploadedAttachment | undefined>
  /** Keeps an upload, in place of an earlier one of that key. */
  rememberAttachment?(key: string, attachment: UploadedAttachment): Promise<void>
  /**
   * When this customer last wrote, in ms, as given to {@link rememberCustomerWrote}. Without this pair of methods the
   * connector keeps it in memory. It may be forgotten after 7 days.
   */
  customerWroteAt?(psid: string): Promise<number | undefined>
  /** Keeps that a customer wrote at a time, in ms; an earlier time than the one that is kept changes nothing. */
  rememberCustomerWrote?(psid: string, at: number): Promise<void>
}
