/** The ways in which the message that a customer sees can differ from what was written. The list is complete. */
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

/** One difference between what was written and what the customer sees. */
export type Adjustment = {
  /** What kind of difference it is. */
  kind: AdjustmentKind
  /** The difference, for people. It never quotes the message. */
  detail: string
}

/** The adjustment, if it applies. */
export function note(applies: boolean, kind: AdjustmentKind, detail: string): Adjustment[] {
  return applies ? [{ kind, detail }] : []
}
