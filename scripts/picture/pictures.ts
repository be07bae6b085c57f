import { drawConversation } from './draw.ts'
import { playScenes } from './scenes.ts'

/** The pictures of the demo's conversation by file name: one for a desk, one for a phone. */
export async function conversationPictures(): Promise<Readonly<Record<string, string>>> {
  const scenes = await playScenes()
  return {
    'conversation.svg': drawConversation(scenes, { panel: 306, middle: 204 }),
    'conversation-narrow.svg': drawConversation(scenes, { panel: 184, middle: 24 }),
  }
}
