import type { AdditionalAttribute } from '../cim/emitted.ts'
import type { MessengerEvent } from '../messenger/event.ts'

/** What a host knows about a medium that it fetched: its new address, and facts about the file. */
export type MediaFacts = {
  /** The address from which CX can fetch it. Default: Meta's own (signed, expiring) URL. */
  mediaUrl?: string | undefined
  /** The MIME type. Default: from the file's extension. */
  mimeType?: string | undefined
  /** In bytes. */
  size?: number | undefined
  /** The file's name. Default: the last part of the URL's path. */
  fileName?: string | undefined
}

/** What {@link messengerToCim} can use besides the webhook. All optional. */
export type InboundContext = {
  /** `header.sender` of every message. Default: CX's own connector id, named FACEBOOK_CONNECTOR. */
  connector?: { id: string; name: string } | undefined
  /** Our Meta app id, to recognise the echoes of our own sends. */
  appId?: string | undefined
  /** The customer's name, from Meta's user profile. */
  profile?:
    | ((
        psid: string,
      ) => { firstName?: string | undefined; lastName?: string | undefined } | undefined)
    | undefined
  /** The CIM id of a Messenger message that CX sent or already has. */
  cimIdOf?: ((mid: string) => string | undefined) | undefined
  /** CIM ids of the messages sent to this customer up to a time (ms). */
  sentUpTo?: ((psid: string, watermark: number) => readonly string[]) | undefined
  /** Facts about the medium behind a URL. */
  media?: ((url: string) => MediaFacts | undefined) | undefined
  /** `markdown` also writes each bare link in a text as a Markdown link. Default `verbatim`. */
  links?: 'verbatim' | 'markdown' | undefined
  /** What to do with messages that the Page sent by other means. Default `skip`. */
  echoes?: 'skip' | 'translate' | undefined
  /** What to do with events that came while another app owned the thread. Default `skip`. */
  standby?: 'skip' | 'translate' | undefined
  /**
   * The value of the attribute `MESSAGE_TYPE`, the first of every message, by which CX routes, filters and reports: 1
   * to 100 characters. Default `DM`, a private conversation; `false` leaves the attribute out.
   */
  messageType?: string | false | undefined
  /**
   * More attributes, added after all others to every message of an event. It must be pure, because it may be called
   * more than once for a message. An attribute that CX's model does not allow (an unknown `type`, a value over 2000
   * characters) makes the translation throw a {@link PayloadError} with its path, such as `attributes[0].type`: CX
   * would refuse the whole message.
   */
  attributes?: ((event: MessengerEvent) => readonly AdditionalAttribute[]) | undefined
}
