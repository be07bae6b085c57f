/**
 * Describes the translation of a webhook or a CIM message in words: each event and message with the part of the input
 * that it concerns, and the conversation as agent and customer see it. Pure; runs in a browser.
 * @module messenger-cim/explain
 */

export type { Bubble, BubbleContent, Card, Conversation, Side, Tap } from './bubble.ts'
export { explain, severalOf } from './explain.ts'
export { explainLine, explainText, isLog } from './explain-text.ts'
export type {
  CimMessageExplanation,
  ExplainedAdjustment,
  ExplainedEvent,
  ExplainedMessage,
  ExplainedRequest,
  ExplainedSkip,
  ExplainOptions,
  Explanation,
  Problem,
  SeveralExplanation,
  UnreadableExplanation,
  WebhookExplanation,
} from './explanation.ts'
export { bubbleInWords, sizeInWords } from './in-words.ts'
export { longestText, tooLong } from './json-problem.ts'
export { positionsIn, type TextPlace } from './positions.ts'
export { addSummaries, type Counts, emptySummary, type Summary, summaryOf } from './summary.ts'
