import { isPageId } from './pages.ts'

/** What a request asks for. `pageId` is the Page in the address. */
export type Route =
  | { name: 'challenge' | 'webhook'; pageId: string | undefined }
  | { name: 'receive' | 'configurations' | 'healthz' | 'readyz' }

/** Gateways of CX strip this prefix; other proxies may keep it. */
const prefix = /^\/facebook-connector(?=\/|$)/

const webhookPath = /^\/webhook(?:\/([^/]+))?\/?$/

const paths = new Map<string, Route>([
  ['POST /', { name: 'receive' }],
  ['POST /message/receive', { name: 'receive' }],
  ['POST /ccm-msg/receive', { name: 'receive' }],
  ['POST /connector-configurations', { name: 'configurations' }],
  ['GET /healthz', { name: 'healthz' }],
  ['GET /readyz', { name: 'readyz' }],
])

/** Finds the route of a request; undefined for an unknown address. */
export function findRoute(method: string, path: string): Route | undefined {
  const own = path.replace(prefix, '')
  const webhook = webhookPath.exec(own)
  // Load balancers ask for health by HEAD too.
  const read = method === 'HEAD' ? 'GET' : method
  if (!webhook) return paths.get(`${read} ${own.replace(/\/+$/, '') || '/'}`)
  const [, pageId] = webhook
  if (pageId !== undefined && !isPageId(pageId)) return undefined
  if (method === 'GET') return { name: 'challenge', pageId }
  return method === 'POST' ? { name: 'webhook', pageId } : undefined
}
