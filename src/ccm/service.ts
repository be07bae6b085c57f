/** What makes one service of CX differ from the other. */
export type Service = {
  name: string
  /** Path of its API, which addresses in use have at their end or leave out. */
  path: '' | '/api'
  /** Statuses of answers to what it looked at and will never take. */
  refusals: readonly number[]
}

/** Customer Channel Manager. All other statuses say nothing about the message: a gateway answers them too. */
export const ccmService: Service = { name: 'CCM', path: '', refusals: [400, 413, 422] }

/** The file store. It also answers 404 to uploads that it will not take, see `refusalReason`. */
export const fileEngineService: Service = {
  name: 'File Engine',
  path: '/api',
  refusals: [400, 413, 415, 422],
}
