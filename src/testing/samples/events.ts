import type { EventKind } from '../../messenger/event.ts'
import type { WireItem } from '../../messenger/item.ts'
import { sampleIds } from './ids.ts'

const { pageId, psid, appId, mid, pageMid } = sampleIds

const timestamp = 1795382400123
const fromCustomer = { sender: { id: psid }, recipient: { id: pageId }, timestamp }

/**
 * One event of each kind, as Meta writes it in `entry[].messaging[]`.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events
 */
export const events: { readonly [K in EventKind]: WireItem<K> } = {
  message: { ...fromCustomer, message: { mid, text: 'Hello, where is my order?' } },
  echo: {
    sender: { id: pageId },
    recipient: { id: psid },
    timestamp,
    message: { mid: pageMid, text: 'It leaves today.', is_echo: true, app_id: 263902037430900 },
  },
  edit: {
    ...fromCustomer,
    message_edit: { mid, text: 'Hello, where is my second order?', num_edit: 1 },
  },
  reaction: {
    ...fromCustomer,
    reaction: { action: 'react', mid: pageMid, reaction: 'love', emoji: '❤' },
  },
  postback: {
    ...fromCustomer,
    postback: { mid, title: 'Get Started', payload: 'GET_STARTED' },
  },
  delivery: {
    sender: { id: psid },
    recipient: { id: pageId },
    delivery: { mids: [pageMid], watermark: 1795382399123 },
  },
  read: { ...fromCustomer, read: { watermark: 1795382399123 } },
  order: {
    ...fromCustomer,
    order: {
      products: [
        {
          id: '7712345678901234',
          retailer_id: 'lamp-blue',
          name: 'Blue lamp',
          unit_price: 39.9,
          currency: 'EUR',
          quantity: 2,
        },
      ],
      note: 'Please wrap it',
    },
  },
  'customer-information': {
    ...fromCustomer,
    messaging_customer_information: {
      screens: [
        {
          screen_id: 'shipping_address',
          responses: [
            { key: 'name', value: 'Sara Khan' },
            { key: 'city', value: 'Lahore' },
          ],
        },
      ],
    },
  },
  feedback: {
    ...fromCustomer,
    messaging_feedback: {
      feedback_screens: [
        {
          screen_id: 0,
          questions: {
            satisfaction: {
              type: 'csat',
              payload: '5',
              follow_up: { type: 'free_form', payload: 'Quick and friendly' },
            },
          },
        },
      ],
    },
  },
  referral: {
    ...fromCustomer,
    referral: { ref: 'poster-7', source: 'SHORTLINK', type: 'OPEN_THREAD' },
  },
  optin: {
    ...fromCustomer,
    optin: {
      type: 'notification_messages',
      notification_messages_token: '6312345678901234567',
      payload: 'NEWS',
      topic: 'New lamps',
      token_expiry_timestamp: 1826918400000,
      user_token_status: 'NOT_REFRESHED',
    },
  },
  'account-linking': {
    ...fromCustomer,
    account_linking: { status: 'linked', authorization_code: 'AUTH_5521' },
  },
  handover: {
    ...fromCustomer,
    pass_thread_control: {
      new_owner_app_id: appId,
      previous_owner_app_id: '263902037430900',
      metadata: 'to the bot',
    },
  },
  policy: {
    recipient: { id: pageId },
    timestamp,
    policy_enforcement: { action: 'warning', reason: 'Messages outside the window' },
  },
  'game-play': {
    ...fromCustomer,
    game_play: {
      game_id: '209876543210987',
      player_id: '1234567890123456',
      context_type: 'SOLO',
      score: 120,
    },
  },
  form: { ...fromCustomer, form: { id: '3087654321098765' } },
  coupon: {
    ...fromCustomer,
    template: { type: 'coupon', payload: 'AUTUMN', coupon_code: 'LAMP10' },
  },
  'response-feedback': {
    ...fromCustomer,
    response_feedback: { feedback: 'Good response', mid: pageMid },
  },
  call: { ...fromCustomer, call_permission_reply: { response: 'accept' } },
}
