import type { AttachmentType } from '../../messenger/attachment.ts'
import type { WireItem } from '../../messenger/item.ts'

type WireAttachment = NonNullable<WireItem<'message'>['message']['attachments']>[number]

const cdn = 'https://scontent.xx.fbcdn.net/v/t39.30808-6'

/**
 * One attachment of each type that people send, as Meta writes it.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messages
 */
export const attachments = {
  image: { type: 'image', payload: { url: `${cdn}/471234567_lamp.jpg?oh=00_AfB&oe=6A8B2C1D` } },
  audio: {
    type: 'audio',
    payload: { url: 'https://cdn.fbsbx.com/v/t59.3654-21/audioclip-1795382399000.mp4?oe=6A8B2C1D' },
  },
  video: {
    type: 'video',
    payload: { url: 'https://video.xx.fbcdn.net/v/t42.3356-2/47123_clip.mp4?oe=6A8B2C1D' },
  },
  file: {
    type: 'file',
    payload: { url: 'https://cdn.fbsbx.com/v/t59.2708-21/invoice_4411.pdf?oe=6A8B2C1D' },
  },
  sticker: {
    type: 'sticker',
    payload: { url: `${cdn}/39178562_like.png?oe=6A8B2C1D`, sticker_id: '369239263222822' },
  },
  location: {
    type: 'location',
    title: 'Main Boulevard',
    payload: { coordinates: { lat: 31.5204, long: 74.3587 } },
  },
  fallback: {
    type: 'fallback',
    payload: { url: 'https://shop.example.com/lamps/blue', title: 'Blue lamp' },
  },
  share: { type: 'share', payload: { url: 'https://www.facebook.com/104857600123456/posts/9001' } },
  post: {
    type: 'post',
    payload: {
      id: '122098765432101234',
      url: 'https://www.facebook.com/104857600123456/posts/9002',
      title: 'New lamps are in',
    },
  },
  ig_post: {
    type: 'ig_post',
    payload: {
      id: '17918195224117851',
      url: 'https://www.instagram.com/p/CxAbCdEfGhI/',
      title: 'New lamps are in',
    },
  },
  reel: {
    type: 'reel',
    payload: {
      url: '/reel/1122334455667788/',
      title: 'How to change the bulb',
      reel_video_id: '1122334455667788',
    },
  },
  ig_reel: {
    type: 'ig_reel',
    payload: {
      url: 'https://www.instagram.com/reel/CyAbCdEfGhI/',
      title: 'How to change the bulb',
      reel_video_id: '18005551234567890',
    },
  },
  template: {
    type: 'template',
    payload: {
      product: {
        elements: [
          {
            id: '7712345678901234',
            retailer_id: 'lamp-blue',
            image_url: `${cdn}/471234567_lamp.jpg`,
            title: 'Blue lamp',
            subtitle: '39.90 EUR',
          },
        ],
      },
    },
  },
  appointment_booking: {
    type: 'appointment_booking',
    payload: {
      booking_id: 'bk_8812',
      status: 'requested',
      start_time: 1796117400,
      end_time: 1796119200,
      timezone: 'Asia/Karachi',
    },
  },
} as const satisfies { [T in AttachmentType]: WireAttachment & { type: T } }
