import { createFileEngine, type FileEngine } from '../../ccm/index.ts'
import { CcmError, isMessengerCimError } from '../../errors.ts'
import { type Finding, findingsOf, type Patient } from './finding.ts'
import { loginAdvice, tokenFailure, withoutToken } from './keycloak.ts'

/** Sizes between the known limits: 5 MB of the default `MAXFILESIZE`, 6 MiB of the gateway, 25 MB of the channel. */
const files = [
  {
    name: 'messenger-cim-doctor-small',
    size: 1000,
    says: '1 kB',
    raise: 'Check FILE_ENGINE_URL.',
  },
  {
    name: 'messenger-cim-doctor-6MB',
    size: 6_000_000,
    says: '6 MB',
    raise: 'Raise MAXFILESIZE of File Engine to 25.',
  },
  {
    name: 'messenger-cim-doctor-25MB',
    size: 25_000_000,
    says: '25 MB',
    raise:
      'Raise MAXFILESIZE of File Engine to 25, and max_body_size of the gateway on /file-engine/ to 27000000.',
  },
] as const

/** How long a large file may take, in ms. */
const uploadTime = 60_000

/** Checks whether File Engine stores and returns files as large as the channel allows. */
export async function fileEngine(patient: Patient): Promise<readonly Finding[]> {
  const { ok, warning, problem } = findingsOf('File Engine')
  const { fileEngineUrl } = patient
  if (fileEngineUrl === undefined)
    return [problem('There is no address of File Engine.', 'Set FILE_ENGINE_URL.')]
  if (await tokenFailure(patient)) return [problem(...withoutToken)]
  const client = clientAt(fileEngineUrl, patient)
  const stored: string[] = []
  const findings: Finding[] = []
  for (const { name, size, says, raise } of files) {
    try {
      stored.push(await roundTrip(client, name, size))
      findings.push(ok(`It takes a file of ${says} and gives it back.`))
    } catch (error) {
      if (!(isMessengerCimError(error) || error instanceof RangeError)) throw error
      const isSize = size > 1000 && error instanceof CcmError && error.refused
      if (!isSize && (await isAnswerToAll(error, fileEngineUrl, patient))) {
        findings.push(problem(notFileEngine.says, notFileEngine.todo))
        break
      }
      const todo = isSize ? raise : todoFor(error, patient)
      const about = `It does not take a file of ${says}: ${error.message}.`
      findings.push(isSize ? warning(about, todo) : problem(about, todo))
      // A failure that is not about the size occurs with every size.
      if (!isSize) break
    }
  }
  const left = stored.length > 0 ? [ok(`Left in File Engine: ${stored.join(', ')}.`)] : []
  return [...findings, ...left]
}

function clientAt(baseUrl: string, { cxHeaders }: Patient): FileEngine {
  return createFileEngine({ baseUrl, headers: cxHeaders, retries: 0, timeoutMs: uploadTime })
}

const notFileEngine = {
  says: 'The service at FILE_ENGINE_URL is not File Engine: it answers every path alike, and the host would take that for the refusal of a file.',
  todo: 'Check the address, its path, and the routes of the gateway.',
} as const

/**
 * Whether a refusal with 404 comes from a gateway or another service, because the path is unknown. Such a service gives
 * the same answer for any path.
 */
async function isAnswerToAll(error: Error, url: string, patient: Patient): Promise<boolean> {
  if (!(error instanceof CcmError && error.refused && error.status === 404)) return false
  const nowhere = `${url.replace(/\/+$/, '')}/messenger-cim-doctor`
  try {
    await roundTrip(clientAt(nowhere, patient), files[0].name, files[0].size)
    return true
  } catch (other) {
    return other instanceof CcmError && other.refused && other.detail === error.detail
  }
}

/**
 * Uploads and downloads a file. Returns its name in File Engine. @throws {RangeError} when it comes back with another
 * size
 */
async function roundTrip(client: FileEngine, name: string, size: number): Promise<string> {
  const file = new Blob([new Uint8Array(size).fill(0x20)], { type: 'text/plain' })
  const stored = await client.upload(file, {
    fileName: `${name}.txt`,
    conversationId: 'messenger-cim-doctor',
  })
  const { byteLength } = await read(client, stored.mediaUrl)
  if (byteLength !== size) throw new RangeError(`it came back with ${byteLength} bytes`)
  return stored.name
}

/** @throws {CcmError} also when the download does not end in time */
async function read(client: FileEngine, mediaUrl: string): Promise<ArrayBuffer> {
  const signal = AbortSignal.timeout(uploadTime)
  try {
    const answer = await client.download(mediaUrl, { signal })
    return await answer.arrayBuffer()
  } catch (error) {
    if (!signal.aborted) throw error
    throw new CcmError('File Engine did not give the file in time', { retryable: true })
  }
}

function todoFor(error: Error, patient: Patient): string {
  const status = error instanceof CcmError ? error.status : undefined
  if (status === 401 || status === 403) return loginAdvice(patient)
  if (status === undefined) return 'Check FILE_ENGINE_URL and whether File Engine runs.'
  return 'Check FILE_ENGINE_URL, and the logs of File Engine and its virus scanner.'
}
