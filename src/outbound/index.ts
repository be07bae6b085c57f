export { type Adjustment, type AdjustmentKind, adjustmentKinds } from './adjustment.ts'
export { cimToMessenger, type OutboundTranslation } from './cim-to-messenger.ts'
export type { OutboundContext } from './context.ts'
