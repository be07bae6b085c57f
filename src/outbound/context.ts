/** What {@link cimToMessenger} can ask beyond the message. All optional; no function is called twice for one message. */
export type OutboundContext = {
  /** The Messenger `mid` of a CIM message, for quoting it. */
  midOf?: ((cimId: string) => string | undefined) | undefined
  /** The attachment id of media that was already uploaded to Meta; used instead of the URL. */
  attachmentId?: ((mediaUrl: string) => string | undefined) | undefined
  /** Default `RESPONSE`. */
  messagingType?: 'RESPONSE' | 'UPDATE' | undefined
  /**
   * Allows answers up to 7 days late: what a person wrote (`sender.type` AGENT) goes out with the tag
   * HUMAN_AGENT, what a bot wrote never does. The Page needs Meta's Human Agent feature. With `now` and
   * `customerWroteAt` only late answers have the tag.
   */
  humanAgent?: boolean | undefined
  /**
   * When a customer last wrote, tapped or reacted, in ms. With `now` it keeps HUMAN_AGENT to answers that come 24 h
   * later or more; where it does not know, they have the tag.
   */
  customerWroteAt?: ((psid: string) => number | undefined) | undefined
  /** The time, in ms; without it `customerWroteAt` is not asked. */
  now?: number | undefined
  /**
   * What tells an edit (`intent: UPDATE`) from a new message: this in parentheses, on a line of its own. Default
   * `Edited`; `false` for nothing. At most 1998 UTF-16 units.
   */
  editMark?: string | false | undefined
  /** Shows the message under this persona's name and picture. */
  personaId?: string | undefined
  /** What becomes of Markdown, which Messenger does not show. Default `plain`. */
  markdown?: 'plain' | 'verbatim' | undefined
}
