import type { BodyType, OpenBody } from '../../cim/body.ts'
import { sampleIds } from './ids.ts'

const files = 'https://cx.example.com/file-engine/api/downloadFileStream?filename='

function media(name: string, mimeType: string, size: number) {
  const mediaUrl = `${files}${encodeURIComponent(name)}`
  return { mediaUrl, mimeType, size, thumbnail: '', mediaName: name, mediaLabel: null }
}

/** One body of each type, as CX and its Agent Desk write it. */
export const bodies: { readonly [K in BodyType]: OpenBody<K> } = {
  PLAIN: { type: 'PLAIN', markdownText: 'Your order **4411** leaves today.' },
  IMAGE: {
    type: 'IMAGE',
    markdownText: null,
    caption: 'The lamp in blue',
    attachment: media('lamp.jpg', 'image/jpeg', 184_320),
    additionalDetails: null,
  },
  AUDIO: {
    type: 'AUDIO',
    markdownText: null,
    caption: null,
    attachment: media('greeting.mp3', 'audio/mpeg', 96_256),
    additionalDetails: null,
  },
  VIDEO: {
    type: 'VIDEO',
    markdownText: null,
    caption: 'assembly.mp4',
    attachment: media('assembly.mp4', 'video/mp4', 2_097_152),
    additionalDetails: null,
  },
  FILE: {
    type: 'FILE',
    markdownText: null,
    caption: '',
    attachment: media('invoice 4411.pdf', 'application/pdf', 51_200),
    additionalDetails: { fileName: 'invoice 4411.pdf' },
  },
  STICKER: { type: 'STICKER', mediaUrl: `${files}like.png`, stickerId: '369239263222822' },
  URL: {
    type: 'URL',
    markdownText: 'All our lamps',
    mediaUrl: 'https://shop.example.com/lamps',
  },
  LOCATION: {
    type: 'LOCATION',
    markdownText: null,
    location: { latitude: 31.5204, longitude: 74.3587 },
    additionalDetails: {
      name: 'Our shop',
      address: '12 Main Boulevard, Lahore',
      url: 'https://shop.example.com/visit',
    },
  },
  CONTACT: {
    type: 'CONTACT',
    contacts: [
      {
        name: { formattedName: 'Omar Siddiqui', additionalNameDetails: null },
        phones: [{ phone: '+924235551234', additionalPhoneDetails: { type: 'WORK' } }],
        additionalContactDetails: {
          emails: [{ email: 'omar@shop.example.com', type: 'WORK' }],
          org: { company: 'Lamp Shop' },
        },
      },
    ],
  },
  BUTTON: {
    type: 'BUTTON',
    markdownText: 'How may we help?',
    buttonMessageType: 'BUTTON',
    buttons: [
      { title: 'Track my order', payload: 'TRACK_4411', type: 'postback' },
      { title: 'Our shop', payload: 'https://shop.example.com', type: 'web_url' },
      { title: 'Call us', payload: '+924235551234', type: 'phone_number' },
    ],
  },
  CAROUSEL: {
    type: 'CAROUSEL',
    carouselMessageType: 'GENERIC_RICH_MEDIA',
    elements: [
      {
        text: 'Blue lamp',
        url: 'https://shop.example.com/lamps/blue.jpg',
        buttons: [{ title: 'Buy', payload: 'BUY_BLUE', type: 'postback' }],
        defaultAction: { type: 'web_url', url: 'https://shop.example.com/lamps/blue' },
        additionalCarouselElementDetails: { subtitle: '39.90 EUR' },
      },
      {
        text: 'Red lamp',
        url: 'https://shop.example.com/lamps/red.jpg',
        buttons: [{ title: 'Buy', payload: 'BUY_RED', type: 'postback' }],
        defaultAction: { type: 'web_url', url: 'https://shop.example.com/lamps/red' },
        additionalCarouselElementDetails: { subtitle: '34.90 EUR' },
      },
    ],
  },
  RECEIPT: {
    type: 'RECEIPT',
    recipientName: 'Sara Khan',
    merchantName: 'Lamp Shop',
    orderNumber: '4411',
    currency: 'EUR',
    paymentMethode: 'Visa 4242',
    timestamp: '1795382400',
    elements: [{ title: 'Blue lamp', subtitle: 'E27', quantity: 2, price: 79.8, currency: 'EUR' }],
    address: {
      street1: '12 Main Boulevard',
      city: 'Lahore',
      postalCode: '54000',
      state: 'Punjab',
      country: 'PK',
    },
    summary: { subtotal: 79.8, shippingCost: 4.9, totalTax: 0, totalCost: 84.7 },
    adjustments: [],
  },
  TEMPLATE: {
    type: 'TEMPLATE',
    name: 'order_update',
    language: { code: 'en_US', policy: null },
    components: [
      {
        type: 'body',
        parameters: [{ parameterType: 'text', additionalParameterDetails: { text: '4411' } }],
      },
    ],
  },
  DELIVERYNOTIFICATION: {
    type: 'DELIVERYNOTIFICATION',
    messageId: sampleIds.earlierCimId,
    status: 'READ',
    reasonCode: 200,
  },
  DELETEDNOTIFICATION: { type: 'DELETEDNOTIFICATION', messageId: sampleIds.earlierCimId },
  NOTIFICATION: {
    type: 'NOTIFICATION',
    notificationType: 'TYPING_STARTED',
    notificationData: {},
  },
  CUSTOM: { type: 'CUSTOM', jsonNode: { messenger: { text: 'Sent as it is' } } },
  COMMENT: {
    type: 'COMMENT',
    markdownText: 'We have written to you.',
    postId: '104857600123456_9001',
    itemType: 'PRIVATE_REPLY',
    attachment: null,
  },
  ACTION: { type: 'ACTION' },
  WRAPUP: { type: 'WRAPUP' },
  VOICE: { type: 'VOICE' },
  EMAIL: { type: 'EMAIL' },
  ACTIVITY: { type: 'ACTIVITY' },
  MULTIMEDIA: { type: 'MULTIMEDIA' },
}
