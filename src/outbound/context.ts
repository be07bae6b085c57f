/**
 * What {@link cimToMessenger} can use besides the message. All optional; no function is called twice for one message.
 */
export type OutboundContext = {
  /** The Messenger `mid` of a CIM message, for quoting it. */
  midOf?: ((cimId: string) => string | undefined) | undefined
  /** The attachment id of a medium that was uploaded to Meta before; used instead of the URL. */
  attachmentId?: ((mediaUrl: string) => string | undefined) | undefined
  /** Default `RESPONSE`. */
  messagingType?: 'RESPONSE' | 'UPDATE' | undefined
  /**
   * Allows answers up to 7 days late: messages of a person (`sender.type` AGENT) get the tag HUMAN_AGENT, those of a
   * bot never do. The Page needs Meta's Human Agent feature. With `now` and `customerWroteAt`, only late answers get
   * the tag.
   */
  humanAgent?: boolean | undefined
  /**
   * When a customer last wrote, tapped or reacted, in ms. With `now`, only answers 24 h later or more get HUMAN_AGENT,
   * and those to customers for whom it returns undefined.
   */
  customerWroteAt?: ((psid: string) => number | undefined) | undefined
  /** The current time, in ms. Without it `customerWroteAt` is not called. */
  now?: number | undefined
  /**
   * Marks an edit (`intent: UPDATE`), which goes as a new message: this text in parentheses, on a line of its own.
   * Default `Edited`; `false` for no mark. At most 1998 UTF-16 units.
   */
  editMark?: string | false | undefined
  /** Shows the message under this persona's name and picture. */
  personaId?: string | undefined
  /**
   * How to treat Markdown, which Messenger does not render: `plain` removes the marks, `verbatim` keeps them. Default
   * `plain`.
   */
  markdown?: 'plain' | 'verbatim' | undefined
}
