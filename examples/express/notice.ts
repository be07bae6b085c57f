import type { Job } from './jobs.ts'

/** To tell CX that the customer did not get a message; `body` is the DELIVERYNOTIFICATION. */
export type Notice = { kind: 'notice'; lane: string; body: string }

/** What is kept until it is done. */
export type Task = Job | Notice

/** The notice that goes with a message of CX. Has a lane of its own: the messages after it need not wait. */
export function noticeOf({ lane }: Pick<Job, 'lane'>, notification: unknown): Notice {
  return { kind: 'notice', lane: `${lane} notices`, body: JSON.stringify(notification) }
}
