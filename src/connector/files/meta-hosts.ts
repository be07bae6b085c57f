/** The hosts from which Meta serves customers' files, with a source for each. */
export const metaHosts = [
  {
    pattern: '*.fbcdn.net',
    serves: 'pictures, films and sounds: scontent….xx.fbcdn.net, video….xx.fbcdn.net',
    source:
      'https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messages',
  },
  {
    pattern: '*.fbsbx.com',
    serves: 'files and voice clips: cdn.fbsbx.com, lookaside.fbsbx.com',
    source:
      'https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messages',
  },
  {
    pattern: 'lookaside.facebook.com',
    serves: 'media by asset id, redirecting to the hosts above',
    source:
      'https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messages',
  },
] as const
