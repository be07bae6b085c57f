import { type Finding, findingsOf, type Patient } from './finding.ts'

/** Checks whether the settings can be read. */
export async function settings({ wrong }: Patient): Promise<readonly Finding[]> {
  const { ok, problem } = findingsOf('settings')
  if (wrong.length === 0) return [ok('All settings can be read.')]
  return wrong.map((line) =>
    problem(`${line}.`, 'Set it in the environment, or in a file that --env-file names.'),
  )
}
