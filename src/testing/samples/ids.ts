/** Ids that the samples use: made up, of real shape and length. */
export const sampleIds = {
  /** The Facebook Page, CX's service identifier. */
  pageId: '104857600123456',
  /** The customer, as this Page knows them. */
  psid: '7312345678901234',
  /** The Facebook app. */
  appId: '1517776481860111',
  /** The Messenger id of the sample event itself. */
  mid: 'm_Q7vXz2RtYw9LpB4sHd1NfGjCm8UeAoI3KxVbP6yMqTrWgZ5hSaDlEuJcOnFi0t01Q',
  /** The Messenger id of an earlier message of the Page, where a sample names one. */
  pageMid: 'm_Q7vXz2RtYw9LpB4sHd1NfGjCm8UeAoI3KxVbP6yMqTrWgZ5hSaDlEuJcOnFi0a01Q',
  /** The CIM id of the sample message itself. */
  cimId: '2b7e4c1a-9d3f-4e58-8a6b-0c1d2e3f4a5b',
  /** The CIM id of an earlier message, where a sample names one. */
  earlierCimId: '8f14e45f-ceea-467f-9d5b-2f0b6c7d8e9a',
} as const
