import { CcmError } from '../errors.ts'
import type { ConnectorCcm, ConnectorFiles, ConnectorGraph, ConnectorOptions } from './options.ts'

/** The clients for a Page. */
export type Clients = {
  graphOf(pageId: string): Promise<ConnectorGraph | undefined>
  /** @throws {CcmError} when the Page has none */
  ccmOf(pageId: string): Promise<ConnectorCcm>
  filesOf(pageId: string): Promise<ConnectorFiles | undefined>
}

/**
 * Creates the lookup of clients: each as given, or as the host's function finds it for the Page. In plain JavaScript
 * that function may return null for none.
 */
export function createClients({
  graph,
  ccm,
  files,
}: Pick<ConnectorOptions, 'graph' | 'ccm' | 'files'>): Clients {
  return {
    graphOf: async (pageId) => (typeof graph === 'function' ? graph(pageId) : graph),
    async ccmOf(pageId) {
      const found = typeof ccm === 'function' ? await ccm(pageId) : ccm
      if (found) return found
      throw new CcmError('No CCM is known for this Page', { retryable: true })
    },
    async filesOf(pageId) {
      const found = typeof files === 'function' ? await files(pageId) : files
      return found ?? undefined
    },
  }
}
