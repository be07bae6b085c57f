import type { Parts } from '../connector/parts.ts'
import type { AppSecret } from '../webhook/index.ts'
import type { HostEvent } from './host-event.ts'
import type { TaskQueue } from './task-queue.ts'

/** What the runners of tasks need. */
export type TaskParts = {
  /** The connector's own parts: the host does with a queue what the connector does in memory. */
  connector: Parts
  queue: TaskQueue
  report: (event: HostEvent) => void
  appSecret: AppSecret
  forwardChanges: { url: string } | undefined
  /**
   * How long a send has to wait, in ms; undefined when it may begin. At the end of a stop it would outlast the host, so
   * it waits until another process can do it.
   */
  sendPause(): number | undefined
}
