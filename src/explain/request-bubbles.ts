import type { MessageRequest, SendRequest } from '../messenger/send-request.ts'
import type { Bubble, BubbleContent } from './bubble.ts'
import { messageContents } from './message-contents.ts'

/** What the customer sees of a Send request. */
export function requestBubbles(request: SendRequest, path: string): readonly Bubble[] {
  if (!('message' in request)) {
    return [{ side: 'business', path, content: actionContent(request.sender_action) }]
  }
  const contents = messageContents(request.message)
  const titles = titlesOf(request)
  return contents.map((content, index) => ({
    side: 'business',
    path,
    content,
    ...(index === 0 && request.reply_to && { quotes: request.reply_to.mid }),
    ...(index === contents.length - 1 && titles.length > 0 && { quickReplies: titles }),
  }))
}

function actionContent(action: string): BubbleContent {
  if (action === 'mark_seen') return { kind: 'status', status: 'read', text: 'Seen' }
  return { kind: 'typing', isTyping: action === 'typing_on' }
}

function titlesOf({ message }: MessageRequest): string[] {
  return (message.quick_replies ?? []).map((reply) =>
    reply.content_type === 'text' ? reply.title : reply.content_type.replaceAll('_', ' '),
  )
}
