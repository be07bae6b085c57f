/** The facts that differ between the services of CX. */
export type Service = {
  name: string
  /** The path of its API, which configured URLs may include or omit. */
  path: '' | '/api'
  /** Statuses of what the service checked and will never accept. */
  refusals: readonly number[]
}

/** Customer Channel Manager. Other statuses do not count as refusals, because a gateway answers them too. */
export const ccmService: Service = { name: 'CCM', path: '', refusals: [400, 413, 422] }

/** The file store. It also answers 404 to uploads that it refuses, see `refusalReason`. */
export const fileEngineService: Service = {
  name: 'File Engine',
  path: '/api',
  refusals: [400, 413, 415, 422],
}
