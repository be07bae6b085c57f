import { cimMessageId } from 'messenger-cim'

/** What is known when a step is played. */
export type SoFar = {
  /** Where Meta's CDN stands in. */
  cdnUrl: string
  /** Files by their names. */
  media: ReadonlyMap<string, Uint8Array>
  /** Where File Engine has a file that the agent has put there. */
  filed: (name: string) => string
  /** The Messenger id of the message that was sent to the customer as the n-th, from 0. */
  sentMid: (index: number) => string
  now: number
}

export const pageId = '104857600123456'
export const psid = '7312345678901234'
const start = 1795382400123
const minute = 60_000

/** The Messenger id of the customer's n-th message: made up, of real shape and length. */
export function midOf(n: number): string {
  const tail = 'QmVybGluLUxhbXAtNDQxMS1jcmFja2VkLWdsYXNzLXN1cHBvcnQtdGhyZWFk'
  return `m_${String(n).padStart(4, '0')}${tail}Xy7Kp2Vd9Rt4Wn6Hs1Jc8Lf3Gb5Zq`
}

/** The CIM id that follows from it. */
export function idOf(n: number, part?: number): string {
  return cimMessageId({ pageId, mid: midOf(n), ...(part !== undefined && { part }) })
}

/** When the customer wrote it, in ms. */
export function timeOf(n: number): number {
  return start + n * minute
}

/** A webhook with one event of the customer, as Meta posts it. */
export function webhook(n: number, event: object): unknown {
  const item = { sender: { id: psid }, recipient: { id: pageId }, timestamp: timeOf(n), ...event }
  return { object: 'page', entry: [{ id: pageId, time: timeOf(n) + 412, messaging: [item] }] }
}

/** A webhook with the customer's n-th message. */
export function message(n: number, content: object): unknown {
  return webhook(n, { message: { mid: midOf(n), ...content } })
}

/** A webhook with files, each a type of attachment and a file name. */
export function files(n: number, list: readonly (readonly [string, string])[], { cdnUrl }: SoFar) {
  const attachments = list.map(([type, name]) => ({
    type,
    payload: { url: `${cdnUrl}/v/t1.15752-9/${name}?_nc_cat=104&ccb=1-7&oe=6A1B2C3D` },
  }))
  return message(n, { attachments })
}

/**
 * The body that a customer's file becomes: it lies in File Engine under a name of its own, and is called by
 * the name that it came with, or one with an extension that fits it better.
 */
export function filedBody(
  type: string,
  name: string,
  mimeType: string,
  { media }: SoFar,
  fileName = name,
) {
  const [stem = '', extension = ''] = fileName.split('.')
  return {
    type,
    attachment: {
      mediaUrl: new RegExp(`/downloadFileStream\\?filename=${stem}-[0-9a-f]{16}\\.${extension}$`),
      mimeType,
      size: media.get(name)?.length,
    },
    additionalDetails: { fileName },
  }
}

/** The CIM id of the agent's n-th message. */
export function agentsId(n: number): string {
  return `0d5f3c0e-${String(n).padStart(4, '0')}-4e7e-9a55-5a1f0c8f0a01`
}

/** The agent's n-th message as CX writes it, absent fields as null. */
export function agentsMessage(n: number, body: object, header: object = {}): unknown {
  return {
    id: agentsId(n),
    header: {
      sender: {
        id: '0b9c2f6e-51d7-4c0a-9a7e-3f6d2a1b8c44',
        type: 'AGENT',
        senderName: 'amina.k',
        additionalDetail: null,
      },
      channelData: {
        channelCustomerIdentifier: psid,
        serviceIdentifier: pageId,
        requestPriority: 0,
        customerFirstName: 'Sara',
        customerLastName: null,
        additionalAttributes: [],
      },
      language: null,
      timestamp: timeOf(n) + minute / 2,
      securityInfo: null,
      stamps: [],
      intent: null,
      entities: {},
      channelSessionId: '673f0c1e9b1d8e0f4a2b6c7e',
      conversationId: '673f0c1e9b1d8e0f4a2b6c7d',
      customer: { _id: null, firstName: 'Sara', phoneNumber: null, isAnonymous: false },
      originalMessageId: null,
      replyToMessageId: null,
      providerMessageId: null,
      roomId: null,
      schedulingMetaData: null,
      ...header,
    },
    body: { markdownText: null, ...body },
  }
}
