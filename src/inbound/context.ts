import type { AdditionalAttribute } from '../cim/emitted.ts'
import type { MessengerEvent } from '../messenger/event.ts'

/** What a host knows of a medium that it fetched: where it re-hosted it and what it found. */
export type MediaFacts = {
  /** Where CX can get it from. Default: Meta's own (signed, expiring) URL. */
  mediaUrl?: string | undefined
  mimeType?: string | undefined
  /** In bytes. */
  size?: number | undefined
  fileName?: string | undefined
}

/** What {@link messengerToCim} may be told beside the webhook. All optional. */
export type InboundContext = {
  /** `header.sender` of every message. Default: CX's own connector id, named FACEBOOK_CONNECTOR. */
  connector?: { id: string; name: string } | undefined
  /** Our Meta app id, to know the echoes of our own sends. */
  appId?: string | undefined
  /** The customer's name, from Meta's user profile. */
  profile?:
    | ((
        psid: string,
      ) => { firstName?: string | undefined; lastName?: string | undefined } | undefined)
    | undefined
  /** The CIM id of a Messenger message that CX sent or already has. */
  cimIdOf?: ((mid: string) => string | undefined) | undefined
  /** CIM ids of what was sent to this customer up to a time (ms). */
  sentUpTo?: ((psid: string, watermark: number) => readonly string[]) | undefined
  /** What is known of the medium behind a URL. */
  media?: ((url: string) => MediaFacts | undefined) | undefined
  /** `markdown` also writes each bare link in a text as a Markdown link. Default `verbatim`. */
  links?: 'verbatim' | 'markdown' | undefined
  /** What becomes of messages that the Page sent by other means. Default `skip`. */
  echoes?: 'skip' | 'translate' | undefined
  /** What becomes of events that came while another app owned the thread. Default `skip`. */
  standby?: 'skip' | 'translate' | undefined
  /**
   * The value of the attribute `MESSAGE_TYPE` that every message begins with and that CX routes, filters and
   * reports by: 1 to 100 characters. Default `DM`, a private conversation; `false` leaves the attribute out.
   */
  messageType?: string | false | undefined
  /**
   * More attributes, put behind all others on every message of an event. Called once or more for each message,
   * so it should be pure. Where CX's model has no such attribute (a `type` that is not of its list, a value
   * over 2000 characters) the translation throws a {@link PayloadError} that names the path, such as
   * `attributes[0].type`: CX would refuse the whole message.
   */
  attributes?: ((event: MessengerEvent) => readonly AdditionalAttribute[]) | undefined
}
