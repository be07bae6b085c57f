import type * as z from 'zod'
import { GraphError, PayloadError } from '../../errors.ts'
import { createGraphClient, type GraphClient } from '../../graph/index.ts'
import { checkOptions } from '../../graph/options.ts'
import { createPacer } from '../../graph/pacing.ts'
import { createProof } from '../../graph/proof.ts'
import { call } from '../../graph/request.ts'
import type { Patient } from './finding.ts'

/** How long a call may take, in ms, because a person waits. */
export const patience = 10_000

/** The Graph client of the Page; undefined without a token. */
export function clientOf(patient: Patient): GraphClient | undefined {
  const options = optionsOf(patient)
  return options && createGraphClient(options)
}

function optionsOf({ pageAccessToken, appSecret, graphUrl, pageId }: Patient) {
  if (pageAccessToken === undefined) return undefined
  return {
    pageAccessToken,
    retries: 1,
    maxWaitMs: 2000,
    timeoutMs: patience,
    ...(pageId !== undefined && { pageId }),
    ...(appSecret !== undefined && { appSecret }),
    ...(graphUrl !== undefined && { baseUrl: graphUrl }),
  }
}

/**
 * A call of the Graph API that the client has no method for.
 * @throws {GraphError}
 */
export async function askGraph<T>(
  patient: Patient,
  question: {
    name: string
    method: 'GET' | 'POST'
    path: readonly string[]
    query?: Readonly<Record<string, string>>
    body?: unknown
    schema: z.ZodType<T>
  },
): Promise<T> {
  const checked = optionsOf(patient)
  if (checked === undefined) throw new TypeError('there is no token')
  const options = checkOptions(checked)
  const { body, ...what } = question
  return await call(
    {
      options,
      proof: createProof(options.pageAccessToken, options.appSecret),
      pacer: createPacer(false),
    },
    {
      ...what,
      ...(body !== undefined && { body: { json: body } }),
      repeatable: true,
      timeoutMs: patience,
    },
  )
}

/** A failed call in words, and what to do. */
export function wordsFor(error: unknown): { says: string; todo: string } {
  if (error instanceof PayloadError) {
    return {
      says: 'Nothing can be asked with such settings.',
      todo: 'Check GRAPH_URL and PAGE_ACCESS_TOKEN.',
    }
  }
  if (!(error instanceof GraphError)) throw error
  const { reason, graphCode, subcode, status } = error
  const code = [graphCode, subcode].filter((part) => part !== undefined).join('/')
  const which = code === '' ? (status ?? reason) : `code ${code}`
  if (reason === 'token_invalid') {
    return {
      says: `Meta refuses the token (${which}).`,
      todo: 'Make a new long-lived token of the Page, or one of a system user, and set PAGE_ACCESS_TOKEN.',
    }
  }
  if (reason === 'permission_missing') {
    return {
      says: `The token lacks a permission (${which}).`,
      todo: 'Give the app pages_messaging and pages_manage_metadata for this Page, and make a new token.',
    }
  }
  if (reason === 'no_response' || reason === 'timed_out') {
    return {
      says: 'The Graph API cannot be reached from here.',
      todo: 'Allow outgoing https to graph.facebook.com, or check GRAPH_URL and the proxy.',
    }
  }
  if (/proof/i.test(error.message) || graphCode === 100) {
    return {
      says: `Meta refuses the call (${which}).`,
      todo: 'Check whether APP_SECRET is the secret of the app that the token is from.',
    }
  }
  return {
    says: `Meta answers with an error (${which}, ${reason}).`,
    todo: 'Try again; docs/errors.md says more.',
  }
}
