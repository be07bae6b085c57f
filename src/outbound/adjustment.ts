/** Ways in which a customer sees a message otherwise than it was written. The list is complete. */
export const adjustmentKinds = [
  'text-split',
  'markdown-rendered',
  'quote-unresolved',
  'sent-as-file',
  'caption-dropped',
  'buttons-as-quick-replies',
  'options-listed',
  'title-clipped',
  'elements-dropped',
  'buttons-dropped',
  'nothing-to-send',
  'edit-sent-as-new',
  'sticker-as-image',
] as const

/** One of {@link adjustmentKinds}. */
export type AdjustmentKind = (typeof adjustmentKinds)[number]

/** One thing that the customer sees otherwise; `detail` is for a person and never quotes the message. */
export type Adjustment = { kind: AdjustmentKind; detail: string }
